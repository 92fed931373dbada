namespace PeerFunctional.Verification

/// The steps between a model's states, each taken once for all states that agree on what it depends on. Several workers may ask at once.
[<Sealed>]
type internal StepTable<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =

    new:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> *
        assumptions: Assumptions *
        parts: StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> *
        habits: Habits voption ->
            StepTable<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// How many steps were taken, and not looked up.
    member Taken: int64

    /// The state after an action, not of `TimeModel.Latency`. `place` tells it from other actions of its kind that the peer could
    /// take: the datagram's place, the place of the queue among those of its group, or that of the timer among those of the peer.
    member After:
        state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> *
        taken: CheckedAction<'timer, 'message> *
        place: int ->
            CollapsedState<'state, 'timer, 'message, 'ask, 'store>
