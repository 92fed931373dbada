namespace PeerFunctional.Verification

open System.Collections.Concurrent
open PeerFunctional.Kernel

[<Sealed>]
type internal StateParts<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store when 'timer: comparison>
    (
        world: World<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>,
        assumptions: Assumptions,
        fulfilled: int -> Node<'state, 'timer, 'ask, 'store> -> uint32
    ) =

    let groups = LineGroups.ofWorld world
    let noConnections = Connections.none world.Peers.Length

    let noLines =
        let value = Lines.join noConnections []

        { Value = value
          Digest = Lines.digest value |> Digest.value }

    let nodes =
        ConcurrentDictionary<struct (int * uint64), CollapsedNode<'state, 'timer, 'ask, 'store>>()

    let dues = ConcurrentDictionary<uint64, Part<int64 array>>()
    let lines = ConcurrentDictionary<uint64, Part<Lines<'message>>>()
    let datagrams = ConcurrentDictionary<uint64, Part<QueuedEnvelope<'message>>>()

    /// Where the clocks of all peers run together, their zone keeps the times.
    let clocks (checkedState: CheckedState<_, _, _, _, _>) =
        match assumptions.Time with
        | TimeModel.Ordered
        | TimeModel.Any -> { Value = Zone.none; Digest = 0UL }
        | TimeModel.Latency _ ->
            let numbers =
                [ for queue in checkedState.InFlight do
                      for envelope in queue.Envelopes -> envelope.Number ]
                |> List.mapi (fun place number -> number, place)
                |> Map

            let name clock =
                match clock with
                | Clock.Arrival number -> Clock.Arrival numbers[number]
                | Clock.Timer _
                | Clock.Answer _
                | Clock.Restart _ -> clock

            { Value = Zone.rename name checkedState.Clocks
              Digest = Digest.empty |> Clocks.digest checkedState |> Digest.value }

    member _.Groups = groups
    member _.NoLines = noLines

    member _.OfNode(peer, node: Node<'state, 'timer, 'ask, 'store>) =
        let node = Clocks.withoutTimes node
        let digest = Digest.empty |> Node.digest System.TimeSpan.Zero node |> Digest.value
        let key = struct (peer, digest)

        match nodes.TryGetValue key with
        | true, known -> known
        | _ ->
            nodes.GetOrAdd(
                key,
                { Node = node
                  Digest = digest
                  IsAsking = node.Status = NodeStatus.Running && not node.Questions.IsEmpty
                  Timers = node.Timers |> Timers.all |> Map.keys |> Array.ofSeq
                  Fulfilled = fulfilled peer node }
            )

    member _.OfDues(value: int64 array) =
        let mutable digest = Digest.empty

        for due in value do
            digest <- Digest.addInt64 due digest

        let digest = Digest.value (Digest.addEnd digest)

        match dues.TryGetValue digest with
        | true, known -> known
        | _ -> dues.GetOrAdd(digest, { Value = value; Digest = digest })

    member _.OfDatagram envelope =
        let digest = ValueDigest.ofValue envelope |> Digest.value

        let queued =
            { Queue = InFlight.key assumptions.Network envelope
              Envelope = envelope }

        datagrams.GetOrAdd(digest, { Value = queued; Digest = digest })

    member _.Join(all: Part<Lines<'message>> array, groups: int array) =
        groups |> Seq.map (fun group -> all[group].Value) |> Lines.join noConnections

    member _.OfGroup(group, before: Part<Lines<'message>>, all: Lines<'message>) =
        let value = Lines.ofGroup groups noConnections group before.Value all

        if obj.ReferenceEquals(value, before.Value) then
            before
        else
            let digest = Lines.digest value |> Digest.value
            lines.GetOrAdd(digest, { Value = value; Digest = digest })

    member this.Collapse(checkedState: CheckedState<'state, 'timer, 'message, 'ask, 'store>) =
        let worldState = checkedState.WorldState

        let onLines, asDatagrams =
            checkedState.InFlight |> List.partition (fun queue -> queue.Envelopes.Head.Connection.IsSome)

        let all =
            { Connections = worldState.Connections
              Ends = Connections.ends worldState.Connections
              Queues = onLines }

        let duesOf (node: Node<_, _, _, _>) =
            [| for KeyValue(_, due) in Timers.all node.Timers do
                   if assumptions.Time.IsOrdered then
                       if due = Timers.anyMoment then
                           due.Ticks
                       else
                           (due - worldState.Now).Ticks |]

        { Left = checkedState.Left
          Clocks = clocks checkedState
          Lines = Array.init groups.Count (fun group -> this.OfGroup(group, noLines, all))
          Nodes = worldState.Nodes |> Seq.mapi (fun peer node -> this.OfNode(peer, node)) |> Array.ofSeq
          Dues = worldState.Nodes |> Seq.map (duesOf >> this.OfDues) |> Array.ofSeq
          Datagrams = asDatagrams |> List.collect _.Envelopes |> List.map this.OfDatagram |> Array.ofList }
