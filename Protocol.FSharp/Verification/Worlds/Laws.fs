namespace PeerFunctional.Verification

/// Something that holds in a scene or does not, in a sentence a student can read: a part that each peer fulfils by itself, and
/// a part that takes a look at all of them.
type Law<'scene> =
    {
        Sentence: string
        Holds: 'scene -> bool
        /// What it asks of each peer; this follows from the peer's own node.
        OfPeer: (int -> 'scene -> bool) voption
        /// What it asks besides.
        OfWorld: ('scene -> bool) voption
    }

/// What is asked of a world.
type Laws<'scene> =
    {
        /// In every scene.
        Always: Law<'scene> list
        /// In some scene: so that nothing holds only because nothing happens.
        Sometimes: Law<'scene> list
        /// Reached from every scene once faults have stopped.
        Goal: Law<'scene>
    }

module Law =

    let private create sentence holds ofPeer ofWorld =
        { Sentence = sentence
          Holds = holds
          OfPeer = ofPeer
          OfWorld = ofWorld }

    /// A law that takes a look at the whole scene.
    let ofWorld sentence holds =
        create sentence holds ValueNone (ValueSome holds)

    let private ofPeer holds peer (scene: Scene<_, _, _, _>) : bool = holds peer scene.Nodes[peer]

    let private all holds (scene: Scene<_, _, _, _>) =
        scene.Nodes |> Seq.indexed |> Seq.forall (fun (peer, node) -> holds peer node)

    /// A law that holds where every peer fulfils it. A simulator looks again only at peers that have changed.
    let ofPeers sentence (holds: int -> Node<_, _, _, _> -> bool) =
        create sentence (all holds) (ValueSome(ofPeer holds)) ValueNone

    /// A law that asks the same of each peer, and of all of them together something besides.
    let withWorld sentence ofWorld law =
        create sentence (fun scene -> law.Holds scene && ofWorld scene) law.OfPeer (ValueSome ofWorld)
