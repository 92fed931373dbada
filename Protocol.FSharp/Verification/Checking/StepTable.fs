namespace PeerFunctional.Verification

open System
open System.Collections.Concurrent
open PeerFunctional.Kernel

/// What comes of one peer's action, whatever the others are.
type private StepOutcome<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    {
        /// The peer that acted, if one did, and what became of it.
        Changed: struct (int * CollapsedNode<'state, 'timer, 'ask, 'store>) voption
        /// The groups of lines that the action reached, and what became of them.
        Reached: int array
        Lines: Part<Lines<'message>> array
        /// The datagrams that were sent, in order.
        Posted: Part<QueuedEnvelope<'message>> array
        /// For each timer that runs now, its place among those that ran before and 0, or -1 and the ticks after which it is due.
        Timing: struct (int * int64) array
    }

module private StepOutcome =

    /// Whether an output concerns no line but that of this name.
    let isWithin name output =
        match output with
        | Send(Address.Datagram _, _)
        | SetTimer _
        | CancelTimer _
        | Ask _
        | Tell _ -> true
        | Send(other, _)
        | HalfClose other
        | Close other -> name = ValueSome other
        | Open _
        | Finish -> false

    /// A timer that runs without a time was set before the step.
    let timing (before: CollapsedNode<_, _, _, _>) (after: Node<_, _, _, _>) =
        [| for KeyValue(timer, due) in Timers.all after.Timers do
               if due = Clocks.noTime then
                   struct (Array.IndexOf(before.Timers, timer), 0L)
               else
                   struct (-1, due.Ticks) |]

    /// The lines without the envelope that the action takes off them.
    let without action lines =
        match action with
        | Deliver next
        | DeliverCorrupted next
        | Drop next when next.Envelope.Connection.IsSome ->
            { lines with
                Queues = InFlight.remove next.Queue lines.Queues }
        | Deliver _
        | DeliverCorrupted _
        | Drop _
        | Duplicate _
        | FireTimer _
        | AnswerStore _
        | Start _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> lines

    let nodes outcome (before: CollapsedNode<_, _, _, _> array) =
        match outcome.Changed with
        | ValueSome(struct (peer, node)) when not (obj.ReferenceEquals(before[peer], node)) ->
            let after = Array.copy before
            after[peer] <- node
            after
        | ValueSome _
        | ValueNone -> before

    let lines outcome (before: Part<Lines<_>> array) =
        let isSame =
            (outcome.Reached, outcome.Lines)
            ||> Array.forall2 (fun group lines -> obj.ReferenceEquals(before[group], lines))

        if isSame then
            before
        else
            let after = Array.copy before
            Array.iter2 (fun group lines -> after[group] <- lines) outcome.Reached outcome.Lines
            after

    /// The datagrams under way, but for the removed one, with those that were posted, each behind the others of its queue. Those to a peer
    /// that stopped are forgotten.
    let inFlight (nodes: CollapsedNode<_, _, _, _> array) (before: Part<QueuedEnvelope<_>> array) removed outcome =
        let isAwaited (datagram: Part<QueuedEnvelope<_>>) =
            nodes[datagram.Value.Envelope.Recipient].Node.Status <> NodeStatus.Stopped

        let after = Array.zeroCreate (before.Length + outcome.Posted.Length)
        let mutable count = 0

        for place in 0 .. before.Length - 1 do
            if place <> removed && isAwaited before[place] then
                after[count] <- before[place]
                count <- count + 1

        for datagram in outcome.Posted do
            if isAwaited datagram then
                let mutable place = count

                while place > 0 && after[place - 1].Value.Queue > datagram.Value.Queue do
                    after[place] <- after[place - 1]
                    place <- place - 1

                after[place] <- datagram
                count <- count + 1

        if count = after.Length then
            after
        else
            Array.sub after 0 count

