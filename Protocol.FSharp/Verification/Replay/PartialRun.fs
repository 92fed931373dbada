namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type internal PartialRun<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { State: 'state
      Store: 'store
      Timers: Map<'timer, TimeSpan>
      Questions: (struct ('ask * TimeSpan)) list
      Now: TimeSpan
      Received: FlowCursors<'message>
      Done: FlowCursors<'message>
      Flows: Map<Address, int>
      Names: Map<int, Address>
      Over: bool
      Gaps: string list
      Late: TimeSpan
      IsLost: bool
      Events: (unit -> TimedEvent) list
      States: (struct (int64 * 'state)) list }

[<NoEquality; NoComparison>]
type internal ReplayAction<'timer> =
    | Begin
    | Receive of flow: int
    | Fire of 'timer * due: TimeSpan
    | StoreAnswers
    | UserAsks of request: int
    | PartnerEnds of flow: int * CloseReason

module internal PartialRun =

    let private tolerance = ReplayWindow.tolerance

    let early = TimeSpan.FromMilliseconds 20.0

    let private callWords partner = $"a call to {Address.words partner}"

    let private endWords partner =
        $"the end of the connection with {Address.words partner}"

    let observationWords problem (observed: ObservedEvent<'message>) =
        match observed.Observation with
        | Observation.Message(Ok message, _) -> problem.Candidate.MessageWords message
        | Observation.Message(Error malformation, bytes) ->
            $"{bytes.Length} bytes that are no message ({malformation.Problem})"
        | Observation.Connect -> callWords observed.Partner
        | Observation.Accept -> $"{Address.words observed.Partner} took the call"
        | Observation.Close _ -> endWords observed.Partner
        | Observation.Lost words -> words

    let nextDone run : ObservedEvent<'message> voption = FlowCursors.first run.Done

    let explained run = run.Done.Count

    let diverge problem run at because expected : Divergence =
        let divergence =
            { Frame = ValueNone
              At = at
              Expected = expected
              Seen = ValueNone
              Because = because ()
              Apart = ValueNone
              ExpectedConnect = ValueNone }

        match nextDone run with
        | ValueSome seen ->
            { divergence with
                Frame = ValueSome seen.Frame
                At = seen.At
                Seen = ValueSome(observationWords problem seen) }
        | ValueNone -> divergence

    /// How the machine names the other end of a flow.
    let private nameOf run flow (observed: ObservedEvent<'message>) =
        match Map.tryFind flow run.Names with
        | Some name -> name
        | None -> observed.Partner

    let private isLoaded problem = ReplayWindow.isLoaded problem.Window

    let private isInTime problem at (seen: ObservedEvent<'message>) =
        seen.At >= at - early && seen.At <= at + problem.Window.Allowed

    /// The flow of which something done at a time is the next thing that the capture shows. A capture made by a peer with
    /// two flows may show what it did at both in another order than it was done, but not far from it; on a loaded machine,
    /// as far as it may be late.
    let private flowOf problem run at isIt =
        let apart = if isLoaded problem then problem.Window.Allowed else early

        match nextDone run with
        | ValueNone -> None
        | ValueSome first ->
            run.Done
            |> FlowCursors.all
            |> Seq.takeWhile (fun struct (_, seen) -> seen.At <= first.At + apart)
            |> Seq.tryFind (fun struct (flow, seen) -> isInTime problem at seen && isIt flow seen)

    let private delayed (late: TimeSpan) (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>) =
        { run with Late = max late run.Late }

    /// Takes what the capture shows as done at a time.
    let private mark at (seen: ObservedEvent<'message>) (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>) =
        { run with
            States = struct (seen.Frame, run.State) :: run.States }
        |> delayed (seen.At - at)

    let isAtEnd problem run =
        let isFollowed (seen: ObservedEvent<'message>) =
            problem.Inputs
            |> Array.exists (fun inputs -> inputs.Length > 0 && (Array.last inputs).Frame > seen.Frame)

        problem.Window.IsCut
        && nextDone run
           |> ValueOption.forall (fun seen -> seen.At >= problem.Window.End - early && not (isFollowed seen))

    /// The capture does not show it: either it has no room for it, or it was left out. `isLast` tells whether nothing that
    /// is done after it is shown.
    let private unseen problem run at because isLast words =
        if
            (isLast && at + tolerance >= problem.Window.Horizon)
            || Set.contains (struct (explained run, words)) problem.LeftOut
        then
            Ok run
        elif problem.Window.IsCut && isLast && at + problem.Window.Allowed >= problem.Window.Horizon then
            Ok
                { run with
                    Gaps = "the capture ends too soon after what came in" :: run.Gaps }
        else
            Error(diverge problem run at because (ValueSome words))

    /// What tells a message from the next one that the capture shows, where both have the same words.
    let private apart problem run at recipient (divergence: Divergence) =
        match nextDone run with
        | ValueSome next when divergence.Expected = divergence.Seen ->
            let off (time: TimeSpan) =
                time.TotalSeconds.ToString("0.000", Globalization.CultureInfo.InvariantCulture) + " s"

            let difference =
                if not (Address.isToSame recipient next.Partner) then
                    $"to {Address.words recipient}"
                elif next.At > at + problem.Window.Allowed then
                    $"{off (next.At - at)} earlier"
                elif next.At < at - early then
                    $"{off (at - next.At)} later"
                elif next.Observation.IsMessage then
                    "in other bytes"
                else
                    "on another connection"

            { divergence with
                Apart = ValueSome difference }
        | ValueSome _
        | ValueNone -> divergence

    /// The capture lacks what the participant did next at a flow, if there is any such.
    let private lacked problem run flow =
        match problem.UnseenOutputs[flow], FlowCursors.tryFind flow run.Done with
        | ValueSome words, ValueNone -> ValueSome { run with Gaps = words :: run.Gaps }
        | _ -> ValueNone

    /// The capture does not show it because it lacks it, or because it was not done.
    let private unseenAt problem run flow at because words =
        match lacked problem run flow with
        | ValueSome run -> Ok run
        | ValueNone ->
            let isLast = ValueOption.isNone (FlowCursors.tryFind flow run.Done)
            unseen problem run at because isLast words

    let private say problem run at because recipient message =
        let isIt flow (seen: ObservedEvent<'message>) =
            match seen.Observation with
            | Observation.Message(read, bytes) ->
                nameOf run flow seen = recipient && problem.Candidate.IsSame message read bytes
            | Observation.Connect
            | Observation.Accept
            | Observation.Close _
            | Observation.Lost _ -> false

        let words = problem.Candidate.MessageWords message

        match flowOf problem run at isIt, Map.tryFind recipient run.Flows with
        | Some struct (flow, seen), _ ->
            Ok(
                { run with
                    Done = FlowCursors.take flow run.Done }
                |> mark at seen
            )
        | None, Some flow ->
            unseenAt problem run flow at because words |> Result.mapError (apart problem run at recipient)
        | None, None ->
            let isLast = ValueOption.isNone (nextDone run) || isAtEnd problem run

            unseen problem run at because isLast words |> Result.mapError (apart problem run at recipient)

    let private call problem run at because name =
        let isIt flow (seen: ObservedEvent<'message>) =
            match seen.Observation with
            | Observation.Connect -> Address.isToSame name seen.Partner && not (Map.containsKey flow run.Names)
            | Observation.Message _
            | Observation.Accept
            | Observation.Close _
            | Observation.Lost _ -> false

        match flowOf problem run at isIt with
        | Some struct (flow, seen) ->
            Ok(
                { run with
                    Done = FlowCursors.take flow run.Done
                    Received = FlowCursors.opened flow run.Received
                    Flows = Map.add name flow run.Flows
                    Names = Map.add flow name run.Names }
                |> mark at seen
            )
        | None ->
            let isLast = ValueOption.isNone (nextDone run) || isLoaded problem

            unseen problem run at because isLast (callWords name)
            |> Result.mapError (fun divergence ->
                { divergence with
                    ExpectedConnect = ValueSome name }
                |> apart problem run at name)

    /// A connection is none of the machine's any more.
    let private leave name flow run =
        { run with
            Received = FlowCursors.drop flow run.Received
            Flows = Map.remove name run.Flows }

    /// The end of the participant's side as the capture shows it, at once or with the end of the connection.
    let private endSending problem run at name =
        match Map.tryFind name run.Flows with
        | None -> run
        | Some flow ->
            match FlowCursors.tryFind flow run.Done with
            | ValueSome({ Observation = Observation.Close _ } as seen) when isInTime problem at seen ->
                { run with
                    Done = FlowCursors.drop flow run.Done }
                |> mark at seen
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
                    |> leave name flow
                    |> mark at seen
                )
            // Nothing shows the end of what is torn down or half closed before, or of a call that was never taken.
            | ValueNone when
                Set.contains flow problem.Reset
                || Array.exists _.Observation.IsClose problem.Outputs[flow]
                || (Map.containsKey flow run.Names && not (Array.exists _.Observation.IsAccept problem.Inputs[flow]))
                ->
                Ok(leave name flow run)
            | ValueSome _
            | ValueNone ->
                unseenAt problem run flow at because (endWords name)
                |> Result.mapError (apart problem run at name)
                |> Result.map (leave name flow)

    let private note problem at event run =
        let timed () =
            { At = at
              Event = event ()
              State = ValueSome(problem.Candidate.StateWords run.State)
              Step = ValueNone }

        { run with
            PartialRun.Events = timed :: run.Events }

    /// A participant that has ended closes its connections without another word.
    let private finish run =
        let ends =
            run.Done
            |> FlowCursors.all
            |> Seq.filter (fun struct (_, seen) -> seen.Observation.IsClose)
            |> Seq.map (fun struct (flow, _) -> flow)
            |> List.ofSeq

        { run with
            Over = true
            Done = ends |> List.fold (fun cursors flow -> FlowCursors.drop flow cursors) run.Done }

    let private carryOut problem at because output run =
        match output with
        | _ when run.Over -> Ok run
        | Send(recipient, message) -> say problem run at because recipient message
        | Open name -> call problem run at because name
        | HalfClose name -> Ok(endSending problem run at name)
        | Close name -> hangUp problem run at because name
        | SetTimer(timer, due) ->
            Ok
                { run with
                    Timers = Map.add timer (at + due) run.Timers }
        | CancelTimer timer ->
            Ok
                { run with
                    Timers = Map.remove timer run.Timers }
        | Finish -> Ok(run |> finish |> note problem at (fun () -> Finished problem.Column))
        | Ask question ->
            match problem.Candidate.AtOnce question with
            | ValueNone ->
                Ok
                    { run with
                        Questions = run.Questions @ [ struct (question, at) ] }
            // Received once all outputs are carried out.
            | ValueSome _ -> Ok run
        | Tell notice ->
            Ok(run |> note problem at (fun () -> Noticed(problem.Column, problem.Candidate.NoticeWords notice)))

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
    let private madeAt problem run at outputs =
        let shown output =
            match output with
            | Send _
            | Open _ -> nextDone run
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

        let first =
            outputs |> Seq.map shown |> Seq.tryFind ValueOption.isSome |> Option.defaultValue ValueNone

        match first with
        | ValueSome seen when seen.At <= at + problem.Window.Allowed -> max at seen.At
        | ValueSome _
        | ValueNone -> at

    let rec private step problem at because input run =
        let struct (state, outputs) =
            problem.Candidate.Machine.Step (at - problem.Candidate.Begins) run.State input

        // What follows it tells best when the step was really made.
        let made = madeAt problem run at outputs

        let run =
            { run with
                State = state
                Now = max run.Now made }
            |> delayed (made - at)

        let at = made

        let carried =
            (Ok run, outputs)
            ||> List.fold (fun run output -> run |> Result.bind (carryOut problem at because output))

        let receive answer run =
            if run.Over then
                Ok run
            else
                step problem at because (Answered answer) run

        (carried, outputs |> List.collect (answers problem))
        ||> List.fold (fun run answer -> run |> Result.bind (receive answer))

    /// The partner has ended the connection: our end of it follows by itself.
    let private ended name flow run =
        let isEnd =
            FlowCursors.tryFind flow run.Done |> ValueOption.exists _.Observation.IsClose

        { leave name flow run with
            Done = if isEnd then FlowCursors.drop flow run.Done else run.Done }

    let private receive problem flow run =
        match FlowCursors.tryFind flow run.Received with
        | ValueNone -> Ok run
        | ValueSome observed ->
            let at = max run.Now observed.At
            let name = nameOf run flow observed

            let run =
                { run with
                    Received = FlowCursors.take flow run.Received }
                |> delayed (at - observed.At)

            let because () =
                $"frame {observed.Frame} came in: {observationWords problem observed}"

            let hear run input =
                run
                |> step problem at because input
                |> Result.map (fun after ->
                    { after with
                        States = struct (observed.Frame, after.State) :: after.States })

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
            | Observation.Lost words ->
                Ok
                    { run with
                        Now = at
                        Gaps = words :: run.Gaps
                        IsLost = true }

    let private partnerEnds problem flow reason run =
        match Seq.tryFind (fun (KeyValue(_, its)) -> its = flow) run.Flows, problem.UnseenEnds[flow] with
        | Some(KeyValue(name, _)), ValueSome words ->
            let at = nextDone run |> ValueOption.map _.At |> ValueOption.defaultValue run.Now

            { ended name flow run with
                Gaps = words :: run.Gaps }
            |> step problem (max run.Now at) (fun () -> endWords name) (Closed(name, reason))
        | _ -> Ok run

    let private fire problem timer due run =
        let words = problem.Candidate.TimerWords timer

        let at =
            match nextDone run with
            | ValueSome seen when due > seen.At && due - seen.At <= problem.Candidate.TimerHaste -> max run.Now seen.At
            | ValueSome _
            | ValueNone -> max run.Now due

        let fired =
            { run with
                Timers = Map.remove timer run.Timers }
            |> delayed (at - due)
            |> step problem at (fun () -> $"a timer fired: {words}") (TimerFired timer)

        match fired with
        | Ok after when explained after > explained run ->
            Ok(after |> note problem after.Now (fun () -> TimelineEvent.TimerFired(problem.Column, words)))
        | Ok after -> Ok after
        | Error divergence -> Error divergence

    let private work problem run =
        match run.Questions with
        | [] -> Ok run
        | struct (question, asked) :: rest ->
            let at = max run.Now asked

            match problem.Candidate.Answer question run.Store with
            | Supplied(store, requests) ->
                (Ok
                    { run with
                        Store = store
                        Questions = rest },
                 requests)
                ||> List.fold (fun run request ->
                    run |> Result.bind (step problem at (fun () -> "its store answered") (Answered request)))
            | NotCaptured _ when
                (ValueOption.isNone (nextDone run) || isAtEnd problem run)
                && at + tolerance >= problem.Window.Horizon
                ->
                Ok { run with Over = true }
            | NotCaptured words when Set.contains (struct (explained run, words)) problem.LeftOut ->
                Ok { run with Questions = rest }
            | NotCaptured words -> Error(diverge problem run at (fun () -> "its store answered") (ValueSome words))

    let perform problem action run =
        match action with
        | Begin -> run |> step problem problem.Candidate.Begins (fun () -> "it began") Started
        | Receive flow -> receive problem flow run
        | Fire(timer, due) -> fire problem timer due run
        | StoreAnswers -> work problem run
        | PartnerEnds(flow, reason) -> partnerEnds problem flow reason run
        | UserAsks request ->
            let at = nextDone run |> ValueOption.map _.At |> ValueOption.defaultValue run.Now

            run
            |> step
                problem
                (max run.Now at)
                (fun () -> "its user asked")
                (Commanded problem.Candidate.UserRequests[request])

    /// A call that the participant made: what comes in of it comes once the machine has made it.
    let private isCall (outputs: ObservedEvent<'message>[]) =
        outputs.Length > 0 && outputs[0].Observation.IsConnect

    let start problem =
        { State = problem.Candidate.Machine.Initial
          Store = problem.Candidate.Store
          Timers = Map.empty
          Questions = []
          Now = problem.Candidate.Begins
          Received = FlowCursors.start problem.Inputs (fun flow -> not (isCall problem.Outputs[flow]))
          Done = FlowCursors.start problem.Outputs (fun _ -> true)
          Flows = Map.empty
          Names = Map.empty
          Over = false
          Gaps = []
          Late = TimeSpan.Zero
          IsLost = false
          Events = []
          States = [] }
