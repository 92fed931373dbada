namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// Connections, and the envelopes on their way along them.
type Lines<'message> =
    {
        Connections: Connections

        /// The ends of the connections, in their order.
        Ends: struct (struct (int * Address) * ConnectionSide) list

        /// In the order of their keys.
        Queues: EnvelopeQueue<'message> list
    }

/// Which lines of a world a peer's step can reach: those to each other peer are a group. Hosts that share a name choose among the same
/// ports, so there all lines are one group.
type internal LineGroups =
    {
        Count: int

        /// The group of the lines between two peers.
        Between: int -> int -> int

        /// The groups that each peer has a part in.
        OfPeer: int array array
    }

module internal LineGroups =

    val ofWorld:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> -> LineGroups
            when 'timer: comparison

    /// The group of the connection that an envelope travels on.
    val ofEnvelope: groups: LineGroups -> connection: EnvelopeConnection -> recipient: int -> int

module internal Lines =

    /// Lines of several groups as one.
    val join: none: Connections -> groups: Lines<'message> seq -> Lines<'message>

    /// The lines of one group as a part of all: as they were before, or with their connections numbered anew, with numbers that no other
    /// group has.
    val ofGroup:
        groups: LineGroups ->
        none: Connections ->
        group: int ->
        before: Lines<'message> ->
        all: Lines<'message> ->
            Lines<'message>

    /// Of all that is on the lines of one group. A late envelope of an old connection can have the name of a new one, so numbers count: they
    /// follow from the order of ends and envelopes.
    val digest: lines: Lines<'message> -> Digest
