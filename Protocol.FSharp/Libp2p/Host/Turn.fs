namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel

/// A step under way: the peer as it is by now, and what it does about the input, last first.
type Turn =
    { Acting: Host
      Outputs: HostOutput list }

module Turn =

    let start host = { Acting = host; Outputs = [] }

    let finish turn =
        struct (turn.Acting, List.rev turn.Outputs)

    let put output (turn: Turn) =
        { turn with
            Outputs = output :: turn.Outputs }

    let tell notice turn = put (Tell notice) turn

    let update change turn =
        { turn with
            Acting = change turn.Acting }

    let tryConnection name turn =
        Map.tryFind name turn.Acting.Connections

    let setConnection name connection turn =
        turn
        |> update (fun host ->
            { host with
                Connections = Map.add name connection host.Connections })

    let changeConnection name change turn =
        match tryConnection name turn with
        | Some connection -> setConnection name (change connection) turn
        | None -> turn

    /// A request of a greeting is over.
    let private settled isAnswered host =
        if isAnswered then
            { host with
                Answered = host.Answered + 1 }
        else
            { host with Failed = host.Failed + 1 }

    let answered turn = update (settled true) turn

    let requestFailed peer failure turn =
        turn |> update (settled false) |> tell (RequestFailed(peer, failure))

    /// Tells the user why something that was asked on a stream has no result.
    let private failed peer purpose failure turn =
        match purpose with
        | StreamPurpose.Identify -> tell (IdentifyFailed(peer, failure)) turn
        | StreamPurpose.Ping _ -> tell (PingFailed(peer, failure)) turn
        | StreamPurpose.Request _ -> requestFailed peer failure turn

    /// Tells of a stream that ends without a result, if it was ours.
    let abandoned peer stream failure turn =
        match stream with
        | HostStream.Proposed purpose
        | HostStream.Awaiting purpose -> failed peer purpose failure turn
        | HostStream.Choosing
        | HostStream.Serving _ -> turn

    let setStream name number stream turn =
        turn
        |> changeConnection name (fun connection ->
            { connection with
                Streams = Map.add number stream connection.Streams })

    /// A connection without a stream is idle.
    let private afterStream name turn =
        match tryConnection name turn with
        | Some { Streams = streams } when streams.IsEmpty -> put (SetTimer(Idle name, HostLimits.idle)) turn
        | Some _
        | None -> turn

    let private withoutStream name number turn =
        turn
        |> changeConnection name (fun connection ->
            { connection with
                Streams = Map.remove number connection.Streams })
        |> put (CancelTimer(Patience(name, number)))

    /// The stream is no more at the other end either.
    let forgetStream name number turn =
        turn |> withoutStream name number |> afterStream name

    /// We are done with a stream.
    let closeStream name number turn =
        turn
        |> withoutStream name number
        |> put (Close(Address.Substream(name, number)))
        |> afterStream name

    let send name number message turn =
        put (Send(Address.Substream(name, number), message)) turn

    /// A stream has so much time for its work, and its connection is not idle.
    let watchStream name number stream turn =
        let isFirst =
            tryConnection name turn |> Option.exists (fun connection -> connection.Streams.IsEmpty)

        turn
        |> setStream name number stream
        |> (if isFirst then put (CancelTimer(Idle name)) else id)
        |> put (SetTimer(Patience(name, number), HostLimits.stream))

    let protocolOf settings purpose =
        match purpose with
        | StreamPurpose.Identify -> ProtocolName.identify
        | StreamPurpose.Ping _ -> ProtocolName.ping
        | StreamPurpose.Request _ -> settings.Exchange

    /// Opens a stream for an purpose and proposes its protocol.
    let openStream name purpose turn =
        match tryConnection name turn with
        | Some connection ->
            let number = connection.NextStream

            turn
            |> watchStream name number (HostStream.Proposed purpose)
            |> changeConnection name (fun connection ->
                { connection with
                    NextStream = number + 4L })
            |> put (Open(Address.Substream(name, number)))
            |> send name number (Message.Line MultistreamLine.Header)
            |> send name number (Message.Line(MultistreamLine.Protocol(protocolOf turn.Acting.Settings purpose)))
        | None -> turn

    /// Sends a request if the connection has room for it.
    let request name text turn =
        match tryConnection name turn with
        | Some({ Peer = ValueSome peer } as connection) when Host.exchanges connection >= HostLimits.MaxExchanges ->
            requestFailed peer RequestFailure.TooMany turn
        | Some _ -> openStream name (StreamPurpose.Request text) turn
        | None -> turn

    /// Forgets a connection that is no more, with what it had under way.
    let forgetConnection name failure turn =
        match tryConnection name turn with
        | None -> turn
        | Some connection ->
            let streams = Map.toList connection.Streams

            let turn =
                turn
                |> update (fun host ->
                    { host with
                        Connections = Map.remove name host.Connections })
                |> put (CancelTimer(Idle name))
                |> put (CancelTimer(Parting name))

            let turn =
                (turn, streams)
                ||> List.fold (fun turn (number, stream) ->
                    let turn = put (CancelTimer(Patience(name, number))) turn

                    match connection.Peer with
                    | ValueSome peer -> abandoned peer stream failure turn
                    | ValueNone -> turn)

            match connection.Peer with
            | ValueSome peer -> tell (ConnectionClosed(peer, connection.Number)) turn
            | ValueNone -> turn

    /// Closes a connection; what was sent on it still arrives.
    let closeConnection name turn =
        turn |> forgetConnection name RequestFailure.Broken |> put (Close(Address.Stream name))

    /// Closes the connection with a partner who does not speak our protocol.
    let disconnect name turn =
        match tryConnection name turn with
        | Some { Peer = ValueSome peer } -> turn |> tell (Disconnecting peer) |> closeConnection name
        | Some _
        | None -> turn
