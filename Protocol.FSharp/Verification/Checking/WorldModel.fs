namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Progress` is this one, not System's.
open PeerFunctional.Verification

module WorldModel =

    let private isRunning (node: CollapsedNode<_, _, _, _>) = node.Node.Status = NodeStatus.Running

    let private isCrashed (node: CollapsedNode<_, _, _, _>) = node.Node.Status = NodeStatus.Crashed

    let private must action = { Action = action; IsFault = false }
    let private may action = { Action = action; IsFault = true }

    /// The timers that may fire, each with whether something takes longer than it may as it fires, and with its place among those of
    /// its peer.
    let private timers time isPending (state: CollapsedState<_, _, _, _, _>) =
        let canBeLate = state.Left.Delays > 0

        let fires isLate peer place timer =
            struct ({ Action = FireTimer(peer, timer)
                      IsFault = isLate },
                    place)

        let anyMoment = Timers.anyMoment.Ticks

        match time with
        | TimeModel.Ordered ->
            let mutable first = anyMoment

            for dues in state.Dues do
                for due in dues.Value do
                    first <- Math.Min(first, due)

            [ for peer in 0 .. state.Nodes.Length - 1 do
                  let dues = state.Dues[peer].Value

                  for place in 0 .. dues.Length - 1 do
                      let timer = state.Nodes[peer].Timers[place]

                      if dues[place] = anyMoment then
                          fires false peer place timer
                      elif dues[place] = first && (not isPending || canBeLate) then
                          fires isPending peer place timer ]
        | TimeModel.Any ->
            [ for peer in 0 .. state.Nodes.Length - 1 do
                  for place, timer in Array.indexed state.Nodes[peer].Timers -> fires false peer place timer ]
        | TimeModel.Latency _ ->
            let zone = state.Clocks.Value

            let late =
                [ if canBeLate && Clocks.isBounded zone then
                      true ]

            [ for peer in 0 .. state.Nodes.Length - 1 do
                  for timer in Timers.ofAnyMoment state.Nodes[peer].Node.Timers do
                      fires false peer 0 timer

              for clock in Zone.clocks zone do
                  match clock with
                  | Clock.Timer(peer, timer) ->
                      for isLate in false :: late do
                          match Clocks.fire isLate clock zone with
                          | ValueSome _ -> fires isLate peer 0 timer
                          | ValueNone -> ()
                  | Clock.Arrival _
                  | Clock.Answer _
                  | Clock.Restart _ -> () ]

    /// What may arrive next, the first of each queue, with its place among the datagrams or of its queue among those of its group.
    let arriving (state: CollapsedState<_, _, _, _, _>) =
        // What is said on a stream waits for its opening, which comes in the order of its connection.
        let isFree opening envelope =
            Payload.isConnect envelope.Payload || not (List.contains (InFlight.line envelope) opening)

        [ for place in 0 .. state.Datagrams.Length - 1 do
              let next = state.Datagrams[place].Value

              if place = 0 || state.Datagrams[place - 1].Value.Queue <> next.Queue then
                  struct (next, place)

          for lines in state.Lines do
              let queues = lines.Value.Queues

              if not queues.IsEmpty then
                  let opening = InFlight.openings queues

                  for place, queue in List.indexed queues do
                      if isFree opening queue.Envelopes.Head then
                          struct ({ Queue = queue.Key
                                    Envelope = queue.Envelopes.Head },
                                  place) ]

    let private actions time (state: CollapsedState<_, _, _, _, _>) =
        let left = state.Left
        let arriving = arriving state

        let isPending =
            not arriving.IsEmpty || state.Nodes |> Array.exists (fun node -> node.IsAsking || isCrashed node)

        let isDatagram next = next.Envelope.Connection.IsNone

        let isMessage next =
            Payload.message next.Envelope.Payload |> ValueOption.isSome

        let ofPeers fits action =
            [ for peer in 0 .. state.Nodes.Length - 1 do
                  if fits state.Nodes[peer] then
                      struct (action peer, 0) ]

        let each isFitting action =
            [ for struct (next, place) in arriving do
                  if isFitting next then
                      struct (action next, place) ]

        let any _ = true

        [ yield! each any (Deliver >> must)
          yield! ofPeers _.IsAsking (AnswerStore >> must)
          yield! timers time isPending state
          yield! ofPeers isCrashed (Restart >> must)
          if left.Drops > 0 then
              yield! each any (Drop >> may)
          if left.Duplicates > 0 then
              yield! each isDatagram (Duplicate >> may)
          if left.Corruptions > 0 then
              yield! each isMessage (DeliverCorrupted >> may)
          if left.Crashes > 0 then
              yield! ofPeers isRunning (Crash >> may)
          if left.DiskLosses > 0 then
              yield! ofPeers isRunning (CrashLosingDisk >> may) ]

    /// What comes of an action. Where the clocks of all peers run together, a peer's step does not tell the next state.
    let private after
        world
        assumptions
        (parts: StateParts<_, _, _, _, _, _, _, _>)
        (steps: StepTable<_, _, _, _, _, _, _, _>)
        (state: CollapsedState<_, _, _, _, _>)
        =
        match assumptions.Time with
        | TimeModel.Ordered
        | TimeModel.Any -> fun (struct (taken, place)) -> struct (taken, steps.After(state, taken, place))
        | TimeModel.Latency _ ->
            let expanded = CollapsedState.expand state

            fun (struct (taken, _)) ->
                let happened =
                    Happened.ofAction world assumptions (Happened.inState expanded taken) expanded

                struct (taken, parts.Collapse happened.Next)

    let private fairness (taken: CheckedAction<_, _>) =
        let ofQueue kind next =
            Digest.empty |> Digest.addInt kind |> Digest.addUInt64 next.Queue

        let ofPeer kind (peer: int) =
            Digest.empty |> Digest.addInt kind |> Digest.addInt peer

        match taken.Action with
        | Deliver next -> ofQueue 0 next
        | Drop next -> ofQueue 1 next
        | Duplicate next -> ofQueue 2 next
        | DeliverCorrupted next -> ofQueue 3 next
        | FireTimer(peer, timer) -> ofPeer 4 peer |> ValueDigest.add timer
        | AnswerStore peer -> ofPeer 5 peer
        | Crash peer -> ofPeer 6 peer
        | Restart peer -> ofPeer 7 peer
        | CrashLosingDisk peer -> ofPeer 8 peer
        | Start peer -> ofPeer 9 peer
        |> Digest.value

    let private stateWords
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        checkedState
        =
        let nodes =
            List.map2
                (fun name (node: Node<_, _, _, _>) -> $"{name}: {world.StateWords node.State}")
                world.Peers
                (List.ofSeq checkedState.WorldState.Nodes)

        let envelopes =
            checkedState.InFlight
            |> List.collect _.Envelopes
            |> List.map (fun envelope ->
                $"{Payload.words world.MessageWords envelope.Payload} to {List.item envelope.Recipient world.Peers}")

        String.concat "; " nodes
        + (if envelopes.IsEmpty then
               ""
           else
               "; in flight: " + String.concat ", " envelopes)

    let initial world assumptions =
        (Happened.beforeStart world assumptions.Budget, Happened.starts world)
        ||> List.fold (fun checkedState action -> (Happened.ofAction world assumptions action checkedState).Next)

    let private asked (properties: Properties<_>) =
        properties.Invariants @ properties.Reachable @ [ properties.Liveness ]

    /// A bit for each property, by its place: whether the peer's node fulfils what the property asks of each peer.
    let private fulfilled world properties =
        let initial = WorldState.initial world
        let asked = asked properties |> List.map _.OfPeer |> List.indexed

        fun peer node ->
            let worldState =
                { initial with
                    Nodes = PerPeer.set peer node initial.Nodes }

            (0u, asked)
            ||> List.fold (fun bits (place, ofPeer) ->
                match ofPeer with
                | ValueSome holds when not (holds peer worldState) -> bits
                | ValueSome _
                | ValueNone -> bits ||| (1u <<< place))

    /// What the properties ask of the peers, wherever envelopes and faults are.
    let toCheck
        (ofWorld:
            string
                -> (CollapsedState<'state, 'timer, 'message, 'ask, 'store> -> bool)
                -> CollapsedState<'state, 'timer, 'message, 'ask, 'store>
                -> bool)
        (properties: Properties<WorldState<'state, 'timer, 'ask, 'store>>)
        =
        let holds place (property: Invariant<_>) =
            let bit = 1u <<< place

            let isOfWorld =
                match property.OfWorld with
                | ValueSome holds ->
                    ofWorld property.Sentence (fun state ->
                        holds (CollapsedState.worldState state.Nodes (CollapsedState.lines state).Connections))
                | ValueNone -> fun _ -> true

            fun (state: CollapsedState<'state, 'timer, 'message, 'ask, 'store>) ->
                Array.forall (fun (node: CollapsedNode<_, _, _, _>) -> node.Fulfilled &&& bit <> 0u) state.Nodes
                && isOfWorld state

        let invariants = properties.Invariants.Length
        let reachable = properties.Reachable.Length

        asked properties
        |> List.mapi (fun place property ->
            let holds = holds place property

            if place < invariants then
                Always(property.Sentence, holds)
            elif place < invariants + reachable then
                Sometimes(property.Sentence, holds)
            else
                Progress(property.Sentence, holds))

    /// The model, with the parts of its states and its steps.
    let build world assumptions properties habits =
        let parts = StateParts(world, assumptions, fulfilled world properties)
        let steps = StepTable(world, assumptions, parts, habits)

        struct ({ Initial = [ parts.Collapse(initial world assumptions) ]
                  Successors =
                    fun state -> actions assumptions.Time state |> List.map (after world assumptions parts steps state)
                  Fingerprint = CollapsedState.fingerprint
                  SymmetryFingerprint = ValueNone
                  PersistentSet = ValueNone
                  IsFault = _.IsFault
                  FairnessKey = fairness
                  ActionWords = ActionWords.sentence world
                  StateWords = CollapsedState.expand >> stateWords world
                  Properties = toCheck (fun _ holds -> holds) properties },
                parts,
                steps)

    let create world assumptions properties =
        let struct (model, _, _) =
            build (World.timeless world) assumptions properties ValueNone

        model

    let components
        (world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>)
        (state: CollapsedState<_, _, _, _, _>)
        =
        let part name add =
            struct (name, Digest.value (add Digest.empty))

        let ofNode name (node: Node<_, _, _, _>) =

            [ part $"{name}'s state" (ValueDigest.add node.State)
              part $"{name}'s timers" (Node.digestTimers TimeSpan.Zero node)
              part $"{name}'s questions to the store" (ValueDigest.add node.Questions)
              part $"{name}'s store" (ValueDigest.add node.Store) ]

        [ yield!
              List.map2 ofNode world.Peers (List.ofSeq (CollapsedState.expand state).WorldState.Nodes)
              |> List.concat
          part "connections" (ValueDigest.add (CollapsedState.lines state).Connections)
          part "messages in flight" (InFlight.digest (CollapsedState.expand state).InFlight)
          if state.Clocks.Digest <> 0UL then
              struct ("clocks", state.Clocks.Digest)
          part "remaining faults" (ValueDigest.add state.Left) ]
