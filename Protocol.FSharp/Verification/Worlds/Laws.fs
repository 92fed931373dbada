namespace PeerFunctional.Verification

type Law<'scene> =
    { Sentence: string
      Holds: 'scene -> bool
      OfPeer: (int -> 'scene -> bool) voption
      OfWorld: ('scene -> bool) voption }

type Laws<'scene> =
    { Always: Law<'scene> list
      Sometimes: Law<'scene> list
      Goal: Law<'scene> }

module Law =

    let private create sentence holds ofPeer ofWorld =
        { Sentence = sentence
          Holds = holds
          OfPeer = ofPeer
          OfWorld = ofWorld }

    let ofWorld sentence holds =
        create sentence holds ValueNone (ValueSome holds)

    let private ofPeer holds peer (scene: Scene<_, _, _, _>) : bool = holds peer scene.Nodes[peer]

    let private all holds (scene: Scene<_, _, _, _>) =
        scene.Nodes |> Seq.indexed |> Seq.forall (fun (peer, node) -> holds peer node)

    let ofPeers sentence (holds: int -> Node<_, _, _, _> -> bool) =
        create sentence (all holds) (ValueSome(ofPeer holds)) ValueNone

    let withWorld sentence ofWorld law =
        create sentence (fun scene -> law.Holds scene && ofWorld scene) law.OfPeer (ValueSome ofWorld)
