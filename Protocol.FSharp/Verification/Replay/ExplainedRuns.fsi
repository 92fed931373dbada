namespace PeerFunctional.Verification

module internal ExplainedRuns =

    /// A run with the runs before it, as long as they were kept.
    val ofRun:
        problem: ReplayProblem<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store> ->
        run: PartialRun<'state, 'timer, 'message, 'ask, 'store> ->
            IExplainedRun
            when 'timer: comparison
