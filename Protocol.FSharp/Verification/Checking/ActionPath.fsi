namespace PeerFunctional.Verification

/// A path that a search found as steps of a run: so it is told, written to a file and run again like any other run.
module ActionPath =

    /// The path so far, as the checker and as a run have it, with its steps, last first.
    type private Walked<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        {
            Checked: CheckedState<'state, 'timer, 'message, 'ask, 'store>
            Run: Run<'state, 'timer, 'message, 'ask, 'store>
            Steps: TraceStep<'timer> list
        }

    /// The steps of a path of `WorldModel.create world network`, from before anybody has started.
    val steps:
        world: World<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> ->
        network: Network ->
        path: Path<CheckedState<'i, 'j, 'k, 'l, 'm>, CheckedAction<'b, 'c>> ->
            TraceStep<'b> list
            when 'b: comparison and 'j: comparison
