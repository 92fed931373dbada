namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

type RunFates =
    { Goal: string
      Assumptions: Assumptions
      Along: Fate list }

module RunFates =

    [<Literal>]
    let Most = 100_000

    [<Literal>]
    let MostAnyTime = 10_000

    let spent (steps: TraceStep<'timer> list) =
        let count isSuch =
            steps |> List.filter (fun step -> isSuch step.Action) |> List.length

        { Drops = count _.IsDrop
          Duplicates = count _.IsDuplicate
          Corruptions = count _.IsDeliverCorrupted
          Crashes = count _.IsCrash
          DiskLosses = count _.IsCrashLosingDisk
          Delays = 0 }

    let assumptions (trace: Trace<'timer>) =
        let spent = spent trace.Steps

        match trace.Assumptions with
        | ValueSome given ->
            { given with
                Budget =
                    { given.Budget with
                        Drops = max given.Budget.Drops spent.Drops
                        Duplicates = max given.Budget.Duplicates spent.Duplicates
                        Corruptions = max given.Budget.Corruptions spent.Corruptions
                        Crashes = max given.Budget.Crashes spent.Crashes
                        DiskLosses = max given.Budget.DiskLosses spent.DiskLosses } }
        | ValueNone ->
            { Assumptions.Network = Network.Unordered
              Time = TimeModel.Any
              Budget = spent }

    /// A run on its way through the states of a model.
    type private Followed<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
        { Run: Run<'state, 'timer, 'message, 'ask, 'store>
          State: CollapsedState<'state, 'timer, 'message, 'ask, 'store>
          Number: int }

    let private isSame network envelopes (wanted: Action<int, _>) (offered: Action<QueuedEnvelope<_>, _>) =
        let isNext number (next: QueuedEnvelope<_>) =
            Map.tryFind number envelopes
            |> Option.exists (fun envelope -> InFlight.key network envelope = next.Queue)

        match wanted, offered with
        | Deliver number, Deliver next
        | DeliverCorrupted number, DeliverCorrupted next
        | Duplicate number, Duplicate next
        | Drop number, Drop next -> isNext number next
        | FireTimer(peer, timer), FireTimer(other, offered) -> peer = other && timer = offered
        | AnswerStore peer, AnswerStore other
        | Crash peer, Crash other
        | CrashLosingDisk peer, CrashLosingDisk other
        | Restart peer, Restart other -> peer = other
        | (Start _ | Deliver _ | DeliverCorrupted _ | Duplicate _ | Drop _ | FireTimer _ | AnswerStore _ | Crash _ | CrashLosingDisk _ | Restart _),
          _ -> false

    /// Whether the model no longer holds an envelope, because its connection is over.
    let private isForgotten network envelope state =
        let key = InFlight.key network envelope

        (CollapsedState.expand state).InFlight |> List.forall (fun queue -> queue.Key <> key)

    /// Whether the model has no step for an action, because it is one with the step before it or changes nothing.
    let private isSilent (assumptions: Assumptions) followed action =
        match action with
        | Start _ -> true
        | AnswerStore _ -> Happened.isStorePrompt assumptions.Time followed.State.Left
        | Deliver number
        | DeliverCorrupted number
        | Drop number ->
            Map.tryFind number followed.Run.Envelopes
            |> Option.exists (fun envelope ->
                not (WorldState.isAwaited true envelope followed.Run.WorldState)
                || isForgotten assumptions.Network envelope followed.State)
        | Duplicate _
        | FireTimer _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> false

    /// Whether the peers of a run are those of the state. A peer whose store has not answered yet is behind the state.
    let private agrees (run: Run<_, _, _, _, _>) (state: CollapsedState<_, _, _, _, _>) =
        let digest (node: Node<_, _, _, _>) =
            Digest.empty |> ValueDigest.add node.State |> ValueDigest.add node.Store |> Digest.value

        Seq.forall2
            (fun (ran: Node<_, _, _, _>) (searched: CollapsedNode<_, _, _, _>) ->
                not ran.Questions.IsEmpty || digest ran = digest searched.Node)
            run.WorldState.Nodes
            state.Nodes

    /// A simulated run also has steps that no searched world takes, such as those of a connection that breaks while a peer is down.
    let private unfollowed number =
        $"the search follows the run up to step {number - 1} only, because step {number} can happen in simulated worlds only"

    let private follow
        world
        (assumptions: Assumptions)
        (model: Model<_, CheckedAction<_, _>>)
        followed
        (step: TraceStep<_>)
        =
        let number = followed.Number + 1

        match Run.apply world step.At step.Action followed.Run with
        | Error problem -> Error $"step {number} is impossible: {problem}"
        | Ok(struct (run, _)) ->
            let state =
                model.Successors followed.State
                |> List.filter (fun struct (taken, _) ->
                    isSame assumptions.Network followed.Run.Envelopes step.Action taken.Action)
                |> List.sortBy (fun struct (taken, _) -> taken.IsFault)
                |> List.tryHead

            match state with
            | Some(struct (_, state)) when agrees run state ->
                Ok
                    { Run = run
                      State = state
                      Number = number }
            | None when isSilent assumptions followed step.Action ->
                Ok
                    { followed with
                        Run = run
                        Number = number }
            | Some _
            | None -> Error(unfollowed number)

    let states world assumptions (model: Model<CollapsedState<_, _, _, _, _>, CheckedAction<_, _>>) steps =
        let world = World.timeless world

        let before =
            { Run = Run.initial world
              State = model.Initial.Head
              Number = 0 }

        (Ok before, steps)
        ||> List.scan (fun followed step ->
            followed |> Result.bind (fun followed -> follow world assumptions model followed step))
        |> List.map (Result.map _.State)

    /// A goal that is lost stays lost, also behind a step that the search cannot follow.
    let private lostForGood (along: Fate list) =
        match along |> List.tryFindIndex _.IsLost with
        | Some place -> along |> List.mapi (fun step fate -> if step >= place then Fate.Lost else fate)
        | None -> along

    let ofTrace (subject: Scenario<_, _, _, _, _, _, _, _>) (trace: Trace<_>) =
        let assumptions: Assumptions = assumptions trace
        let goal = subject.Properties.Liveness

        let model =
            WorldModel.create
                subject.World
                assumptions
                { Invariants = []
                  Reachable = []
                  Liveness = goal }

        let states = states subject.World assumptions model trace.Steps
        let most = if trace.Assumptions.IsSome then Most else MostAnyTime
        let fates = Fates.search model most (states |> List.choose Result.toOption)

        let along =
            states
            |> List.map (function
                | Ok state -> fates.Of(0, state)
                | Error reason -> Fate.Unknown reason)

        { Goal = goal.Sentence
          Assumptions = assumptions
          Along = if trace.Ending = Passed then along else lostForGood along }

    let noReturn fates = Fate.noReturn fates.Along

    let words fates =
        match noReturn fates, List.last fates.Along with
        | ValueSome(struct (0, _)), _ -> "no other run reaches the goal either"
        | ValueSome(struct (step, true)), _ -> $"after step {step} nothing can change that"
        | ValueSome(struct (step, false)), _ -> $"after step {step} at the latest nothing can change that"
        | ValueNone, Fate.Unknown reason -> $"whether anything can change that is unknown: {reason}"
        | ValueNone, fate -> $"after the last step the goal {Fate.words fate}"

    let assumed fates =
        let assumptions = Assumptions.words fates.Assumptions |> String.concat "; "
        $"assumed: {assumptions}"

    let private kind fate =
        match fate with
        | Fate.Reached -> "reached"
        | Fate.Sure _ -> "in reach"
        | Fate.AtRisk _ -> "at risk"
        | Fate.OnlyByFault _ -> "in reach only by a fault"
        | Fate.Lost -> "lost"
        | Fate.Unknown _ -> "unknown"

    let course fates =
        let kinds = fates.Along |> List.map kind

        let changes =
            List.pairwise kinds
            |> List.indexed
            |> List.choose (fun (place, (before, after)) ->
                if before = after then
                    None
                else
                    Some $"{after} from step {place + 1} on")

        match changes with
        | [] -> $"the goal: {kinds.Head} in every step"
        | changes -> $"""the goal: {kinds.Head} at first, {String.concat ", " changes}"""

    /// The events up to those of a step, and the others.
    let private upTo step (events: TimedEvent list) =
        let isBehind (timed: TimedEvent) =
            timed.Step |> ValueOption.exists (fun other -> other > step)

        match events |> List.tryFindIndex isBehind with
        | Some place -> List.splitAt place events
        | None -> events, []

    let private banner isFirst =
        let place = if isFirst then "" else ", here or before"
        $"no return{place}: nothing can bring about the goal any more"

    let mark fates (timeline: Timeline) =
        match noReturn fates with
        | ValueSome(struct (step, isFirst)) when step > 0 ->
            let before, behind = upTo step timeline.Events

            let mark: TimedEvent =
                { At = before |> List.tryLast |> Option.map _.At |> Option.defaultValue TimeSpan.Zero
                  Event = Remarked(ValueNone, banner isFirst)
                  State = ValueNone
                  Step = ValueSome step }

            { timeline with
                Events = before @ mark :: behind }
        | ValueSome _
        | ValueNone -> timeline
