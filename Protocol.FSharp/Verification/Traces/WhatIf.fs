namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type WhatIfChange =
    | Drop
    | Deliver
    | Duplicate
    | Crash

type Futures =
    { AsItWas: ToldRun
      Changed: ToldRun
      Timeline: Timeline
      Difference: string voption }

[<RequireQualifiedAccess>]
type ChangeOutcome =
    | Mended of sentence: string
    | Harmed of sentence: string
    | Untold of reason: string

type ChangedStep =
    { At: int64
      Words: string
      Outcome: ChangeOutcome }

module WhatIfChange =

    let all =
        [ WhatIfChange.Drop
          WhatIfChange.Deliver
          WhatIfChange.Duplicate
          WhatIfChange.Crash ]

    let name change =
        match change with
        | WhatIfChange.Drop -> "drop"
        | WhatIfChange.Deliver -> "deliver"
        | WhatIfChange.Duplicate -> "duplicate"
        | WhatIfChange.Crash -> "crash"

module WhatIf =

    /// Where a change can be made: the run that it is made in, what could be done there, and the message's words.
    type private Fork<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        {
            Before: CalmRun<'state, 'timer, 'message, 'ask, 'store>
            After: CalmRun<'state, 'timer, 'message, 'ask, 'store>

            /// The message, by its number, and whether it is under way before the step, or else behind it.
            Message: struct (int * bool) voption
            Peer: int voption
        }

    let private brought action =
        match action with
        | Deliver number
        | Drop number
        | DeliverCorrupted number
        | Duplicate number -> ValueSome number
        | Start _
        | FireTimer _
        | AnswerStore _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> ValueNone

    let private isMessage calm number =
        calm.Run.Envelopes[number].Payload |> Payload.message |> ValueOption.isSome

    let private fork (before: CalmRun<_, _, _, _, _>) (after: CalmRun<_, _, _, _, _>) action =
        let sent =
            Set.difference after.UnderWay before.UnderWay |> Set.filter (isMessage after)

        let message =
            match brought action, List.ofSeq sent with
            | ValueSome number, _ -> ValueSome(struct (number, true))
            | ValueNone, [ number ] -> ValueSome(struct (number, false))
            | ValueNone, _ -> ValueNone

        let recipient number = before.Run.Envelopes[number].Recipient

        let peer =
            match Action.peer recipient action, brought action with
            | ValueSome peer, _ -> ValueSome peer
            | ValueNone, ValueSome number -> ValueSome(recipient number)
            | ValueNone, ValueNone -> ValueNone

        { Before = before
          After = after
          Message = message
          Peer = peer }

    /// The actions that a change means at a step, with the run they begin in.
    let private changed fork action change =
        match change, fork.Message, fork.Peer with
        | WhatIfChange.Crash, _, ValueSome peer when fork.After.Run.WorldState.Nodes[peer].Status = NodeStatus.Running ->
            Some(fork.After, Crash peer)
        | WhatIfChange.Crash, _, _ -> None
        | _, ValueNone, _ -> None
        | _, ValueSome(struct (number, isBefore)), _ ->
            let instead =
                match change with
                | WhatIfChange.Drop -> Drop number
                | WhatIfChange.Deliver -> Deliver number
                | WhatIfChange.Duplicate -> Duplicate number
                | WhatIfChange.Crash -> action

            let isDatagram = fork.After.Run.Envelopes[number].Connection.IsNone

            if instead = action || (instead.IsDuplicate && not isDatagram) then
                None
            else
                Some((if isBefore then fork.Before else fork.After), instead)

    /// The run step after step, each with what comes of it.
    let private walk world (trace: Trace<_>) =
        ((CalmRun.initial world, []), trace.Steps)
        ||> List.fold (fun (before, forks) step ->
            match CalmRun.take world step.At step.Action before with
            | Ok after -> after, fork before after step.Action :: forks
            | Error _ -> before, forks)
        |> fun (last, forks) -> struct (last, List.rev forks)

    let private refused forks (trace: Trace<_>) at =
        let possible fork (step: TraceStep<_>) =
            WhatIfChange.all |> List.filter (fun change -> (changed fork step.Action change).IsSome)

        let withMessage =
            List.indexed forks
            |> List.choose (fun (place, fork) ->
                if fork.Message.IsSome then
                    Some(string (place + 1))
                else
                    None)

        let there =
            match possible (List.item (at - 1) forks) (List.item (at - 1) trace.Steps) with
            | [] -> "nothing can be done there"
            | changes ->
                let names = changes |> List.map WhatIfChange.name |> String.concat ", "
                $"possible there: {names}"

        let steps = String.concat ", " withMessage
        $"{there}; steps with one message: {steps}"

    /// The faults that a trace has beyond those that its world assumes are assumed besides.
    let private widened (trace: Trace<_>) (changed: Trace<_>) =
        match trace.Assumptions with
        | ValueNone -> changed
        | ValueSome _ ->
            let given =
                { changed with
                    Assumptions = trace.Assumptions }

            { changed with
                Assumptions = ValueSome(RunFates.assumptions given) }

    let private toRest (subject: Scenario<_, _, _, _, _, _, _, _>) trace calm =
        let struct (calm, ending) = CalmRun.toRest subject.World subject.Properties calm
        Trace.ofSteps subject ending (List.rev calm.Steps) |> widened trace

    let private told (subject: Scenario<_, _, _, _, _, _, _, _>) trace title calm =
        let run = toRest subject trace calm
        Simulation.told subject title run |> Simulation.fated (RunFates.ofTrace subject run)

    let verdict (future: ToldRun) =
        match future.Trace.Ending with
        | Passed -> $"the goal is reached after {future.Trace.Steps.Length} steps, and every invariant holds"
        | Broken _
        | Missed _ -> future.Sentence

    let private remark at words (timeline: Timeline) =
        let before, behind =
            timeline.Events
            |> List.partition (fun timed -> timed.Step |> ValueOption.forall (fun step -> step < at))

        let mark: TimedEvent =
            { At =
                behind @ List.rev before
                |> List.tryHead
                |> Option.map _.At
                |> Option.defaultValue System.TimeSpan.Zero
              Event = Remarked(ValueNone, words)
              State = ValueNone
              Step = ValueSome at }

        { timeline with
            Events = before @ mark :: behind }

    let private describe (world: World<_, _, _, _, _, _, _, _>) calm action =
        let message number =
            let envelope: Envelope<_> = calm.Run.Envelopes[number]
            $"{Payload.words world.MessageWords envelope.Payload} to {List.item envelope.Recipient world.Peers}"

        match action with
        | Drop number -> $"{message number} is lost"
        | Deliver number -> $"{message number} arrives"
        | Duplicate number -> $"{message number} arrives, and a copy stays under way"
        | Crash peer -> $"{List.item peer world.Peers} crashes"
        | DeliverCorrupted _
        | Start _
        | FireTimer _
        | AnswerStore _
        | CrashLosingDisk _
        | Restart _ -> "something else happens"

    let futures (subject: Scenario<_, _, _, _, _, _, _, _>) trace at change =
        let world = subject.World
        let struct (last, forks) = walk world trace

        if at < 1 || at > forks.Length then
            Error $"there is no step {at}: the run has the steps 1 to {forks.Length}"
        else
            let action = (List.item (at - 1) trace.Steps).Action

            match changed (List.item (at - 1) forks) action change with
            | None -> Error $"step {at} cannot be changed by '{WhatIfChange.name change}': {refused forks trace at}"
            | Some(before, instead) ->
                CalmRun.take world before.Run.WorldState.Now instead before
                |> Result.map (fun after ->
                    let words = describe world after instead
                    let place = if after.Steps.Length > at then "behind" else "in"

                    let asItWas, other =
                        told subject trace "as it was" last, told subject trace words after

                    let judged (future: ToldRun) (timeline: Timeline) =
                        { timeline with
                            Conclusion =
                                [ verdict future
                                  for fates in ValueOption.toList future.Fates do
                                      RunFates.course fates
                                      RunFates.assumed fates ] }

                    { AsItWas = asItWas
                      Changed = other
                      Timeline =
                        Timeline.beside
                            $"{subject.System}, {subject.Name}: what if {words} {place} step {at}"
                            ("as it was", judged asItWas asItWas.Timeline)
                            ("changed", judged other (remark after.Steps.Length words other.Timeline))
                      Difference = ValueNone })

    /// A change of a message is made where it would arrive, for each message once.
    let private isPlace change fork =
        match change, fork.Message with
        | WhatIfChange.Crash, _ -> true
        | (WhatIfChange.Drop | WhatIfChange.Deliver | WhatIfChange.Duplicate), ValueSome(struct (_, isBefore)) ->
            isBefore
        | (WhatIfChange.Drop | WhatIfChange.Deliver | WhatIfChange.Duplicate), ValueNone -> false

    let private outcome subject trace words after =
        let future = toRest subject trace after |> Simulation.told subject words

        match future.Trace.Ending with
        | Passed -> ChangeOutcome.Mended(verdict future)
        | Broken _
        | Missed _ -> ChangeOutcome.Harmed(verdict future)

    let private each (subject: Scenario<_, _, _, _, _, _, _, _>) trace change =
        let world = subject.World
        let struct (_, forks) = walk world trace

        Seq.zip forks trace.Steps
        |> Seq.indexed
        |> Seq.choose (fun (place, (fork, step)) ->
            if isPlace change fork then
                changed fork step.Action change |> Option.map (fun change -> place, change)
            else
                None)
        |> Seq.choose (fun (place, (before, instead)) ->
            match CalmRun.take world before.Run.WorldState.Now instead before with
            | Ok after ->
                let words = describe world after instead

                Some
                    { At = int64 place + 1L
                      Words = words
                      Outcome = outcome subject trace words after }
            | Error _ -> None)
        |> List.ofSeq

    /// What is asked of a run and its world.
    type private IQuestion<'answer> =
        abstract Ask:
            Scenario<'a, 'b, 'c, 'd, 'e, 'f, 'g, 'h> * Trace<'b> -> Result<'answer, string> when 'b: comparison

    /// Asks the run of a trace file; the answer comes with what differs between the two.
    let private ask find (trace: Result<Trace<string>, Malformation>) (question: IQuestion<'answer>) =
        trace
        |> Result.bind (fun trace ->
            find trace.System trace.Policy trace.World
            |> Result.bind (fun (subject: IScenario) ->
                subject.Accept
                    { new IScenarioVisitor<Result<struct ('answer * string voption), Malformation>> with
                        member _.Visit subject =
                            let subject =
                                match trace.Origin with
                                | Simulated _ -> subject
                                | Searched -> Scenario.timeless subject

                            let ran = Trace.replay subject trace
                            let difference = Simulation.difference trace (Trace.inWords subject.World ran)

                            let besides =
                                difference |> ValueOption.map (sprintf "; %s") |> ValueOption.defaultValue ""

                            match question.Ask(subject, ran) with
                            | Ok answer -> Ok(struct (answer, difference))
                            | Error reason -> Malformation.error "no-such-change" (reason + besides) }))

    let ofTrace find trace at change =
        ask
            find
            trace
            { new IQuestion<Futures> with
                member _.Ask(subject, ran) = futures subject ran at change }
        |> Result.map (fun (struct (futures, difference)) -> { futures with Difference = difference })

    let eachOfTrace find trace change =
        ask
            find
            trace
            { new IQuestion<ChangedStep list> with
                member _.Ask(subject, ran) = Ok(each subject ran change) }
        |> Result.map (fun (struct (changed, _)) -> changed)
