namespace PeerFunctional.Verification

module ActionPath =

    type private Walked<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        { Checked: CheckedState<'state, 'timer, 'message, 'ask, 'store>
          Run: Run<'state, 'timer, 'message, 'ask, 'store>
          Steps: TraceStep<'timer> list }

    let private take world at action walked =
        match Run.apply world at action walked.Run with
        | Ok(struct (run, _)) ->
            { walked with
                Run = run
                Steps = TraceStep.after run.WorldState action :: walked.Steps }
        // Another run of the steps refuses it again.
        | Error _ ->
            { walked with
                Steps = TraceStep.after walked.Run.WorldState action :: walked.Steps }

    let private follow world network walked (taken: CheckedAction<_, _>) =
        // A path may be put together from parts in which envelopes have other numbers.
        let here (next: FlowEnvelope<_>) =
            walked.Checked.InFlight
            |> List.tryFind (fun flow -> flow.Key = next.Flow)
            |> Option.map (fun flow ->
                { next with
                    Envelope = flow.Envelopes.Head })
            |> Option.defaultValue next

        let taken =
            { taken with
                Action = Action.map here id taken.Action }

        let struct (next, answered) = WorldModel.happen world network taken walked.Checked

        Action.map (fun (next: FlowEnvelope<_>) -> next.Envelope.Number) id taken.Action
        :: List.map AnswerStore answered
        |> List.fold (fun walked action -> take world next.WorldState.Now action walked) { walked with Checked = next }

    let steps world network (path: Path<CheckedState<_, _, _, _, _>, CheckedAction<_, _>>) =
        let world = World.timeless world

        let nobody =
            { Checked = WorldModel.nobody world path.First.Left
              Run = Run.initial world
              Steps = [] }

        WorldModel.starts world @ (path.Steps |> List.map (fun struct (action, _) -> action))
        |> List.fold (follow world network) nobody
        |> _.Steps
        |> List.rev
