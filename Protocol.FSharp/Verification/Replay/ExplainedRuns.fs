namespace PeerFunctional.Verification

open PeerFunctional.Verification.Exploring

module internal ExplainedRuns =

    let private node
        (problem: ReplayProblem<'state, 'timer, 'message, _, _, 'ask, _, 'store>)
        fields
        (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>)
        =
        let candidate = problem.Candidate

        { State = HiddenState.ofCandidate candidate fields run.State
          Timers =
            (Timers.none, run.Timers)
            ||> Map.fold (fun timers timer due -> Timers.set (HiddenState.timer candidate timer) due timers)
          Questions =
            (Questions.none, PendingQuestions.toList run.Questions)
            ||> List.fold (fun questions question -> Questions.add (HiddenState.question candidate question) questions)
          Store = HiddenStore.ofCandidate candidate run.Store
          Status = if run.Over then NodeStatus.Stopped else NodeStatus.Running
          DiskLost = false }

    let private moment problem fields (run: PartialRun<_, _, _, _, _>) : ExplainedMoment<_> =
        let count (cursors: FlowCursors<_>) flow =
            Map.tryFind flow cursors.Taken |> Option.defaultValue 0

        { At = run.Now
          Node = lazy (node problem fields run)
          TakenOf = count run.Received
          DoneOf = count run.Done
          Names = run.Flows |> Map.toSeq |> Seq.map (fun (name, flow) -> flow, name) |> Map.ofSeq }

    let rec private moments problem fields run later =
        let all = moment problem fields run :: later

        match run.Before with
        | ValueSome before -> moments problem fields before all
        | ValueNone -> all

    let ofRun
        (problem: ReplayProblem<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>)
        =
        let explained: Lazy<ExplainedRun<'message>> =
            lazy
                { CameIn = problem.Inputs
                  WentOut = problem.Outputs
                  Moments = moments problem (FieldRows.readerOfAny ()) run [] }

        { new IExplainedRun with
            member _.TryRun<'wanted>() =
                match box explained.Value with
                | :? ExplainedRun<'wanted> as same -> ValueSome same
                | _ -> ValueNone }
