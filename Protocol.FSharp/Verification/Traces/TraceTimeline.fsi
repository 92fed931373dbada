namespace PeerFunctional.Verification

/// A run told in the protocol's words, from its trace.
module TraceTimeline =

    /// What one step of a run shows, with its number from 1. An action that shows only in what it causes is told where it causes nothing,
    /// if it is to be shown.
    val step:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        run: Run<'state, 'timer, 'message, 'ask, 'store> ->
        number: int ->
        isShown: bool ->
        step: TraceStep<'timer> ->
        struct (Run<'state, 'timer, 'message, 'ask, 'store> * Emission<'message> list) ->
            TimedEvent list
            when 'timer: comparison

    /// The timeline of a trace, with the cuts among its faults; an action that cannot happen is remarked.
    val timeline:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        title: string ->
        conclusion: string ->
        trace: Trace<'timer> ->
            Timeline
            when 'timer: comparison
