namespace PeerFunctional.Verification

/// Steps that nothing can come before: the only message to a peer, where no other peer's steps can bring the peer another one as long as it
/// waits. Such a step commutes with everything that can happen before it, so it is taken at once, and the states between are left out.
/// This is so in time order and without faults that are left.
[<Sealed>]
type internal ForcedSteps<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison> =

    /// `after` answers the state after a message arrives; `asked` has a bit for each property whose part for a peer must stay as it is.
    new:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> *
        habits: Habits *
        asked: uint32 *
        after:
            (CollapsedState<'state, 'timer, 'message, 'ask, 'store>
                -> struct (CheckedAction<'timer, 'message> * int)
                -> CollapsedState<'state, 'timer, 'message, 'ask, 'store>) *
        arriving:
            (CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> struct (QueuedEnvelope<'message> * int) list) ->
            ForcedSteps<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>

    /// The steps that are taken at once from a state, one after the other, and the states they lead to.
    member From:
        state: CollapsedState<'state, 'timer, 'message, 'ask, 'store> ->
            struct (CheckedAction<'timer, 'message> * CollapsedState<'state, 'timer, 'message, 'ask, 'store>) list
