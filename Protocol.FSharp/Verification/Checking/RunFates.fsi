namespace PeerFunctional.Verification

/// Where a run stands towards its world's goal, after each of its steps.
type RunFates =
    {
        /// The goal's sentence.
        Goal: string

        /// What the fates rest on.
        Assumptions: Assumptions

        /// The fate before the first step, and after each.
        Along: Fate list
    }

module RunFates =

    /// States whose steps a search for fates takes, at most, in a world that a trace names.
    [<Literal>]
    val Most: int = 100_000

    /// States whose steps it takes, at most, where messages and timers come at any time: such a world has no end of states.
    [<Literal>]
    val MostAnyTime: int = 10_000

    /// The faults among the steps of a run.
    val spent: steps: TraceStep<'timer> list -> FaultBudget

    /// What the world of a trace assumes: as its search did, and the faults that the trace has beyond those; or else the faults that the
    /// trace itself has, with messages and timers at any time.
    val assumptions: trace: Trace<'timer> -> Assumptions

    /// The state of the checked world after each action of a run, and the one before; from the first action on that the world does not
    /// have, the reason.
    val states:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        model: Model<CollapsedState<'a, 'b, 'c, 'f, 'h>, CheckedAction<'b, 'i>> ->
        steps: TraceStep<'b> list ->
            Result<CollapsedState<'a, 'b, 'c, 'f, 'h>, string> list
            when 'b: comparison

    /// The fates along a trace, exact in its world, or unknown with the reason.
    val ofTrace: subject: Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> -> trace: Trace<'b> -> RunFates when 'b: comparison

    /// The number of the first step after which no way leads to the goal, from 1, or 0 for none at all, and whether it is known that
    /// there is a way before it.
    val noReturn: fates: RunFates -> struct (int * bool) voption

    /// 'after step 7 nothing can change that': goes on from a sentence that says what is missed.
    val words: fates: RunFates -> string

    /// 'assumed: at most 1 lost message; messages of a link in order': what the fates rest on.
    val assumed: fates: RunFates -> string

    /// 'the goal: at risk before step 7, lost from step 7 on': what kind of fate the steps have.
    val course: fates: RunFates -> string

    /// Marks the step of no return in a run's timeline.
    val mark: fates: RunFates -> timeline: Timeline -> Timeline
