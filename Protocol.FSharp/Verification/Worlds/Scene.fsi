namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// The peers of a world at one moment. The letters under way belong to whoever runs the scene: a simulator gives them
/// times, a checker keeps them as a set, a bag or queues.
type Scene<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    {
        Now: TimeSpan
        Nodes: PerPeer<Node<'state, 'timer, 'ask, 'store>>
        Connections: Lines

        /// How many letters were sent: the next one's number.
        Sent: int
    }

/// What can happen to the peers of a scene.
module Scene =

    /// Gives a running peer one input; answers the scene and what it sent and said, in order.
    val input:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        peer: int ->
        input: Input<Address, 'b, 'c, 'd, 'e> ->
        scene: Scene<'a, 'b, 'f, 'h> ->
            struct (Scene<'a, 'b, 'f, 'h> * Sending<'c> list)
            when 'b: comparison

    /// A world before anything happened: nobody has started, so every peer is down.
    val initial:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Scene<'state, 'a, 'b, 'store>
            when 'timer: comparison and 'a: comparison

    /// Whether a letter can still do anything at its recipient; `isCalled`: its connection's call arrives before it.
    val isAwaited:
        isCalled: bool -> letter: Letter<'message> -> scene: Scene<'a, 'b, 'c, 'd> -> bool when 'b: comparison

    val deliver:
        world: World<'a, 'b, 'message, 'c, 'd, 'e, 'f, 'g> ->
        letter: Letter<'message> ->
        scene: Scene<'a, 'b, 'e, 'g> ->
            struct (Scene<'a, 'b, 'e, 'g> * Sending<'message> list)
            when 'b: comparison

    /// A datagram arrives as bytes that are no message; a stream's message comes in pieces.
    val deliverGarbled:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        letter: Letter<'message> ->
        scene: Scene<'state, 'timer, 'ask, 'store> ->
            struct (Scene<'state, 'timer, 'ask, 'store> * Sending<'message> list)
            when 'timer: comparison

    /// The network loses the letter. A stream cannot lose one and go on: its connection breaks, and both ends will hear so.
    val lose:
        letter: Letter<'message> ->
        scene: Scene<'state, 'timer, 'ask, 'store> ->
            struct (Scene<'state, 'timer, 'ask, 'store> * Sending<'a> list)
            when 'timer: comparison

    /// Fires a timer that is set, at its due time.
    val fire:
        world: World<'state, 'timer, 'a, 'b, 'c, 'ask, 'd, 'store> ->
        peer: int ->
        timer: 'timer ->
        scene: Scene<'state, 'timer, 'ask, 'store> ->
            struct (Scene<'state, 'timer, 'ask, 'store> * Sending<'a> list)
            when 'timer: comparison

    /// The store works its next question, and the peer hears the answers.
    val work:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        peer: int ->
        scene: Scene<'state, 'timer, 'ask, 'store> ->
            struct (Scene<'state, 'timer, 'ask, 'store> * Sending<'message> list)
            when 'timer: comparison

    /// A crash: what the store has is kept, everything else is gone. The partners' connections break.
    val crash:
        peer: int -> scene: Scene<'a, 'b, 'c, 'd> -> struct (Scene<'a, 'b, 'c, 'd> * Sending<'e> list)
            when 'b: comparison

    /// A crash that takes the disk with it.
    val wipe:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        peer: int ->
        scene: Scene<'a, 'b, 'c, 'store> ->
            struct (Scene<'a, 'b, 'c, 'store> * Sending<'d> list)
            when 'timer: comparison and 'b: comparison

    /// A peer that is down starts again from its store.
    val restart:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        peer: int ->
        scene: Scene<'state, 'timer, 'ask, 'store> ->
            struct (Scene<'state, 'timer, 'ask, 'store> * Sending<'message> list)
            when 'timer: comparison

    /// The timers due first, over all peers: clocks run alike, so no later one can fire before them.
    val nextTimers: scene: Scene<'a, 'b, 'c, 'd> -> struct (int * 'b * TimeSpan) list when 'b: comparison

    /// The digest of everything that can make a difference later: due times count from now.
    val digest: scene: Scene<'a, 'b, 'c, 'd> -> digest: Digest -> Digest when 'b: comparison
