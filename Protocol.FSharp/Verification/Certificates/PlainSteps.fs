namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel
// `Action` is this one, not System's.
open PeerFunctional.Verification

module PlainSteps =

    let private isRunning (node: Node<_, _, _, _>) = node.Status = NodeStatus.Running

    let private isCrashed (node: Node<_, _, _, _>) = node.Status = NodeStatus.Crashed

    let private isAsking (node: Node<_, _, _, _>) =
        isRunning node && not node.Questions.IsEmpty

    let private must action = { Action = action; IsFault = false }
    let private may action = { Action = action; IsFault = true }

    let private fires isLate peer timer =
        { Action = FireTimer(peer, timer)
          IsFault = isLate }

    let private nodes (checkedState: CheckedState<_, _, _, _, _>) =
        List.indexed (List.ofSeq checkedState.WorldState.Nodes)

    let private ofAnyMoment checkedState =
        [ for peer, node in nodes checkedState do
              for timer in Timers.ofAnyMoment node.Timers -> fires false peer timer ]

    /// The timers that may fire, each with whether something takes longer than it may as it fires.
    let private timers time isPending (checkedState: CheckedState<_, _, _, _, _>) =
        let canBeLate = checkedState.Left.Delays > 0

        match time with
        | TimeModel.Ordered when isPending && not canBeLate -> ofAnyMoment checkedState
        | TimeModel.Ordered ->
            [ yield! ofAnyMoment checkedState
              for struct (peer, timer, _) in WorldState.nextTimers checkedState.WorldState -> fires isPending peer timer ]
        | TimeModel.Any ->
            [ for peer, node in nodes checkedState do
                  for KeyValue(timer, _) in Timers.all node.Timers -> fires false peer timer ]
        | TimeModel.Latency _ ->
            let zone = checkedState.Clocks

            let lateness =
                if canBeLate && Clocks.isBounded zone then
                    [ false; true ]
                else
                    [ false ]

            [ yield! ofAnyMoment checkedState
              for clock, isLate in List.allPairs (Zone.clocks zone) lateness do
                  match clock with
                  | Clock.Timer(peer, timer) when Clocks.fire isLate clock zone |> ValueOption.isSome ->
                      fires isLate peer timer
                  | Clock.Timer _
                  | Clock.Arrival _
                  | Clock.Answer _
                  | Clock.Restart _ -> () ]

    /// What may arrive next: of each queue the first. What is said on a stream waits for its opening.
    let private arriving (checkedState: CheckedState<_, _, _, _, _>) =
        let opening = InFlight.openings checkedState.InFlight

        [ for queue in checkedState.InFlight do
              let first = queue.Envelopes.Head

              if Payload.isConnect first.Payload || not (List.contains (InFlight.line first) opening) then
                  { Queue = queue.Key; Envelope = first } ]

    let actions time (checkedState: CheckedState<_, _, _, _, _>) =
        let left = checkedState.Left
        let envelopes = arriving checkedState
        let nodes = nodes checkedState

        let isPending =
            not envelopes.IsEmpty || nodes |> List.exists (fun (_, node) -> isCrashed node || isAsking node)

        let ofPeers fits action =
            nodes |> List.filter (snd >> fits) |> List.map (fst >> action)

        let each fits action =
            envelopes |> List.filter fits |> List.map action

        let any _ = true
        let isDatagram next = next.Envelope.Connection.IsNone

        let isMessage next =
            Payload.message next.Envelope.Payload |> ValueOption.isSome

        let upTo count actions = if count > 0 then actions else []

        [ yield! each any (Deliver >> must)
          yield! ofPeers isAsking (AnswerStore >> must)
          yield! timers time isPending checkedState
          yield! ofPeers isCrashed (Restart >> must)
          yield! upTo left.Drops (each any (Drop >> may))
          yield! upTo left.Duplicates (each isDatagram (Duplicate >> may))
          yield! upTo left.Corruptions (each isMessage (DeliverCorrupted >> may))
          yield! upTo left.Crashes (ofPeers isRunning (Crash >> may))
          yield! upTo left.DiskLosses (ofPeers isRunning (CrashLosingDisk >> may)) ]

    let after world assumptions action checkedState =
        (Happened.ofAction world assumptions action checkedState).Next

    let initial world assumptions =
        (Happened.beforeStart world assumptions.Budget, Happened.starts world)
        ||> List.fold (fun checkedState start -> after world assumptions start checkedState)

    let key (taken: CheckedAction<_, _>) =
        let ofQueue kind next =
            Digest.empty |> Digest.addInt kind |> Digest.addUInt64 next.Queue

        let ofPeer kind (peer: int) =
            Digest.empty |> Digest.addInt kind |> Digest.addInt peer

        let digest =
            match taken.Action with
            | Deliver next -> ofQueue 0 next
            | Drop next -> ofQueue 1 next
            | Duplicate next -> ofQueue 2 next
            | DeliverCorrupted next -> ofQueue 3 next
            | FireTimer(peer, timer) -> ofPeer 4 peer |> ValueDigest.add timer |> Digest.addBool taken.IsFault
            | AnswerStore peer -> ofPeer 5 peer
            | Crash peer -> ofPeer 6 peer
            | Restart peer -> ofPeer 7 peer
            | CrashLosingDisk peer -> ofPeer 8 peer
            | Start peer -> ofPeer 9 peer

        max 1UL (Digest.value digest)

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

    let fingerprint (checkedState: CheckedState<_, _, _, _, _>) =
        Digest.empty
        |> WorldState.digest checkedState.WorldState
        |> InFlight.digest checkedState.InFlight
        |> ValueDigest.add (together checkedState)
        |> ValueDigest.add checkedState.Left
        |> Clocks.digest checkedState
        |> Digest.value
