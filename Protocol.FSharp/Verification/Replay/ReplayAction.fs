namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<RequireQualifiedAccess>]
type internal EndTime =
    | AtOnce
    | BeforeNext
    | BeforeNextCall

[<NoEquality; NoComparison>]
type internal ReplayAction<'timer> =
    | Begin
    | Receive of flow: int
    | Suppose of flow: int * guess: int
    | Fire of 'timer * due: TimeSpan
    | StoreAnswers
    | UserAsks of request: int
    | PartnerEnds of flow: int * CloseReason * EndTime

module internal ReplayAction =

    let private answers problem output =
        match output with
        | Ask question -> problem.Candidate.AtOnce question |> ValueOption.defaultValue []
        | Tell _
        | Send _
        | Open _
        | HalfClose _
        | Close _
        | SetTimer _
        | CancelTimer _
        | Finish -> []

    /// When a step was really made, as what follows it tells.
    let private madeAt problem run (at: TimeSpan) outputs =
        /// Whether the capture shows no more of a flow than its end, because it lacks the rest.
        let isLacking name =
            match Map.tryFind name run.Flows with
            | Some flow when ValueOption.isSome problem.UnseenOutputs[flow] ->
                FlowCursors.tryFind flow run.Done |> ValueOption.forall _.Observation.IsClose
            | Some _
            | None -> false

        let shown output =
            match output with
            | Send(recipient, _) when isLacking recipient -> ValueNone
            | Send _
            | Open _ -> PartialRun.nextDone run
            | Close name ->
                Map.tryFind name run.Flows
                |> ValueOption.ofOption
                |> ValueOption.bind (fun flow -> FlowCursors.tryFind flow run.Done)
                |> ValueOption.filter _.Observation.IsClose
            | HalfClose _
            | SetTimer _
            | CancelTimer _
            | Finish
            | Ask _
            | Tell _ -> ValueNone

        let rec first outputs =
            match outputs with
            | [] -> ValueNone
            | output :: rest ->
                match shown output with
                | ValueSome seen -> ValueSome seen
                | ValueNone -> first rest

        match first outputs with
        | ValueSome seen when seen.At.Ticks <= (at + problem.Window.Allowed).Ticks -> Times.later at seen.At
        | ValueSome _
        | ValueNone -> at

    let rec private step problem at because input (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>) =
        let struct (state, outputs) =
            problem.Candidate.Machine.Step (at - problem.Candidate.Begins) run.State input

        // What follows it tells best when the step was really made.
        let made = madeAt problem run at outputs

        let run =
            { run with
                State = state
                Now = Times.later run.Now made }
            |> PartialRun.delayed (made - at)

        let at = made

        let carried =
            (Ok run, outputs)
            ||> List.fold (fun run output -> run |> Result.bind (ReplayedOutput.carryOut problem at because output))

        let receive answer run =
            if run.Over then
                Ok run
            else
                step problem at because (Answered answer) run

        if outputs |> List.exists _.IsAsk then
            (carried, outputs |> List.collect (answers problem))
            ||> List.fold (fun run answer -> run |> Result.bind (receive answer))
        else
            carried

    /// The partner has ended the connection: our end of it follows by itself.
    let private ended name flow run =
        let isEnd =
            FlowCursors.tryFind flow run.Done |> ValueOption.exists _.Observation.IsClose

        { PartialRun.leave name flow run with
            Done = if isEnd then FlowCursors.drop flow run.Done else run.Done }

    let private receive problem flow run =
        match FlowCursors.tryFind flow run.Received with
        | ValueNone -> Ok run
        | ValueSome observed ->
            let at = Times.later run.Now observed.At
            let name = PartialRun.nameOf run flow observed

            let run =
                { run with
                    Received = FlowCursors.take flow run.Received }
                |> PartialRun.delayed (at - observed.At)

            let because () =
                $"frame {observed.Frame} arrived: {PartialRun.observationWords problem observed}"

            let hear run input =
                run |> step problem at because input |> Result.map (PartialRun.showing problem observed.Frame)

            match observed.Observation with
            | Observation.Message(Ok message, _) -> hear run (Received(name, message))
            | Observation.Message(Error malformation, _) -> hear run (Malformed(name, malformation))
            | Observation.Connect ->
                hear
                    { run with
                        Flows = Map.add name flow run.Flows }
                    (Opened name)
            | Observation.Accept -> hear run (Opened name)
            | Observation.Close reason -> hear (ended name flow run) (Closed(name, reason))
            | Observation.Lost(words, _) ->
                Ok
                    { run with
                        Now = at
                        Gaps = words :: run.Gaps
                        IsLost = true }

    let private suppose problem flow guess run =
        match FlowCursors.tryFind flow run.Received with
        | ValueSome({ Observation = Observation.Lost(words, _) } as observed) ->
            let name = PartialRun.nameOf run flow observed

            let run =
                { run with
                    Received = FlowCursors.take flow run.Received
                    Gaps = words :: run.Gaps }

            let hear input =
                step problem (max run.Now observed.At) (fun () -> words) input run

            match List.item guess problem.Supposed[flow] with
            | Guess.Nothing -> Ok run
            | Guess.NoMessage -> hear (Malformed(name, Malformation.create "lost" words))
            | Guess.Message message -> hear (Received(name, message))
        | ValueSome _
        | ValueNone -> Ok run

    /// The first moment that a step made the participant wait for.
    let private firstWait before after =
        let waits =
            after.Timers |> Map.filter (fun timer due -> Map.tryFind timer before.Timers <> Some due)

        if waits.IsEmpty then
            ValueNone
        else
            ValueSome(Seq.min waits.Values)

    let private nextCall run =
        FlowCursors.all run.Done
        |> Seq.tryPick (fun struct (_, seen) -> if seen.Observation.IsConnect then Some seen.At else None)

    let private partnerEnds problem flow reason time run =
        let endAt words name at =
            { ended name flow run with
                Gaps = words :: run.Gaps }
            |> step problem (max run.Now at) (fun () -> PartialRun.endWords name) (Closed(name, reason))

        match Seq.tryFind (fun (KeyValue(_, its)) -> its = flow) run.Flows, problem.UnseenEnds[flow] with
        | Some(KeyValue(name, _)), ValueSome words ->
            let atOnce () = endAt words name run.Now

            match time with
            | EndTime.AtOnce -> atOnce ()
            | EndTime.BeforeNext ->
                PartialRun.nextDone run
                |> ValueOption.map _.At
                |> ValueOption.defaultValue run.Now
                |> endAt words name
            | EndTime.BeforeNextCall ->
                atOnce ()
                |> Result.bind (fun after ->
                    match firstWait run after, nextCall run with
                    | ValueSome wait, Some call -> endAt words name (call - (wait - after.Now))
                    | _ -> Ok after)
        | _ -> Ok run

    let private fire problem timer (due: TimeSpan) run =
        let words () = problem.Candidate.TimerWords timer

        let at =
            match PartialRun.nextDone run with
            | ValueSome seen when
                due.Ticks > seen.At.Ticks && (due - seen.At).Ticks <= problem.Candidate.TimerHaste.Ticks
                ->
                Times.later run.Now seen.At
            | ValueSome _
            | ValueNone -> Times.later run.Now due

        let fired =
            run
            |> PartialRun.cancelTimer timer
            |> PartialRun.delayed (at - due)
            |> step problem at (fun () -> $"a timer fired: {words ()}") (TimerFired timer)

        match fired with
        | Ok after when PartialRun.explained after > PartialRun.explained run ->
            Ok(
                after
                |> PartialRun.note problem after.Now (fun () -> TimelineEvent.TimerFired(problem.Column, words ()))
            )
        | Ok after -> Ok after
        | Error failure ->
            let round = Map.tryFind timer run.Rounds |> ValueOption.ofOption

            Error(
                failure
                |> RunFailure.map (fun divergence ->
                    { divergence with
                        Late = divergence.Late |> ValueOption.map (fun late -> { late with Round = round }) })
            )

    let private work problem run =
        match PendingQuestions.tryFirst run.Questions with
        | ValueNone -> Ok run
        | ValueSome struct (question, asked) ->
            let rest = PendingQuestions.withoutFirst run.Questions
            let at = Times.later run.Now asked

            match problem.Candidate.Answer question run.Store with
            | Supplied(store, requests) ->
                (Ok
                    { run with
                        Store = store
                        Questions = rest },
                 requests)
                ||> List.fold (fun run request ->
                    run |> Result.bind (step problem at (fun () -> "the store answered") (Answered request)))
                // What made it ask waited as long.
                |> Result.map (fun after -> PartialRun.delayed (after.Now - asked) after)
            | NotCaptured _ when
                (ValueOption.isNone (PartialRun.nextDone run) || PartialRun.isAtEnd problem run)
                && at + ReplayWindow.tolerance >= problem.Window.Horizon
                ->
                Ok { run with Over = true }
            | NotCaptured words when ReplayProblem.isLeftOut (PartialRun.explained run) (fun () -> words) problem ->
                Ok { run with Questions = rest }
            | NotCaptured words ->
                Error(PartialRun.diverge problem run at (fun () -> "the store answered") (ValueSome(fun () -> words)))

    let private act problem action run =
        match action with
        | Begin -> run |> step problem problem.Candidate.Begins (fun () -> "the side began") Started
        | Receive flow -> receive problem flow run
        | Suppose(flow, guess) -> suppose problem flow guess run
        | Fire(timer, due) -> fire problem timer due run
        | StoreAnswers -> work problem run
        | PartnerEnds(flow, reason, time) -> partnerEnds problem flow reason time run
        | UserAsks request ->
            let at =
                PartialRun.nextDone run |> ValueOption.map _.At |> ValueOption.defaultValue run.Now

            run
            |> step
                problem
                (max run.Now at)
                (fun () -> "the user asked")
                (Commanded problem.Candidate.UserRequests[request])

    let perform problem action run =
        let keeping after =
            if problem.Window.KeepsStates then
                { after with
                    PartialRun.Before = ValueSome run }
            else
                after

        act problem action run |> Result.map keeping
