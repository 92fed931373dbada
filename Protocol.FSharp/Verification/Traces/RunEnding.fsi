namespace PeerFunctional.Verification

module RunEnding =

    /// What the steps of a checker's run come to. The trace's own ending says which of several violations is meant; it counts only where
    /// the steps show it: the property is false in the last state, or the goal is not reached and the fates know no way to it, the run
    /// repeats itself, or nothing but faults can follow. A run that goes on has passed so far.
    val ofTrace:
        subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> fates: Lazy<RunFates> -> trace: Trace<'b> -> Ending
            when 'b: comparison

    /// 'a violation of this property: no peer's log shrinks'.
    val words: ending: Ending -> string
