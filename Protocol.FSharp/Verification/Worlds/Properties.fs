namespace PeerFunctional.Verification

type Invariant<'world> =
    { Sentence: string
      Holds: 'world -> bool
      OfPeer: (int -> 'world -> bool) voption
      OfWorld: ('world -> bool) voption }

type Properties<'world> =
    { Invariants: Invariant<'world> list
      Reachable: Invariant<'world> list
      Liveness: Invariant<'world> }

module Invariant =

    let private create sentence holds ofPeer ofWorld =
        { Sentence = sentence
          Holds = holds
          OfPeer = ofPeer
          OfWorld = ofWorld }

    let ofWorld sentence holds =
        create sentence holds ValueNone (ValueSome holds)

    let private ofPeer holds peer (worldState: WorldState<_, _, _, _>) : bool = holds peer worldState.Nodes[peer]

    let private all holds (worldState: WorldState<_, _, _, _>) =
        worldState.Nodes |> Seq.indexed |> Seq.forall (fun (peer, node) -> holds peer node)

    let ofPeers sentence (holds: int -> Node<_, _, _, _> -> bool) =
        create sentence (all holds) (ValueSome(ofPeer holds)) ValueNone

    let withWorld sentence ofWorld invariant =
        create
            sentence
            (fun worldState -> invariant.Holds worldState && ofWorld worldState)
            invariant.OfPeer
            (ValueSome ofWorld)
