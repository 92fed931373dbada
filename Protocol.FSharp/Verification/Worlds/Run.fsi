namespace PeerFunctional.Verification

/// A run under way: the world state, and every envelope sent so far by its number.
type Run<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        WorldState: WorldState<'state, 'timer, 'ask, 'store>
        Envelopes: Map<int, Envelope<'message>>
    }

module Run =

    /// Nobody has started: every peer is down.
    val initial:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
            Run<'state, 'a, 'b, 'c, 'store>
            when 'timer: comparison and 'a: comparison

    /// Lets an action happen at a time; answers the run and what was sent and said. The error is why it cannot happen there.
    val apply:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        at: System.TimeSpan ->
        action: Action<int, 'timer> ->
        run: Run<'state, 'timer, 'message, 'ask, 'store> ->
            Result<struct (Run<'state, 'timer, 'message, 'ask, 'store> * Emission<'message> list), string>
            when 'timer: comparison

    /// The timers a peer has set that go by these words, in their order.
    val timersNamed:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        run: Run<'a, 'timer, 'b, 'c, 'd> ->
        peer: int ->
        words: string ->
            'timer list
            when 'timer: comparison