[<Sealed>]
type internal StepTable<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    (
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        assumptions: Assumptions,
        parts: StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>
    ) =

    let groups = parts.Groups
    let isTimed = assumptions.Time.IsOrdered
    let anyMoment = Timers.anyMoment.Ticks
    let onlyGroup = Array.init groups.Count (fun group -> [| group |])

    /// By what the action surely reaches; none where it depends on all lines of its peer.
    let near =
        ConcurrentDictionary<StepKey, StepOutcome<'state, 'timer, 'message, 'ask, 'store> voption>()

    /// By all lines of its peer.
    let wide =
        ConcurrentDictionary<StepKey, StepOutcome<'state, 'timer, 'message, 'ask, 'store>>()

    let linesDigest (lines: Part<Lines<'message>> array) (reached: int array) =
        let mutable digest = Digest.empty

        for group in reached do
            digest <- Digest.addUInt64 lines[group].Digest digest

        Digest.value digest

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
            | ValueNone -> [||] }

    /// The world, and whether its machines were content with the line of this name so far.
    let watched name =
        let isContent = ref true

        let step now state input =
            let struct (_, outputs) as stepped = world.Step now state input

            if not (List.forall (StepOutcome.isWithin name) outputs) then
                isContent.Value <- false

            stepped

        struct ({ world with Step = step }, isContent)

    /// Takes a step, and keeps what comes of it for all states that it does not tell apart.
    let take nearKey wideKey near' peer (state: CollapsedState<_, _, _, _, _>) name act =
        let all = groups.OfPeer[peer]
        let before = parts.Join(state.Lines, all)
        let struct (world, isContent) = watched name

        let struct (lines, worldState, emissions) =
            act world before (CollapsedState.worldState state.Nodes before.Connections)

        if isContent.Value then
            let outcome = outcome (ValueSome peer) near' state lines worldState emissions
            near.TryAdd(nearKey, ValueSome outcome) |> ignore
            outcome
        else
            near.TryAdd(nearKey, ValueNone) |> ignore
            wide.GetOrAdd(wideKey (), outcome (ValueSome peer) all state lines worldState emissions)

    let find near' kind place datagram peer (state: CollapsedState<_, _, _, _, _>) name act =
        let node = ValueSome state.Nodes[peer]

        let nearKey =
            StepKey.create node datagram (linesDigest state.Lines near') kind place

        let wideKey () =
            StepKey.create node datagram (linesDigest state.Lines groups.OfPeer[peer]) kind place

        match near.TryGetValue nearKey with
        | true, ValueSome outcome -> outcome
        | true, ValueNone ->
            match wide.TryGetValue(wideKey ()) with
            | true, outcome -> outcome
            | _ -> take nearKey wideKey near' peer state name act
        | _ -> take nearKey wideKey near' peer state name act

    let apply action (world: World<_, _, _, _, _, _, _, _>) before worldState =
        let struct (worldState, emissions) =
            worldState |> Action.apply world (Action.map (InFlight.next before.Queues >> _.Envelope) id action)

        struct (StepOutcome.without action before, worldState, emissions)

    let answerAll peer world before worldState =
        let struct (worldState, emissions, _) = Happened.answerAll world peer worldState
        struct (before, worldState, emissions)

    /// A message that is lost breaks its connection, and no peer acts.
    let lose (state: CollapsedState<_, _, _, _, _>) action reached place =
        let key =
            StepKey.create
                ValueNone
                (ValueNone: Part<unit> voption)
                (linesDigest state.Lines reached)
                (StepKey.kind action)
                place

        match wide.TryGetValue key with
        | true, outcome -> outcome
        | _ ->
            let before = parts.Join(state.Lines, reached)

            let struct (lines, worldState, emissions) =
                CollapsedState.worldState state.Nodes before.Connections |> apply action world before

            wide.GetOrAdd(key, outcome ValueNone reached state lines worldState emissions)

    let nothing =
        { Changed = ValueNone
          Reached = [||]
          Lines = [||]
          Posted = [||]
          Timing = [||] }

    let afterAction (state: CollapsedState<_, _, _, _, _>) action place =
        let ofPeer peer place =
            find [||] (StepKey.kind action) place (ValueNone: Part<unit> voption) peer state ValueNone (apply action)

        match action with
        | Deliver { Envelope = envelope }
        | DeliverCorrupted { Envelope = envelope }
        | Duplicate { Envelope = envelope } ->
            let peer = envelope.Recipient

            match envelope.Connection with
            | ValueSome connection ->
                let group = LineGroups.ofEnvelope groups connection peer
                let none: Part<unit> voption = ValueNone

                find
                    onlyGroup[group]
                    (StepKey.kind action)
                    place
                    none
                    peer
                    state
                    (ValueSome envelope.Sender)
                    (apply action)
            | ValueNone ->
                find [||] (StepKey.kind action) 0 (ValueSome state.Datagrams[place]) peer state ValueNone (apply action)
        | Drop { Envelope = envelope } ->
            match envelope.Connection with
            | ValueSome connection ->
                lose state action onlyGroup[LineGroups.ofEnvelope groups connection envelope.Recipient] place
            | ValueNone -> nothing
        | FireTimer(peer, _) -> ofPeer peer place
        | AnswerStore peer
        | Start peer
        | Restart peer -> ofPeer peer 0
        | Crash peer
        | CrashLosingDisk peer ->
            // All connections of the peer end.
            let none: Part<unit> voption = ValueNone
            find groups.OfPeer[peer] (StepKey.kind action) 0 none peer state ValueNone (apply action)

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
        match action with
        | Deliver next
        | DeliverCorrupted next
        | Drop next when next.Envelope.Connection.IsNone -> place
        | Deliver _
        | DeliverCorrupted _
        | Drop _
        | Duplicate _
        | FireTimer _
        | AnswerStore _
        | Start _
        | Crash _
        | CrashLosingDisk _
        | Restart _ -> -1

    let next left passed removed (state: CollapsedState<_, _, _, _, _>) outcome =
        let nodes = StepOutcome.nodes outcome state.Nodes

        { Left = left
          Clocks = state.Clocks
          Lines = StepOutcome.lines outcome state.Lines
          Nodes = nodes
          Dues = pass passed state.Dues outcome
          Datagrams = StepOutcome.inFlight nodes state.Datagrams removed outcome }

    member _.After
        (state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>, taken: CheckedAction<'timer, 'message>, place)
        =
        let passed =
            match taken.Action with
            | FireTimer(peer, _) when isTimed && state.Dues[peer].Value[place] <> anyMoment ->
                max 0L state.Dues[peer].Value[place]
            | _ -> 0L

        let left = Happened.spend taken state.Left

        let mutable state =
            next left passed (removed taken.Action place) state (afterAction state taken.Action place)

        if Happened.isStorePrompt assumptions.Time left then
            for peer in 0 .. state.Nodes.Length - 1 do
                if state.Nodes[peer].IsAsking then
                    let none: Part<unit> voption = ValueNone

                    state <-
                        find [||] StepKey.Answers 0 none peer state ValueNone (answerAll peer) |> next left 0L -1 state

        state
