namespace PeerFunctional.Verification

/// A run told in the protocol's words, from its trace.
module TraceTimeline =

    /// The timeline of a trace, with the cuts among its faults; an action that cannot happen is remarked.
    val timeline:
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        title: string ->
        conclusion: string ->
        trace: Trace<'timer> ->
            Timeline
            when 'timer: comparison
