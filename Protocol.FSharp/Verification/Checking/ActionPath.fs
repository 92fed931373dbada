namespace PeerFunctional.Verification

open System

module ActionPath =

    /// An action of the path with what came of it.
    type private Walked<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        { Taken: CheckedAction<'timer, 'message>
          Before: CheckedState<'state, 'timer, 'message, 'ask, 'store>
          Happened: Happened<'state, 'timer, 'message, 'ask, 'store> }

    let private walk world assumptions before (taken: CheckedAction<_, _>) =
        // A path may be put together from parts in which envelopes have other numbers.
        let taken = Happened.inState before taken
        let happened = Happened.ofAction world assumptions taken before

        { Taken = taken
          Before = before
          Happened = happened },
        happened.Next

    let private clockStep walked =
        let isTimer =
            function
            | Clock.Timer _ -> true
            | Clock.Arrival _
            | Clock.Answer _
            | Clock.Restart _ -> false

        { Fired =
            match walked.Taken.Action with
            | FireTimer(peer, timer) -> ValueSome(Clock.Timer(peer, timer))
            | Start _
            | Deliver _
            | DeliverCorrupted _
            | Duplicate _
            | Drop _
            | AnswerStore _
            | Crash _
            | CrashLosingDisk _
            | Restart _ -> ValueNone
          Bounding =
            Zone.clocks walked.Before.Clocks
            |> List.filter (fun clock ->
                isTimer clock || not walked.Taken.IsFault || not walked.Taken.Action.IsFireTimer)
          Started = walked.Happened.Started }

    /// When each action happens. Where timers fire in any order, a run lets them fire as soon as they are due.
    let private times time walked =
        match time with
        | TimeModel.Ordered -> walked |> List.map (fun walked -> walked.Happened.Next.WorldState.Now)
        | TimeModel.Latency _ -> walked |> List.map clockStep |> PathTimes.earliest
        | TimeModel.Any -> walked |> List.map (fun _ -> TimeSpan.Zero)

    let private take world (run, steps) (at, action) =
        match Run.apply world at action run with
        | Ok(struct (run, _)) -> run, TraceStep.after run.WorldState action :: steps
        // Another run of the steps refuses it again.
        | Error _ -> run, TraceStep.after run.WorldState action :: steps

    let steps world assumptions (path: Path<CollapsedState<_, _, _, _, _>, CheckedAction<_, _>>) =
        let world = World.timeless world

        let walked, _ =
            Happened.starts world @ (path.Steps |> List.map (fun struct (action, _) -> action))
            |> List.mapFold (walk world assumptions) (Happened.beforeStart world path.First.Left)

        List.zip (times assumptions.Time walked) walked
        |> List.collect (fun (at, walked) ->
            [ Action.map (fun (next: QueuedEnvelope<_>) -> next.Envelope.Number) id walked.Taken.Action
              yield! walked.Happened.Answered |> List.map AnswerStore ]
            |> List.map (fun action -> at, action))
        |> List.fold (take world) (Run.initial world, [])
        |> snd
        |> List.rev
