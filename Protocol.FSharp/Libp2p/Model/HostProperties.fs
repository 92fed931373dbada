namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The properties of peers, for any faults.
module HostProperties =

    /// The machine of a peer that has one.
    let hosts (node: Node<HostPeer, _, _, _>) =
        if node.State.IsMute then [] else [ node.State.Machine ]

    let connections (host: Host) = host.Connections.Values |> List.ofSeq

    let private isRequest stream =
        match stream with
        | HostStream.Proposed(StreamPurpose.Request _)
        | HostStream.Awaiting(StreamPurpose.Request _) -> true
        | HostStream.Proposed(StreamPurpose.Identify | StreamPurpose.Ping _)
        | HostStream.Awaiting(StreamPurpose.Identify | StreamPurpose.Ping _)
        | HostStream.Choosing
        | HostStream.Serving _ -> false

    /// Requests that have neither a response nor an error yet.
    let openRequests host =
        connections host
        |> List.sumBy (fun connection -> connection.Streams.Values |> Seq.filter isRequest |> Seq.length)

    let private isCounted host =
        host.Asked = host.Answered + host.Failed + openRequests host

    /// Whether a connection has carried nothing of ours but the certificate.
    let private isSilent (connection: HostConnection) =
        connection.Streams.IsEmpty && not connection.HasTold && connection.NextStream <= 1L

    let isProved (connection: HostConnection) =
        match connection with
        | { Peer = ValueNone } -> isSilent connection
        | { Peer = ValueSome peer
            Target = ValueSome { Peer = ValueSome expected } } -> peer = expected
        | { Peer = ValueSome _ } -> true

    /// The connections and streams that a peer keeps.
    let kept (host: Host) =
        set
            [ for KeyValue(name, connection) in host.Connections do
                  Address.Stream name

                  for number in connection.Streams.Keys do
                      Address.Substream(name, number) ]

    /// Those that are open at the peer's end.
    let openEnds peer (worldState: HostWorldState) =
        Connections.ofPeer peer worldState.Connections |> List.map (fun struct (name, _) -> name) |> set

    /// Whether each partner that told of itself told where it sees this peer.
    let private isSeen (host: Host) =
        connections host
        |> List.forall (fun connection ->
            connection.Known |> ValueOption.forall (fun known -> known.ObservedAddress.IsSome))

    let private keepsWhatIsOpen setup (worldState: HostWorldState) =
        HostScenarios.peers setup
        |> List.indexed
        |> List.forall (fun (peer, _) ->
            let node = worldState.Nodes[peer]

            node.Status <> NodeStatus.Running
            || hosts node |> List.forall (fun host -> kept host = openEnds peer worldState))

    let isWaiting stream =
        match stream with
        | HostStream.Proposed _
        | HostStream.Awaiting _
        | HostStream.Choosing -> true
        | HostStream.Serving _ -> false

    /// Whether a peer has ended, or it listens and nothing is negotiated or awaited any more.
    let private isSettled node =
        node.Status <> NodeStatus.Running
        || hosts node
           |> List.forall (fun host ->
               not host.Settings.ListenAddresses.IsEmpty
               && connections host
                  |> List.forall (fun connection -> connection.Streams.Values |> Seq.forall (isWaiting >> not)))

    let private isGreeted (worldState: HostWorldState) =
        worldState.Nodes
        |> Seq.forall (
            hosts
            >> List.forall (fun host ->
                match host.Settings.Greeting with
                | ValueSome { Count = ValueSome count } -> host.Answered = count
                | ValueSome { Count = ValueNone }
                | ValueNone -> true)
        )

    let ofSetup (setup: HostSetup) : Properties<HostWorldState> =
        { Invariants =
            [ Invariant.ofPeers "a request gets one response or one error" (fun _ node ->
                  hosts node |> List.forall isCounted)
              Invariant.ofPeers "nothing is said to a partner whose certificate does not prove its id" (fun _ node ->
                  hosts node |> List.forall (connections >> List.forall isProved))
              Invariant.ofPeers "a peer that says who it is says where it sees its partner" (fun _ node ->
                  hosts node |> List.forall isSeen)
              Invariant.ofPeers "a connection has at most ten requests open" (fun _ node ->
                  hosts node
                  |> List.forall (
                      connections
                      >> List.forall (fun connection -> Host.exchanges connection <= HostLimits.MaxExchanges)
                  ))
              Invariant.ofWorld
                  "a peer keeps the connections and streams that are open, and forgets those that are closed"
                  (keepsWhatIsOpen setup) ]
          Reachable =
            if setup.IsCompatible then
                [ Invariant.ofWorld "every request is answered" isGreeted ]
            else
                []
          Liveness =
            Invariant.ofPeers "when faults stop, every negotiation and every request comes to its end" (fun _ node ->
                isSettled node) }

    /// What a world state lacks to be good.
    let missing setup (worldState: HostWorldState) =
        HostScenarios.peers setup
        |> List.indexed
        |> List.tryPick (fun (peer, name) ->
            if isSettled worldState.Nodes[peer] then
                None
            else
                Some $"{name} still waits on a stream or has not ended")
        |> ValueOption.ofOption
