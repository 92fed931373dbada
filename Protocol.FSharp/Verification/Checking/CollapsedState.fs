namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

[<ReferenceEquality>]
type Part<'value> = { Value: 'value; Digest: uint64 }

[<ReferenceEquality>]
type CollapsedNode<'state, 'timer, 'ask, 'store when 'timer: comparison> =
    { Node: Node<'state, 'timer, 'ask, 'store>
      Digest: uint64
      IsAsking: bool
      Timers: 'timer array
      Fulfilled: uint32 }

type CollapsedState<'state, 'timer, 'message, 'ask, 'store when 'timer: comparison> =
    { Left: FaultBudget
      Clocks: Part<Zone<Clock<'timer>>>
      Lines: Part<Lines<'message>> array
      Nodes: CollapsedNode<'state, 'timer, 'ask, 'store> array
      Dues: Part<int64 array> array
      Datagrams: Part<QueuedEnvelope<'message>> array }

module CollapsedState =

    let start (state: CollapsedState<_, _, _, _, _>) =
        Digest.empty |> ValueDigest.add state.Left |> Digest.addUInt64 state.Clocks.Digest

    let fingerprint (state: CollapsedState<_, _, _, _, _>) =
        let mutable digest = start state

        for lines in state.Lines do
            digest <- Digest.addUInt64 lines.Digest digest

        for node in state.Nodes do
            digest <- Digest.addUInt64 node.Digest digest

        for dues in state.Dues do
            digest <- Digest.addUInt64 dues.Digest digest

        for datagram in state.Datagrams do
            digest <- Digest.addUInt64 datagram.Digest digest

        Digest.value digest

    let worldState (nodes: CollapsedNode<_, _, _, _> array) connections =
        { Now = TimeSpan.Zero
          Nodes = nodes |> Seq.map _.Node |> PerPeer.ofSeq
          Connections = connections
          Sent = 0 }

    let lines (state: CollapsedState<_, _, _, _, _>) =
        state.Lines |> Seq.map _.Value |> Lines.join (Connections.none state.Nodes.Length)

    /// A peer's node with the times of its timers.
    let private timed (node: CollapsedNode<_, _, _, _>) (dues: Part<int64 array>) =
        { node.Node with
            Timers =
                (node.Node.Timers, Array.zip (Array.take dues.Value.Length node.Timers) dues.Value)
                ||> Array.fold (fun timers (timer, due) -> Timers.set timer (TimeSpan.FromTicks due) timers) }

    let expand (state: CollapsedState<_, _, _, _, _>) =
        let datagrams =
            state.Datagrams
            |> List.ofArray
            |> List.map _.Value
            |> List.groupBy _.Queue
            |> List.map (fun (key, queued) ->
                { Key = key
                  Envelopes = List.map _.Envelope queued })

        let lines = lines state

        let number count (envelope: Envelope<_>) =
            { envelope with Number = count }, count + 1

        let numberQueue count queue =
            let envelopes, count = List.mapFold number count queue.Envelopes
            { queue with Envelopes = envelopes }, count

        let inFlight, sent =
            datagrams @ lines.Queues |> List.sortBy _.Key |> List.mapFold numberQueue 0

        { WorldState =
            { worldState state.Nodes lines.Connections with
                Nodes = Seq.map2 timed state.Nodes state.Dues |> PerPeer.ofSeq
                Sent = sent }
          InFlight = inFlight
          Left = state.Left
          Clocks = state.Clocks.Value }
