namespace PeerFunctional.Verification

/// A path that a search found as steps of a run: so it is told, written to a file and run again like any other run.
module ActionPath =

    /// The steps of a path of `WorldModel.create world assumptions`, from before the first peer has started, at times that keep to the
    /// assumptions, each as early as can be.
    val steps:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        assumptions: Assumptions ->
        path: Path<CollapsedState<'i, 'j, 'k, 'l, 'm>, CheckedAction<'b, 'c>> ->
            TraceStep<'b> list
            when 'b: comparison and 'j: comparison
