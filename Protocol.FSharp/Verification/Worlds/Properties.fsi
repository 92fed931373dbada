namespace PeerFunctional.Verification

/// Something that holds in a world state or does not, in a sentence a student can read: a part that each peer fulfils by itself, and
/// a part that takes a look at all of them.
type Invariant<'world> =
    {
        Sentence: string

        /// How many peers it asks something of.
        Peers: ('world -> int)

        /// What it asks of each peer; this follows from the peer's own node.
        OfPeer: (int -> 'world -> bool) voption

        /// What it asks besides.
        OfWorld: ('world -> bool) voption
    }

    /// Whether every peer fulfils it, and all of them together.
    member Holds: world: 'world -> bool

/// What is asked of a world.
type Properties<'world> =
    {
        /// In every world state.
        Invariants: Invariant<'world> list

        /// In some world state: so that nothing holds only because nothing happens.
        Reachable: Invariant<'world> list

        /// Reached from every world state once faults have stopped.
        Liveness: Invariant<'world>
    }

module Invariant =

    /// An invariant that takes a look at the whole world state.
    val ofWorld: sentence: string -> holds: ('a -> bool) -> Invariant<'a>

    /// An invariant that holds where every peer fulfils it. A simulator looks again only at peers that have changed.
    val ofPeers:
        sentence: string -> holds: (int -> Node<'a, 'b, 'c, 'd> -> bool) -> Invariant<WorldState<'a, 'b, 'c, 'd>>
            when 'b: comparison

    /// An invariant that asks the same of each peer, and of all of them together something besides.
    val withWorld: sentence: string -> ofWorld: ('a -> bool) -> invariant: Invariant<'a> -> Invariant<'a>
