namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module internal ReplayChoices =

    /// The timers that can fire now: those due first, as clocks run alike.
    let private due run =
        if run.Due.IsEmpty then
            []
        else
            let struct (first, _) = run.Due.MinimumElement

            run.Due
            |> Seq.takeWhile (fun (struct (due, _)) -> due.Ticks = first.Ticks)
            |> Seq.map (fun (struct (due, timer)) -> timer, due)
            |> List.ofSeq

    /// What may happen next, the likeliest first.
    let next problem run =
        let inputAt =
            FlowCursors.first run.Received |> ValueOption.map _.At |> ValueOption.defaultValue TimeSpan.MaxValue

        let nextDone = PartialRun.nextDone run

        let nextAt =
            nextDone |> ValueOption.map _.At |> ValueOption.defaultValue TimeSpan.MaxValue

        let timers = due run

        let timerAt =
            match timers with
            | (_, due) :: _ -> due
            | [] -> TimeSpan.MaxValue

        let asked =
            match PendingQuestions.tryFirst run.Questions with
            | ValueSome struct (_, asked) -> asked
            | ValueNone -> TimeSpan.MaxValue

        /// Whether nothing else would be too late by then.
        let inTime (at: TimeSpan) =
            let storeTime =
                if problem.Candidate.StoreTime.Ticks = 0L then
                    TimeSpan.Zero
                else
                    Times.later problem.Window.Allowed problem.Candidate.StoreTime

            inputAt.Ticks >= (at - problem.Window.Allowed).Ticks && asked.Ticks >= (at - storeTime).Ticks

        let noTimerLate (at: TimeSpan) =
            timerAt.Ticks >= (at - problem.Window.Allowed).Ticks

        let fires = timers |> List.map Fire

        let works =
            if PendingQuestions.isEmpty run.Questions then
                []
            else
                [ StoreAnswers ]

        /// Whether an input can have been read before the participant did the next thing. A capture made by one of the peers may
        /// show an answer before the question.
        let isBefore (input: ObservedEvent<'message>) =
            match nextDone with
            | ValueSome next -> input.Frame < next.Frame || input.At.Ticks <= (next.At + ReplayWindow.early).Ticks
            | ValueNone -> true

        /// A loaded machine may be late with one connection and not with another.
        let readDelay =
            if ReplayWindow.isLoaded problem.Window then
                Times.later problem.Window.Allowed problem.Candidate.ReadDelay
            else
                problem.Candidate.ReadDelay

        let take flow (input: ObservedEvent<'message>) =
            match input.Observation, problem.Supposed[flow] with
            | Observation.Lost _, (_ :: _ as guesses) ->
                [ for guess in 0 .. guesses.Length - 1 -> Suppose(flow, guess) ]
            | _ -> [ Receive flow ]

        let receives =
            lazy
                (FlowCursors.until (fun input -> input.At.Ticks <= (inputAt + readDelay).Ticks) run.Received
                 |> Later.collect (fun struct (flow, input) ->
                     let at = Times.later run.Now input.At

                     if isBefore input && inTime at && noTimerLate at then
                         take flow input
                     else
                         []))

        let isSoon =
            (match nextDone with
             // A timer that is early may have been due after the capture ends.
             | ValueSome next -> timerAt.Ticks <= (next.At + problem.Candidate.TimerHaste).Ticks
             | ValueNone -> timerAt.Ticks <= problem.Window.Horizon.Ticks)
            && (inputAt.Ticks = TimeSpan.MaxValue.Ticks || timerAt.Ticks <= (inputAt + problem.Window.Allowed).Ticks)
            && inTime timerAt

        let requestAt =
            nextDone |> ValueOption.map _.At |> ValueOption.defaultValue run.Now |> Times.later run.Now

        let requests =
            if (nextDone.IsSome || problem.Candidate.MayStopUnseen) && inTime requestAt && noTimerLate requestAt then
                [ for request in 0 .. problem.Candidate.UserRequests.Length - 1 -> UserAsks request ]
            else
                []

        /// The other side of a connection may have ended it where the capture does not show its end.
        let partnerEnds =
            [ if problem.UnseenEnds.Length > 0 then
                  for KeyValue(_, flow) in run.Flows do
                      if
                          ValueOption.isSome problem.UnseenEnds[flow]
                          && ValueOption.isNone (FlowCursors.tryFind flow run.Received)
                      then
                          if
                              Array.exists _.Observation.IsAccept problem.Inputs[flow]
                              || not (Map.containsKey flow run.Names)
                          then
                              for time in [ EndTime.BeforeNext; EndTime.AtOnce; EndTime.BeforeNextCall ] do
                                  PartnerEnds(flow, CloseReason.ClosedByPartner, time)
                                  PartnerEnds(flow, CloseReason.Reset, time)
                          else
                              PartnerEnds(flow, CloseReason.Refused, EndTime.AtOnce) ]

        let requests = requests @ partnerEnds

        /// Whether the capture shows what may be heard next before what was done next: then the store answered later.
        let isHeardFirst =
            match FlowCursors.first run.Received, nextDone with
            | ValueSome input, ValueSome next -> input.Frame < next.Frame
            | _ -> false

        let ready more =
            if isHeardFirst then
                receives.Force() |> Later.append (lazy (Later.ofList (works @ more)))
            else
                Later.ofList works
                |> Later.append (lazy (receives.Force() |> Later.append (lazy (Later.ofList more))))

        match works with
        | [ work ] when problem.Candidate.StoreTime.Ticks = 0L -> Later.ofList [ work ]
        | _ when not isSoon -> ready requests
        | _ when timerAt.Ticks <= (Times.earlier inputAt nextAt).Ticks ->
            Later.ofList (works @ fires)
            |> Later.append (lazy (receives.Force() |> Later.append (lazy (Later.ofList requests))))
        | _ -> ready (fires @ requests)

    /// Whether the participant's machine took a call after its work was over: then it was not over.
    let private isThere run =
        FlowCursors.all run.Received
        |> Seq.exists (fun struct (_, input) ->
            input.Observation.IsConnect && input.At.Ticks > (run.Now + ReplayWindow.tolerance).Ticks)

    let isExplained problem run =
        run.IsLost
        || (FlowCursors.isEmpty run.Done || PartialRun.isAtEnd problem run)
           && (if run.Over then
                   not (isThere run)
               else
                   FlowCursors.isEmpty run.Received && PendingQuestions.isEmpty run.Questions)
           && (run.Over
               || run.Timers
                  |> Map.forall (fun _ due -> (due + ReplayWindow.tolerance).Ticks >= problem.Window.Horizon.Ticks))
