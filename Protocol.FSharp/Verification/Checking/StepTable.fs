namespace PeerFunctional.Verification

open System
open System.Collections.Concurrent
open PeerFunctional.Kernel

/// A step to look up: whose it is, which of its kind it is, and the lines and the name that it surely depends on.
[<Struct>]
type private PlannedStep<'message> =
    { Peer: int
      Kind: int
      Place: int
      Datagram: Part<QueuedEnvelope<'message>> voption
      Near: int array
      Name: Address voption }

[<Sealed>]
type internal StepTable<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    (
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        assumptions: Assumptions,
        parts: StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        habits: Habits voption
    ) =

    let groups = parts.Groups
    let counted = ConcurrentDictionary<int, int64>()

    let count () =
        counted.AddOrUpdate(0, 1L, fun _ taken -> taken + 1L) |> ignore

    let isTimed = assumptions.Time.IsOrdered
    let anyMoment = Timers.anyMoment.Ticks
    let noDatagram: Part<QueuedEnvelope<'message>> voption = ValueNone
    let onlyGroup = Array.init groups.Count (fun group -> [| group |])

    /// By what the action surely reaches; none where it depends on all lines of its peer.
    let near =
        ConcurrentDictionary<StepKey, StepOutcome<'state, 'timer, 'message, 'ask, 'store> voption>()

    /// By all lines of its peer.
    let wide =
        ConcurrentDictionary<StepKey, StepOutcome<'state, 'timer, 'message, 'ask, 'store>>()

    let addLines (lines: Part<Lines<'message>> array) (reached: int array) digest =
        let mutable digest = digest

        for group in reached do
            digest <- Digest.addUInt64 lines[group].Digest digest

        digest

    let outcome
        peer
        reached
        (state: CollapsedState<_, _, _, _, _>)
        before
        (worldState: WorldState<_, _, _, _>)
        emissions
        =
        let sent =
            emissions
            |> List.choose (fun emission ->
                match emission with
                | Emission.Sent envelope -> Some envelope
                | Emission.Undeliverable _
                | Emission.Noticed _ -> None)

        let onLines, asDatagrams =
            sent |> List.partition (fun envelope -> envelope.Connection.IsSome)

        let queues =
            (before.Queues, onLines) ||> List.fold (InFlight.add assumptions.Network)

        let after =
            { Connections = worldState.Connections
              Ends = Connections.ends worldState.Connections
              Queues = Happened.awaited worldState queues }

        { Changed = peer |> ValueOption.map (fun peer -> struct (peer, parts.OfNode(peer, worldState.Nodes[peer])))
          Reached = reached
          Lines = reached |> Array.map (fun group -> parts.OfGroup(group, state.Lines[group], after))
          Posted = asDatagrams |> List.map parts.OfDatagram |> Array.ofList
          Timing =
            match peer with
            | ValueSome peer when isTimed -> StepOutcome.timing state.Nodes[peer] worldState.Nodes[peer]
            | ValueSome _
            | ValueNone -> [||]
          Sent =
            [| for envelope in sent ->
                   let isTraced = ValueOption.forall ((=) (InFlight.sender world envelope)) peer

                   struct ((if isTraced then envelope.Recipient else -1),
                           envelope.Connection.IsNone || Payload.isConnect envelope.Payload) |] }

    /// The world, and whether its machines were content with the line of this name so far.
    let watched name =
        let isContent = ref true

        let step now state input =
            let struct (_, outputs) as stepped = world.Step now state input

            if not (List.forall (StepOutcome.isWithin name) outputs) then
                isContent.Value <- false

            stepped

        struct ({ world with Step = step }, isContent)

    let keyOf (step: PlannedStep<'message>) (state: CollapsedState<_, _, _, _, _>) lines =
        StepKey.create (ValueSome state.Nodes[step.Peer]) step.Datagram (Digest.value lines) step.Kind step.Place

    let nearLines step (state: CollapsedState<_, _, _, _, _>) =
        addLines state.Lines step.Near Digest.empty

    /// The near lines come first: a place is one of theirs.
    let allLines step (state: CollapsedState<_, _, _, _, _>) =
        nearLines step state |> addLines state.Lines groups.OfPeer[step.Peer]

    /// Takes a step, and keeps what comes of it for all states that it does not tell apart.
    let take step (state: CollapsedState<_, _, _, _, _>) act =
        count ()
        let all = groups.OfPeer[step.Peer]
        let before = parts.Join(state.Lines, all)
        let struct (world, isContent) = watched step.Name

        let struct (lines, worldState, emissions) =
            act world before (CollapsedState.worldState state.Nodes before.Connections)

        let outcome reached =
            outcome (ValueSome step.Peer) reached state lines worldState emissions

        let nearKey = keyOf step state (nearLines step state)

        if isContent.Value then
            let outcome = outcome step.Near
            near.TryAdd(nearKey, ValueSome outcome) |> ignore
            outcome
        else
            near.TryAdd(nearKey, ValueNone) |> ignore
            wide.GetOrAdd(keyOf step state (allLines step state), outcome all)

    let find step (state: CollapsedState<_, _, _, _, _>) act =
        match near.TryGetValue(keyOf step state (nearLines step state)) with
        | true, ValueSome outcome -> outcome
        | true, ValueNone ->
            match wide.TryGetValue(keyOf step state (allLines step state)) with
            | true, outcome -> outcome
            | _ -> take step state act
        | _ -> take step state act

    let apply action (world: World<_, _, _, _, _, _, _, _>) before worldState =
        let struct (worldState, emissions) =
            worldState |> Action.apply world (Action.map (InFlight.next before.Queues >> _.Envelope) id action)

        struct (StepOutcome.without action before, worldState, emissions)

    let answerAll peer world before worldState =
        let struct (worldState, emissions, _) = Happened.answerAll world peer worldState
        struct (before, worldState, emissions)

    /// A message that is lost breaks its connection, and no peer acts.
    let lose (state: CollapsedState<_, _, _, _, _>) action reached place =
        let lines = addLines state.Lines reached Digest.empty |> Digest.value

        let key =
            StepKey.create
                (ValueNone: CollapsedNode<'state, 'timer, 'ask, 'store> voption)
                noDatagram
                lines
                (StepKey.kind action)
                place

        match wide.TryGetValue key with
        | true, outcome -> outcome
        | _ ->
            count ()
            let before = parts.Join(state.Lines, reached)

            let struct (lines, worldState, emissions) =
                CollapsedState.worldState state.Nodes before.Connections |> apply action world before

            wide.GetOrAdd(key, outcome ValueNone reached state lines worldState emissions)

    let plan peer kind =
        { Peer = peer
          Kind = kind
          Place = 0
          Datagram = noDatagram
          Near = [||]
          Name = ValueNone }

    let afterAction (state: CollapsedState<_, _, _, _, _>) action place =
        let plan peer = plan peer (StepKey.kind action)

        match action with
        | Deliver { Envelope = envelope }
        | DeliverCorrupted { Envelope = envelope }
        | Duplicate { Envelope = envelope } ->
            let step = plan envelope.Recipient

            let step =
                match envelope.Connection with
                | ValueSome connection ->
                    { step with
                        Place = place
                        Near = onlyGroup[LineGroups.ofEnvelope groups connection envelope.Recipient]
                        Name = ValueSome envelope.Sender }
                | ValueNone ->
                    { step with
                        Datagram = ValueSome state.Datagrams[place] }

            find step state (apply action)
        | Drop { Envelope = envelope } ->
            match envelope.Connection with
            | ValueSome connection ->
                lose state action onlyGroup[LineGroups.ofEnvelope groups connection envelope.Recipient] place
            | ValueNone -> StepOutcome.nothing
        | FireTimer(peer, _) -> find { plan peer with Place = place } state (apply action)
        | AnswerStore peer
        | Start peer
        | Restart peer -> find (plan peer) state (apply action)
        // All connections of the peer end.
        | Crash peer
        | CrashLosingDisk peer ->
            find
                { plan peer with
                    Near = groups.OfPeer[peer] }
                state
                (apply action)

    let later passed (dues: Part<int64 array>) =
        if passed = 0L || dues.Value.Length = 0 then
            dues
        else
            parts.OfDues(Array.map (fun due -> if due = anyMoment then due else due - passed) dues.Value)

    /// The dues after a step that took place when so many ticks had passed.
    let pass passed (before: Part<int64 array> array) outcome =
        if not isTimed || passed = 0L && outcome.Changed.IsNone then
            before
        else
            let after = Array.map (later passed) before

            match outcome.Changed with
            | ValueSome(struct (peer, _)) ->
                let kept = after[peer].Value

                after[peer] <-
                    outcome.Timing
                    |> Array.map (fun (struct (place, due)) -> if place < 0 then due else kept[place])
                    |> parts.OfDues
            | ValueNone -> ()

            after

    /// The place of the datagram that an action takes away, or -1.
    let removed action place =
        match Action.takenAway action with
        | ValueSome next when next.Envelope.Connection.IsNone -> place
        | ValueSome _
        | ValueNone -> -1

    let next left passed removed (state: CollapsedState<_, _, _, _, _>) outcome =
        let nodes = StepOutcome.nodes outcome state.Nodes

        { Left = left
          Clocks = state.Clocks
          Lines = StepOutcome.lines outcome state.Lines
          Nodes = nodes
          Dues = pass passed state.Dues outcome
          Datagrams = StepOutcome.inFlight nodes state.Datagrams removed outcome }

    /// Whose message, or timer without a time, an action comes of; none of what happens only where no message waits, and of faults.
    let causeOf (state: CollapsedState<_, _, _, _, _>) action place =
        match action with
        | Deliver { Envelope = envelope } when habits.IsSome -> ValueSome(InFlight.sender world envelope)
        | FireTimer(peer, _) when isTimed && state.Dues[peer].Value[place] = anyMoment -> ValueSome peer
        | Deliver _
        | DeliverCorrupted _
        | Duplicate _
        | Drop _
        | FireTimer _
        | AnswerStore _
        | Start _
        | Restart _
        | Crash _
        | CrashLosingDisk _ -> ValueNone

    let note cause outcome =
        match habits, cause, outcome.Changed with
        | ValueSome(habits: Habits), ValueSome cause, ValueSome(struct (peer, _)) ->
            habits.Note(peer, cause, outcome.Sent)
        | _ -> ()

    member _.Taken =
        match counted.TryGetValue 0 with
        | true, taken -> taken
        | _ -> 0L

    member _.After
        (state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>, taken: CheckedAction<'timer, 'message>, place)
        =
        let passed =
            match taken.Action with
            | FireTimer(peer, _) when isTimed && state.Dues[peer].Value[place] <> anyMoment ->
                max 0L state.Dues[peer].Value[place]
            | _ -> 0L

        let left = Happened.spend taken state.Left
        let cause = causeOf state taken.Action place
        let first = afterAction state taken.Action place
        note cause first

        let mutable state = next left passed (removed taken.Action place) state first

        if Happened.isStorePrompt assumptions.Time left then
            for peer in 0 .. state.Nodes.Length - 1 do
                if state.Nodes[peer].IsAsking then
                    let answers = find (plan peer StepKey.Answers) state (answerAll peer)
                    note cause answers
                    state <- next left 0L -1 state answers

        state
