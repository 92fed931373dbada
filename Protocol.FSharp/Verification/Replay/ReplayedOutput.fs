namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

module internal ReplayedOutput =

    let private tolerance = ReplayWindow.tolerance

    let private isLoaded problem = ReplayWindow.isLoaded problem.Window

    let private isInTime problem (at: TimeSpan) (seen: ObservedEvent<'message>) =
        seen.At.Ticks >= (at - ReplayWindow.early).Ticks
        && seen.At.Ticks <= (at + problem.Window.Allowed).Ticks

    /// The flow of which something done at a time is the next thing that the capture shows. A capture made by a peer with
    /// two flows may show what it did at both in another order than it was done, but not far from it; on a loaded machine,
    /// as far as it may be late.
    let private flowOf problem run at isIt =
        let apart =
            if isLoaded problem then
                problem.Window.Allowed
            else
                ReplayWindow.early

        let isIt (struct (flow, seen)) =
            isInTime problem at seen && isIt flow seen

        match FlowCursors.firstWithFlow run.Done with
        | ValueNone -> ValueNone
        | ValueSome first when isIt first -> ValueSome first
        | ValueSome struct (_, first) ->
            run.Done
            |> FlowCursors.until (fun seen -> seen.At.Ticks <= (first.At + apart).Ticks)
            |> Later.tryFind isIt

    /// Takes what the capture shows as done at a time.
    let private mark
        problem
        at
        (seen: ObservedEvent<'message>)
        (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>)
        =
        run |> PartialRun.showing problem seen.Frame |> PartialRun.delayed (seen.At - at)

    /// The capture does not show it: either it has no room for it, or it was left out. `isLast` tells whether nothing that
    /// is done after it is shown.
    let private unseen problem run at because isLast words =
        if
            (isLast && at + tolerance >= problem.Window.Horizon)
            || ReplayProblem.isLeftOut (PartialRun.explained run) words problem
        then
            Ok run
        elif problem.Window.IsCut && isLast && at + problem.Window.Allowed >= problem.Window.Horizon then
            Ok
                { run with
                    Gaps = "the capture ends before an answer was due" :: run.Gaps }
        else
            Error(PartialRun.diverge problem run at because (ValueSome words))

    let private lateness at (later: TimeSpan) =
        { DueAt = at
          By = later - at
          Round = ValueNone }

    /// What tells a message from the next one that the capture shows, where both have the same words.
    let private apartIn problem run at recipient (divergence: Divergence) =
        match PartialRun.nextDone run with
        | ValueSome next when divergence.Expected = divergence.Actual ->
            let off (time: TimeSpan) =
                time.TotalSeconds.ToString("0.000", Globalization.CultureInfo.InvariantCulture) + " s"

            let difference =
                if not (Address.isToSame recipient next.Partner) then
                    $"to {Address.words recipient}"
                elif next.At > at + problem.Window.Allowed then
                    $"{off (next.At - at)} earlier"
                elif next.At < at - ReplayWindow.early then
                    $"{off (at - next.At)} later"
                elif next.Observation.IsMessage then
                    "with other bytes"
                else
                    "on another connection"

            { divergence with
                Apart = ValueSome difference
                Late =
                    if Address.isToSame recipient next.Partner && next.At > at + problem.Window.Allowed then
                        ValueSome(lateness at next.At)
                    else
                        ValueNone }
        | ValueSome _
        | ValueNone -> divergence

    let private apart problem run at recipient =
        RunFailure.map (apartIn problem run at recipient)

    let private expecting step =
        RunFailure.map (fun divergence -> { divergence with ExpectedStep = step })

    /// Notes how late a call was that the capture shows behind something else.
    let private calledLater problem run at name =
        RunFailure.map (fun divergence ->
            let later =
                FlowCursors.all run.Done
                |> Seq.tryPick (fun struct (_, seen: ObservedEvent<'message>) ->
                    if seen.Observation.IsConnect && Address.isToSame name seen.Partner then
                        Some seen.At
                    else
                        None)

            match divergence.Late, later with
            | ValueNone, Some later when later > at + problem.Window.Allowed ->
                { divergence with
                    Late = ValueSome(lateness at later) }
            | _ -> divergence)

    /// The capture lacks what the participant did next at a flow, if there is any such: it shows no more of the flow than an end.
    let private lacked problem run flow =
        match problem.UnseenOutputs[flow], FlowCursors.tryFind flow run.Done with
        | ValueSome words, (ValueNone | ValueSome { Observation = Observation.Close _ }) ->
            ValueSome { run with Gaps = words :: run.Gaps }
        | _ -> ValueNone

    /// The capture does not show it because it lacks it, or because it was not done.
    let private unseenAt problem run flow at because words =
        match lacked problem run flow with
        | ValueSome run -> Ok run
        | ValueNone ->
            let isLast = ValueOption.isNone (FlowCursors.tryFind flow run.Done)
            unseen problem run at because isLast words

    /// Notes whether a message of another kind was sent: messages are of one kind where their first words are the same.
    let private otherKind problem run words =
        let kind (words: string) = words.Split(' ', 2)[0]

        RunFailure.map (fun divergence ->
            match PartialRun.nextDone run with
            | ValueSome { Observation = Observation.Message(Ok seen, _) } when
                kind (problem.Candidate.MessageWords seen) <> kind (words ())
                ->
                { divergence with
                    ExpectedStep = ExpectedStep.OtherMessage }
            | ValueSome _
            | ValueNone -> divergence)

    let private say problem run at because recipient message =
        let isIt flow (seen: ObservedEvent<'message>) =
            match seen.Observation with
            | Observation.Message(read, bytes) ->
                PartialRun.nameOf run flow seen = recipient && problem.Candidate.IsSame message read bytes
            | Observation.Connect
            | Observation.Accept
            | Observation.Close _
            | Observation.Lost _ -> false

        let words () = problem.Candidate.MessageWords message

        let failed = otherKind problem run words >> apart problem run at recipient

        match flowOf problem run at isIt with
        | ValueSome struct (flow, seen) ->
            Ok(
                { run with
                    Done = FlowCursors.take flow run.Done }
                |> mark problem at seen
            )
        | ValueNone ->
            match Map.tryFind recipient run.Flows with
            | Some flow -> unseenAt problem run flow at because words |> Result.mapError failed
            | None ->
                let isLast =
                    ValueOption.isNone (PartialRun.nextDone run) || PartialRun.isAtEnd problem run

                unseen problem run at because isLast words |> Result.mapError failed

    let private call problem run at because name =
        let isIt flow (seen: ObservedEvent<'message>) =
            match seen.Observation with
            | Observation.Connect -> Address.isToSame name seen.Partner && not (Map.containsKey flow run.Names)
            | Observation.Message _
            | Observation.Accept
            | Observation.Close _
            | Observation.Lost _ -> false

        match flowOf problem run at isIt with
        | ValueSome struct (flow, seen) ->
            Ok(
                { run with
                    Done = FlowCursors.take flow run.Done
                    Received = FlowCursors.opened flow run.Received
                    Flows = Map.add name flow run.Flows
                    Names = Map.add flow name run.Names }
                |> mark problem at seen
            )
        | ValueNone when problem.Candidate.MayCallUnseen name -> Ok run
        | ValueNone ->
            let isLast = ValueOption.isNone (PartialRun.nextDone run) || isLoaded problem

            unseen problem run at because isLast (fun () -> PartialRun.callWords name)
            |> Result.mapError (
                expecting (ExpectedStep.Call name) >> apart problem run at name >> calledLater problem run at name
            )

    /// The end of the participant's side as the capture shows it, at once or with the end of the connection.
    let private endSending problem run at name =
        match Map.tryFind name run.Flows with
        | None -> run
        | Some flow ->
            match FlowCursors.tryFind flow run.Done with
            | ValueSome({ Observation = Observation.Close _ } as seen) when isInTime problem at seen ->
                { run with
                    Done = FlowCursors.drop flow run.Done }
                |> mark problem at seen
            | ValueSome _
            | ValueNone -> run

    let private hangUp problem run at because name =
        match Map.tryFind name run.Flows with
        | None -> Ok run
        | Some flow ->
            match FlowCursors.tryFind flow run.Done with
            | ValueSome({ Observation = Observation.Close _ } as seen) when isInTime problem at seen ->
                Ok(
                    { run with
                        Done = FlowCursors.drop flow run.Done }
                    |> PartialRun.leave name flow
                    |> mark problem at seen
                )
            // Nothing shows the end of what is torn down or half closed before, or of a call that was never taken.
            | ValueNone when
                Set.contains flow problem.Reset
                || Array.exists _.Observation.IsClose problem.Outputs[flow]
                || (Map.containsKey flow run.Names && not (Array.exists _.Observation.IsAccept problem.Inputs[flow]))
                ->
                Ok(PartialRun.leave name flow run)
            | ValueSome _
            | ValueNone ->
                unseenAt problem run flow at because (fun () -> PartialRun.endWords name)
                |> Result.mapError (expecting ExpectedStep.End >> apart problem run at name)
                |> Result.map (PartialRun.leave name flow)

    /// A participant that has ended closes its connections without another word. Its end explains nothing else: behind
    /// what it did long before the capture ends, no close is looked for.
    let private finish problem run =
        let mayBeLast (seen: ObservedEvent<'message>) =
            seen.Observation.IsClose || seen.At >= problem.Window.End - ReplayWindow.mostLate

        let ends =
            run.Done
            |> FlowCursors.all
            |> Seq.takeWhile (fun struct (_, seen) -> mayBeLast seen)
            |> Seq.filter (fun struct (_, seen) -> seen.Observation.IsClose)
            |> Seq.map (fun struct (flow, _) -> flow)
            |> List.ofSeq

        { run with
            Over = true
            Done = ends |> List.fold (fun cursors flow -> FlowCursors.drop flow cursors) run.Done }

    let carryOut problem at because output run =
        match output with
        | _ when run.Over -> Ok run
        | Send(recipient, message) -> say problem run at because recipient message
        | Open name -> call problem run at because name
        | HalfClose name -> Ok(endSending problem run at name)
        | Close name -> hangUp problem run at because name
        | SetTimer(timer, due) ->
            Ok
                { PartialRun.setTimer timer (at + due) run with
                    Rounds =
                        if Map.tryFind timer run.Rounds = Some due then
                            run.Rounds
                        else
                            Map.add timer due run.Rounds }
        | CancelTimer timer -> Ok(PartialRun.cancelTimer timer run)
        | Finish -> Ok(run |> finish problem |> PartialRun.note problem at (fun () -> Finished problem.Column))
        | Ask question ->
            match problem.Candidate.AtOnce question with
            | ValueNone ->
                Ok
                    { run with
                        Questions = PendingQuestions.add question at run.Questions }
            // Received once all outputs are carried out.
            | ValueSome _ -> Ok run
        | Tell notice ->
            Ok(
                run
                |> PartialRun.note problem at (fun () -> Noticed(problem.Column, problem.Candidate.NoticeWords notice))
            )
