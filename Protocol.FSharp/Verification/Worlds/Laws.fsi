namespace PeerFunctional.Verification

/// Something that holds in a scene or does not, in a sentence a student can read: a part that each peer fulfils by itself, and
/// a part that takes a look at all of them.
type Law<'scene> =
    {
        Sentence: string
        Holds: ('scene -> bool)

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

    /// A law that takes a look at the whole scene.
    val ofWorld: sentence: string -> holds: ('a -> bool) -> Law<'a>

    /// A law that holds where every peer fulfils it. A simulator looks again only at peers that have changed.
    val ofPeers:
        sentence: string -> holds: (int -> Node<'a, 'b, 'c, 'd> -> bool) -> Law<Scene<'a, 'b, 'c, 'd>>
            when 'b: comparison

    /// A law that asks the same of each peer, and of all of them together something besides.
    val withWorld: sentence: string -> ofWorld: ('a -> bool) -> law: Law<'a> -> Law<'a>
