namespace PeerFunctional.Verification

type Invariant<'world> =
    { Sentence: string
      Peers: 'world -> int
      OfPeer: (int -> 'world -> bool) voption
      OfWorld: ('world -> bool) voption }

    member this.Holds world =
        let ofPeers =
            match this.OfPeer with
            | ValueSome holds -> Seq.forall (fun peer -> holds peer world) (seq { 0 .. this.Peers world - 1 })
            | ValueNone -> true

        ofPeers && ValueOption.forall (fun holds -> holds world) this.OfWorld

type Properties<'world> =
    { Invariants: Invariant<'world> list
      Reachable: Invariant<'world> list
      Liveness: Invariant<'world> }

module Invariant =

    let ofWorld sentence holds =
        { Sentence = sentence
          Peers = fun _ -> 0
          OfPeer = ValueNone
          OfWorld = ValueSome holds }

    let ofPeers sentence (holds: int -> Node<_, _, _, _> -> bool) =
        { Sentence = sentence
          Peers = fun (worldState: WorldState<_, _, _, _>) -> worldState.Nodes.Count
          OfPeer = ValueSome(fun peer worldState -> holds peer worldState.Nodes[peer])
          OfWorld = ValueNone }

    let withWorld sentence ofWorld invariant =
        { invariant with
            Sentence = sentence
            OfWorld =
                match invariant.OfWorld with
                | ValueSome before -> ValueSome(fun worldState -> before worldState && ofWorld worldState)
                | ValueNone -> ValueSome ofWorld }
