namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel

/// The streams that the partner opens.
module PartnerStreams =

    let private line value = Message.Line value

    let private refuse name number peer problem turn =
        turn |> Turn.closeStream name number |> Turn.tell (StreamRefused(peer, problem))

    let private misuse name number peer detail turn =
        refuse name number peer (Malformation.create "out-of-turn" detail) turn

    /// The partner was told who we are; one that does not speak our protocol goes now.
    let private tellIdentity name number turn =
        let turn =
            turn
            |> Turn.send name number (Message.Identify(Host.identify name turn.Acting))
            |> Turn.closeStream name number
            |> Turn.changeConnection name (fun connection -> { connection with HasTold = true })

        match Turn.tryConnection name turn with
        | Some { Judgement = Foreign } -> Turn.disconnect name turn
        | Some _
        | None -> turn

    let private serve name number kind turn =
        let isFull =
            Turn.tryConnection name turn
            |> Option.exists (fun connection -> Host.exchanges connection >= HostLimits.MaxExchanges)

        match kind with
        | ProtocolKind.Exchange when isFull -> Turn.closeStream name number turn
        | ProtocolKind.Identify -> tellIdentity name number turn
        // A partner may keep the stream of its pings as long as the connection.
        | ProtocolKind.Ping ->
            turn
            |> Turn.setStream name number (HostStream.Serving kind)
            |> Turn.put (CancelTimer(Patience(name, number)))
        | ProtocolKind.Push
        | ProtocolKind.Exchange -> Turn.setStream name number (HostStream.Serving kind) turn

    let private choose name number protocol turn =
        match Map.tryFind protocol (ProtocolKind.standard turn.Acting.Settings.Exchange) with
        | Some kind ->
            turn |> Turn.send name number (line (MultistreamLine.Protocol protocol)) |> serve name number kind
        | None -> Turn.send name number (line MultistreamLine.NotAvailable) turn

    let private respond name number peer (request: Request) turn =
        let response =
            { Message = $"Hello back from {Multiaddr.text (Host.ownAddress turn.Acting)}"
              Address = Host.partnerAddress name }

        turn
        |> Turn.tell (RequestReceived(peer, request.Message))
        |> Turn.send name number (Message.Response response)
        |> Turn.closeStream name number

    /// A push tells what has changed of what is known.
    let private pushed name number peer told turn =
        let turn = Turn.closeStream name number turn

        match Turn.tryConnection name turn with
        | Some { Known = ValueSome known } -> OwnStreams.learn name peer (Identify.push known told) turn
        | Some _
        | None -> turn

    let opened name number turn =
        match Turn.tryConnection name turn with
        | Some connection when connection.Streams.Count < HostLimits.MaxStreams ->
            Turn.watchStream name number HostStream.Choosing turn
        | Some _
        | None -> Turn.put (Close(Address.Substream(name, number))) turn

    /// A message on a stream that the partner opened.
    let receive name number peer stream message turn =
        match stream, message with
        | HostStream.Choosing, Message.Line MultistreamLine.Header ->
            Turn.send name number (line MultistreamLine.Header) turn
        | HostStream.Choosing, Message.Line(MultistreamLine.Protocol protocol) -> choose name number protocol turn
        | HostStream.Choosing, Message.Line MultistreamLine.ListProtocols ->
            Turn.send name number (line (MultistreamLine.Protocols(HostSettings.protocols turn.Acting.Settings))) turn
        | HostStream.Choosing, Message.End
        | HostStream.Serving ProtocolKind.Ping, Message.End -> Turn.closeStream name number turn
        | HostStream.Serving ProtocolKind.Ping, Message.Ping bytes -> Turn.send name number (Message.Ping bytes) turn
        | HostStream.Serving ProtocolKind.Push, Message.Push told -> pushed name number peer told turn
        | HostStream.Serving ProtocolKind.Exchange, Message.Request request -> respond name number peer request turn
        | HostStream.Choosing, _ -> misuse name number peer "it did not propose a protocol" turn
        | HostStream.Serving _, _ -> misuse name number peer "it sent what the protocol does not have" turn
        // Our own streams are heard elsewhere.
        | HostStream.Proposed _, _
        | HostStream.Awaiting _, _ -> turn

    let malformed name number peer problem turn = refuse name number peer problem turn

    let timedOut name number turn = Turn.closeStream name number turn
