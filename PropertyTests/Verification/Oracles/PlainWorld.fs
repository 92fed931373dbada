namespace PeerFunctional.Tests.Verification.Oracles

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A world as a model without a table: every state whole, every step taken anew.
module PlainWorld =

    let private running (node: Node<_, _, _, _>) = node.Status = NodeStatus.Running

    /// The timers that may fire, each with whether something takes longer than it may as it fires.
    let private timers time isPending (checkedState: CheckedState<_, _, _, _, _>) =
        let canBeLate = checkedState.Left.Delays > 0

        let fires isLate peer timer =
            { Action = FireTimer(peer, timer)
              IsFault = isLate }

        let ofAnyMoment =
            [ for peer, node: Node<_, _, _, _> in List.indexed (List.ofSeq checkedState.WorldState.Nodes) do
                  for timer in Timers.ofAnyMoment node.Timers -> fires false peer timer ]

        match time with
        | TimeModel.Ordered when isPending && not canBeLate -> ofAnyMoment
        | TimeModel.Ordered ->
            [ yield! ofAnyMoment
              for struct (peer, timer, _) in WorldState.nextTimers checkedState.WorldState -> fires isPending peer timer ]
        | TimeModel.Any ->
            [ for peer, node: Node<_, _, _, _> in List.indexed (List.ofSeq checkedState.WorldState.Nodes) do
                  for KeyValue(timer, _) in Timers.all node.Timers -> fires false peer timer ]
        // Its zones are compared with the simulator, and its states are whole already.
        | TimeModel.Latency _ -> failwith "the plain model has no zones"

    let private actions time (checkedState: CheckedState<_, _, _, _, _>) =
        let left = checkedState.Left

        let opening = InFlight.openings checkedState.InFlight

        // What is said on a stream waits for its opening, which comes in the order of its connection.
        let envelopes =
            [ for queue in checkedState.InFlight do
                  let first = queue.Envelopes.Head

                  if Payload.isConnect first.Payload || not (List.contains (InFlight.line first) opening) then
                      { Queue = queue.Key; Envelope = first } ]

        let datagrams =
            envelopes |> List.filter (fun next -> next.Envelope.Connection = ValueNone)

        let messages =
            envelopes |> List.filter (fun next -> Payload.message next.Envelope.Payload |> ValueOption.isSome)

        let nodes = List.indexed (List.ofSeq checkedState.WorldState.Nodes)
        let onlyIf possible actions = if possible then actions else []

        let isPending =
            let isBusy (_, node) =
                node.Status = NodeStatus.Crashed || running node && not node.Questions.IsEmpty

            not envelopes.IsEmpty || List.exists isBusy nodes

        let ofPeers fits action =
            nodes |> List.filter (snd >> fits) |> List.map (fst >> action)

        let must action = { Action = action; IsFault = false }
        let may action = { Action = action; IsFault = true }

        [ yield! List.map (Deliver >> must) envelopes
          yield! ofPeers (fun node -> running node && not node.Questions.IsEmpty) (AnswerStore >> must)
          yield! timers time isPending checkedState
          yield! ofPeers (fun node -> node.Status = NodeStatus.Crashed) (Restart >> must)
          yield! List.map (Drop >> may) envelopes |> onlyIf (left.Drops > 0)
          yield! List.map (Duplicate >> may) datagrams |> onlyIf (left.Duplicates > 0)
          yield! List.map (DeliverCorrupted >> may) messages |> onlyIf (left.Corruptions > 0)
          yield! ofPeers running (Crash >> may) |> onlyIf (left.Crashes > 0)
          yield! ofPeers running (CrashLosingDisk >> may) |> onlyIf (left.DiskLosses > 0) ]

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

    /// Which ends and envelopes belong to one connection: for each the place of the first that has its number.
    let private together (checkedState: CheckedState<_, _, _, _, _>) =
        let numbers =
            [ for struct (_, found) in Connections.ends checkedState.WorldState.Connections do
                  found.Number
              for queue in checkedState.InFlight do
                  for envelope in queue.Envelopes do
                      match envelope.Connection with
                      | ValueSome connection ->
                          connection.Number
                          yield! ValueOption.toList connection.Inside
                      | ValueNone -> () ]

        numbers |> List.map (fun number -> List.findIndex ((=) number) numbers)

    let private digest (checkedState: CheckedState<_, _, _, _, _>) =
        Digest.empty
        |> WorldState.digest checkedState.WorldState
        |> InFlight.digest checkedState.InFlight
        |> ValueDigest.add (together checkedState)
        |> ValueDigest.add checkedState.Left
        |> Digest.value

    let model world assumptions (properties: Properties<_>) =
        let world = World.timeless world

        let next action (checkedState: CheckedState<_, _, _, _, _>) =
            (Happened.ofAction world assumptions action checkedState).Next

        let onState (property: Invariant<_>) (checkedState: CheckedState<_, _, _, _, _>) =
            property.Holds checkedState.WorldState

        { Model.create
              [ (Happened.beforeStart world assumptions.Budget, Happened.starts world)
                ||> List.fold (fun checkedState action -> next action checkedState) ]
              (fun checkedState ->
                  actions assumptions.Time checkedState
                  |> List.map (fun action -> struct (action, next action checkedState)))
              digest
              fairness
              [ yield! properties.Invariants |> List.map (fun property -> Always(property.Sentence, onState property))
                yield! properties.Reachable |> List.map (fun property -> Sometimes(property.Sentence, onState property))
                Progress(properties.Liveness.Sentence, onState properties.Liveness) ] with
            IsFault = _.IsFault }
