namespace PeerFunctional.Libp2p

/// States and timers of peers in words.
module HostWords =

    let timer timer =
        match timer with
        | Greet -> "greets its peers"
        | Patience _ -> "a stream takes too long"
        | Idle _ -> "a connection was idle for too long"
        | Parting _ -> "a foreign partner has had its time"

    let private counted count one many =
        match count with
        | 0 -> $"no {many}"
        | 1 -> $"one {one}"
        | count -> $"{count} {many}"

    let private isJudged judgement (struct (_, _, connection)) = connection.Judgement = judgement

    /// What a peer has to do with its partners by now.
    let phase (host: Host) =
        let connected = Host.connected host

        if host.HasEnded then
            "ended"
        elif host.Connections.IsEmpty && host.Settings.ListenAddresses.IsEmpty then
            "not connected"
        elif host.Connections.IsEmpty then
            "listening"
        elif connected.IsEmpty then
            "in a handshake"
        elif connected |> List.exists (isJudged Compatible) then
            "connected to a compatible peer"
        elif connected |> List.exists (isJudged Foreign) then
            "connected to a foreign peer"
        else
            "connected"

    let host (host: Host) =
        let streams =
            host.Connections.Values |> Seq.sumBy (fun connection -> connection.Streams.Count)

        let connections = counted host.Connections.Count "connection" "connections"
        $"""{phase host}; {connections}, {counted streams "stream" "streams"}"""
