namespace PeerFunctional.Verification

/// Which schedules of a candidate are tried: what may happen next in a run, and when a run explains everything.
module internal ReplayChoices =

    /// What may happen next, the likeliest first.
    val next:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        run: PartialRun<'i, 'j, 'k, 'l, 'm> ->
            Later<ReplayAction<'j>>
            when 'b: comparison and 'j: comparison

    /// Whether everything that the participant did is explained, and nothing more was to be expected of it.
    val isExplained:
        problem: ReplayProblem<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> run: PartialRun<'i, 'j, 'k, 'l, 'm> -> bool
            when 'b: comparison and 'j: comparison
