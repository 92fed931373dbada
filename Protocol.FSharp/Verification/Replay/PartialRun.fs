namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification.Exploring

[<NoEquality; NoComparison>]
type internal PartialRun<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { State: 'state
      Store: 'store
      Timers: Map<'timer, TimeSpan>
      Due: Set<struct (TimeSpan * 'timer)>
      Rounds: Map<'timer, TimeSpan>
      Questions: PendingQuestions<'ask>
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
      States: (struct (int64 * 'state)) list
      Before: PartialRun<'state, 'timer, 'message, 'ask, 'store> voption }

[<NoEquality; NoComparison>]
type internal RunFailure =
    { HasExpected: bool
      Tell: unit -> Divergence
      Known: unit -> Map<int64, KnownState> }

module internal RunFailure =

    let map change failure =
        { failure with
            Tell = failure.Tell >> change }

module internal PartialRun =

    let callWords partner =
        $"a connection request to {Address.words partner}"

    let endWords partner =
        $"the end of the connection with {Address.words partner}"

    let observationWords problem (observed: ObservedEvent<'message>) =
        match observed.Observation with
        | Observation.Message(Ok message, _) -> problem.Candidate.MessageWords message
        | Observation.Message(Error malformation, bytes) ->
            $"{bytes.Length} bytes that are not a message ({malformation.Problem})"
        | Observation.Connect -> callWords observed.Partner
        | Observation.Accept -> $"{Address.words observed.Partner} accepted the connection"
        | Observation.Close _ -> endWords observed.Partner
        | Observation.Lost(words, _) -> words

    let nextDone run : ObservedEvent<'message> voption = FlowCursors.first run.Done

    let explained run = run.Done.Count

    let cancelTimer timer (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>) =
        match Map.tryFind timer run.Timers with
        | Some due ->
            { run with
                Timers = Map.remove timer run.Timers
                Due = Set.remove (struct (due, timer)) run.Due }
        | None -> run

    let setTimer timer due (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>) =
        let run = cancelTimer timer run

        { run with
            Timers = Map.add timer due run.Timers
            Due = Set.add (struct (due, timer)) run.Due }

    let known
        (problem: ReplayProblem<'state, _, _, _, _, _, _, _>)
        (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>)
        =
        let fields: 'state -> FieldRow list = FieldRows.readerOfAny ()

        let state (struct (frame: int64, state)) =
            frame,
            { Words = problem.Candidate.StateWords state
              Fields = lazy (fields state) }

        // Where a frame has several states, the last one counts.
        run.States |> List.rev |> List.map state |> Map.ofList

    let diverge problem run at because expected =
        let tell () : Divergence =
            let divergence =
                { Frame = ValueNone
                  At = at
                  Expected = expected |> ValueOption.map (fun words -> words ())
                  Actual = ValueNone
                  Reason = because ()
                  Apart = ValueNone
                  Late = ValueNone
                  ExpectedStep =
                    if ValueOption.isSome expected then
                        ExpectedStep.Message
                    else
                        ExpectedStep.Nothing }

            match nextDone run with
            | ValueSome seen ->
                { divergence with
                    Frame = ValueSome seen.Frame
                    At = seen.At
                    Actual = ValueSome(observationWords problem seen) }
            | ValueNone -> divergence

        { HasExpected = ValueOption.isSome expected
          Tell = tell
          Known = fun () -> known problem run }

    /// How the machine names the other end of a flow.
    let nameOf run flow (observed: ObservedEvent<'message>) =
        match run.Names.TryGetValue flow with
        | true, name -> name
        | _ -> observed.Partner

    let delayed (late: TimeSpan) (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>) =
        if late.Ticks > run.Late.Ticks then
            { run with Late = late }
        else
            run

    let isAtEnd problem run =
        let isFollowed (seen: ObservedEvent<'message>) =
            problem.Inputs
            |> Array.exists (fun inputs -> inputs.Length > 0 && (Array.last inputs).Frame > seen.Frame)

        problem.Window.IsCut
        && nextDone run
           |> ValueOption.forall (fun seen ->
               seen.At >= problem.Window.End - ReplayWindow.early && not (isFollowed seen))

    /// A connection is none of the machine's any more.
    let leave name flow run =
        { run with
            Received = FlowCursors.drop flow run.Received
            Flows = Map.remove name run.Flows }

    let showing
        (problem: ReplayProblem<_, _, _, _, _, _, _, _>)
        frame
        (run: PartialRun<'state, 'timer, 'message, 'ask, 'store>)
        =
        if problem.Window.KeepsStates then
            { run with
                States = struct (frame, run.State) :: run.States }
        else
            run

    let note problem at event run =
        if problem.Window.KeepsStates then
            let timed () =
                { At = at
                  Event = event ()
                  State = ValueSome(problem.Candidate.StateWords run.State)
                  Step = ValueNone }

            { run with
                PartialRun.Events = timed :: run.Events }
        else
            run

    /// A call that the participant made: what comes in of it comes once the machine has made it.
    let private isCall (outputs: ObservedEvent<'message>[]) =
        outputs.Length > 0 && outputs[0].Observation.IsConnect

    let start problem =
        { State = problem.Candidate.Machine.Initial
          Store = problem.Candidate.Store
          Timers = Map.empty
          Due = Set.empty
          Rounds = Map.empty
          Questions = PendingQuestions.none
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
          States = []
          Before = ValueNone }
