namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// The peers of a world at one moment. The envelopes under way belong to the engine that runs it: a simulator gives them
/// times, a checker keeps them as a set, a bag or queues.
type WorldState<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    {
        Now: TimeSpan
        Nodes: PerPeer<Node<'state, 'timer, 'ask, 'store>>
        Connections: Connections

        /// How many envelopes were sent: the next one's number.
        Sent: int
    }

/// What can happen to the peers of a world state.
module WorldState =

    /// Gives a running peer one input; answers the world state and what it sent and said, in order.
    val input:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        peer: int ->
        input: Input<Address, 'b, 'c, 'd, 'e> ->
        worldState: WorldState<'a, 'b, 'f, 'h> ->
            struct (WorldState<'a, 'b, 'f, 'h> * Emission<'c> list)
            when 'b: comparison

    /// A world before anything happened: nobody has started, so every peer is down.
    val initial:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            WorldState<'state, 'a, 'b, 'store>
            when 'timer: comparison and 'a: comparison

    /// Whether an envelope can still do anything at its recipient; `isCalled`: its connection's call arrives before it.
    val isAwaited:
        isCalled: bool -> envelope: Envelope<'message> -> worldState: WorldState<'a, 'b, 'c, 'd> -> bool
            when 'b: comparison

    val deliver:
        world: World<'a, 'b, 'message, 'c, 'd, 'e, 'f, 'g> ->
        envelope: Envelope<'message> ->
        worldState: WorldState<'a, 'b, 'e, 'g> ->
            struct (WorldState<'a, 'b, 'e, 'g> * Emission<'message> list)
            when 'b: comparison

    /// A datagram arrives as bytes that are no message; a stream's message comes in pieces.
    val deliverCorrupted:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        envelope: Envelope<'message> ->
        worldState: WorldState<'state, 'timer, 'ask, 'store> ->
            struct (WorldState<'state, 'timer, 'ask, 'store> * Emission<'message> list)
            when 'timer: comparison

    /// The network loses the envelope. A stream cannot lose one and go on: its connection breaks, and both ends will hear so.
    val drop:
        envelope: Envelope<'message> ->
        worldState: WorldState<'state, 'timer, 'ask, 'store> ->
            struct (WorldState<'state, 'timer, 'ask, 'store> * Emission<'a> list)
            when 'timer: comparison

    /// Fires a timer that is set, at its due time.
    val fireTimer:
        world: World<'state, 'timer, 'a, 'b, 'c, 'ask, 'd, 'store> ->
        peer: int ->
        timer: 'timer ->
        worldState: WorldState<'state, 'timer, 'ask, 'store> ->
            struct (WorldState<'state, 'timer, 'ask, 'store> * Emission<'a> list)
            when 'timer: comparison

    /// The store works its next question, and the peer hears the answers.
    val answerStore:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        peer: int ->
        worldState: WorldState<'state, 'timer, 'ask, 'store> ->
            struct (WorldState<'state, 'timer, 'ask, 'store> * Emission<'message> list)
            when 'timer: comparison

    /// A crash: what the store has is kept, everything else is gone. The partners' connections break.
    val crash:
        peer: int -> worldState: WorldState<'a, 'b, 'c, 'd> -> struct (WorldState<'a, 'b, 'c, 'd> * Emission<'e> list)
            when 'b: comparison

    /// A crash that takes the disk with it.
    val crashLosingDisk:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        peer: int ->
        worldState: WorldState<'a, 'b, 'c, 'store> ->
            struct (WorldState<'a, 'b, 'c, 'store> * Emission<'d> list)
            when 'timer: comparison and 'b: comparison

    /// A peer that is down starts again from its store.
    val restart:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        peer: int ->
        worldState: WorldState<'state, 'timer, 'ask, 'store> ->
            struct (WorldState<'state, 'timer, 'ask, 'store> * Emission<'message> list)
            when 'timer: comparison

    /// The timers due first, over all peers: clocks run alike, so no later one can fire before them.
    val nextTimers: worldState: WorldState<'a, 'b, 'c, 'd> -> struct (int * 'b * TimeSpan) list when 'b: comparison

    /// The digest of everything that can make a difference later: due times count from now.
    val digest: worldState: WorldState<'a, 'b, 'c, 'd> -> digest: Digest -> Digest when 'b: comparison
