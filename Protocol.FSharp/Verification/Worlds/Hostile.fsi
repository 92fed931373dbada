namespace PeerFunctional.Verification

open PeerFunctional.Kernel

/// Something that a hostile peer may send, one message after the other: to an endpoint by datagrams, on a connection of its own, or on a stream
/// inside one.
type HostileMove<'message> =
    {
        Towards: Address
        Messages: 'message list
    }

/// What a hostile peer is: the moves that it may make, in any order and at any moment, and how many of them.
type HostilePeer<'message> =
    {
        Name: string

        /// Where its messages come from. Its host is its own.
        Endpoint: Endpoint

        /// Another endpoint that its datagrams seem to come from.
        Forges: Endpoint voption

        /// What it says first on each connection.
        Greeting: 'message list
        Moves: HostileMove<'message> list
        Most: int

        /// Whether it closes a connection once it has sent its message there.
        Leaves: bool
    }

/// A peer of the world, or the hostile one with the moves that are left to it and the calls under way, each with its move.
type Beset<'state> =
    | Honest of 'state
    | Attacker of left: int * calls: Map<Address, int>

/// A timer of a peer of the world, or a move of the hostile one.
type BesetTimer<'timer> =
    | OfHonest of 'timer
    | Move of int

module HostilePeer =

    /// One that makes so many moves, forges no sender, and leaves its connections open.
    val create:
        name: string -> endpoint: Endpoint -> most: int -> moves: HostileMove<'message> list -> HostilePeer<'message>

/// Worlds with a hostile peer beside the others. It comes last, sends decodable messages of a given alphabet, and ignores what it
/// gets. A message of it that arrives corrupted is garbage.
module Hostile =

    val world:
        hostile: HostilePeer<'message> ->
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            World<Beset<'state>, BesetTimer<'timer>, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison

    /// The properties of a world, asked of its own peers where a hostile one is beside them.
    val properties:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        properties: Properties<WorldState<'state, 'timer, 'ask, 'store>> ->
            Properties<WorldState<Beset<'state>, BesetTimer<'timer>, 'ask, 'store>>
            when 'timer: comparison

    /// The scenario with a hostile peer, under another name. `source` is an F# expression of the hostile peer.
    val scenario:
        name: string ->
        about: string ->
        source: string ->
        hostile: HostilePeer<'message> ->
        subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scenario<Beset<'state>, BesetTimer<'timer>, 'message, 'command, 'answer, 'ask, 'notice, 'store>
            when 'timer: comparison
