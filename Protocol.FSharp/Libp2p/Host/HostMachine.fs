namespace PeerFunctional.Libp2p

open PeerFunctional.Kernel

/// A libp2p peer over connections with streams inside: it dials and listens, tells and asks who is there, answers pings and
/// requests, and greets.
module HostMachine =

    /// The state of a stream and who is at its other end; none once it is closed.
    let private tryStream name number turn =
        match Turn.tryConnection name turn with
        | Some { Peer = ValueSome peer
                 Streams = streams } -> Map.tryFind number streams |> Option.map (fun stream -> struct (peer, stream))
        | Some _
        | None -> None

    let private dial target turn =
        let number = turn.Acting.LastNumber + 1
        let name = Dialled(target.Endpoint, number)

        turn
        |> Turn.update (fun host -> { host with LastNumber = number })
        |> Turn.setConnection name (Host.connection name number (ValueSome target))
        |> (match target.Peer with
            | ValueSome peer -> Turn.tell (Dialing peer)
            | ValueNone -> id)
        |> Turn.tell (Dialed target.Address)
        |> Turn.put (Open(Address.Stream name))

    let private stop turn =
        let names = Map.keys turn.Acting.Connections |> List.ofSeq

        (turn, names)
        ||> List.fold (fun turn name -> Turn.closeConnection name turn)
        |> Turn.update (fun host -> { host with HasEnded = true })
        |> Turn.put Finish

    /// Tells how many requests of greetings were answered.
    let private summarize turn =
        let host = turn.Acting

        match host.Settings.Greeting with
        | ValueSome _ -> Turn.tell (Greeted(host.Asked, host.Answered)) turn
        | ValueNone -> turn

    /// Ends a peer that only dials and has nothing left to do: its greetings are answered, or nothing is connected.
    let private endIfDone turn =
        let host = turn.Acting
        let isAlone = host.Connections.IsEmpty && host.Settings.ListenAddresses.IsEmpty

        let isGreeted =
            match host.Settings.Greeting with
            | ValueSome { Count = ValueSome count } -> host.Answered + host.Failed >= count
            | ValueSome { Count = ValueNone }
            | ValueNone -> false

        if host.HasEnded then
            turn
        elif isGreeted && host.Settings.ListenAddresses.IsEmpty then
            turn |> summarize |> stop
        elif isAlone && not host.Settings.Dials.IsEmpty then
            stop turn
        else
            turn

    let private mayGreet host greeting =
        greeting.Count |> ValueOption.forall (fun count -> host.Asked < count)

    let private greetPeer greeting turn (struct (name, peer, connection)) =
        // The seed greets those that it has dialed.
        if connection.Target.IsSome && connection.Judgement <> Foreign && mayGreet turn.Acting greeting then
            let text =
                greeting.Text
                |> ValueOption.defaultWith (fun () -> $"Hello from {Multiaddr.text turn.Acting.External}")

            turn
            |> Turn.update (fun host -> { host with Asked = host.Asked + 1 })
            |> Turn.tell (GreetingPeer peer)
            |> Turn.request name text
        else
            turn

    let private greet turn =
        match turn.Acting.Settings.Greeting with
        | ValueSome greeting when mayGreet turn.Acting greeting ->
            let connected = Host.connected turn.Acting

            (Turn.tell (GreetingPeers connected.Length) turn, connected)
            ||> List.fold (greetPeer greeting)
            |> Turn.put (SetTimer(Greet, greeting.Every))
        | ValueSome _
        | ValueNone -> turn

    let private start turn =
        let settings = turn.Acting.Settings

        turn
        |> Turn.tell (LocalPeer(HostSettings.id settings))
        |> fun turn ->
            (turn, settings.ListenAddresses)
            ||> List.fold (fun turn address -> Turn.tell (Listening address) turn)
        |> fun turn -> (turn, settings.Dials) ||> List.fold (fun turn target -> dial target turn)
        |> greet

    /// A handshake is over: each end shows its certificate.
    let private opened name turn =
        let proof =
            Send(Address.Stream name, Message.Proved(HostSettings.id turn.Acting.Settings))

        match Turn.tryConnection name turn with
        | Some _ -> Turn.put proof turn
        | None when turn.Acting.Connections.Count >= turn.Acting.Settings.MaxConnections ->
            let refusal = Refusal.full turn.Acting.Connections.Count

            turn
            |> Turn.tell (CallerRefused(Connection.partner name, Malformation.create "full" refusal.Words))
            |> Turn.put (Send(Address.Stream name, Message.Refused refusal))
            |> Turn.put (Close(Address.Stream name))
        | None ->
            let number = turn.Acting.LastNumber + 1

            turn
            |> Turn.update (fun host -> { host with LastNumber = number })
            |> Turn.setConnection name (Host.connection name number ValueNone)
            |> Turn.put proof

    let private proved name peer (connection: HostConnection) turn =
        match connection with
        | { Peer = ValueSome _ } -> turn
        | { Target = ValueSome { Address = address
                                 Peer = ValueSome expected } } when expected <> peer ->
            turn |> Turn.tell (WrongPeer(address, peer)) |> Turn.closeConnection name
        | { Target = target } ->
            let address =
                match target with
                | ValueSome target -> target.Address
                | ValueNone -> Host.partnerAddress name

            turn
            |> Turn.setConnection
                name
                { connection with
                    Peer = ValueSome peer }
            |> Turn.tell (
                match target with
                | ValueSome _ -> DialSucceeded(peer, address)
                | ValueNone -> DialReceived(peer, address)
            )
            |> Turn.openStream name StreamPurpose.Identify

    /// The streams on which we ask a partner who it is.
    let private identifying (connection: HostConnection) =
        connection.Streams
        |> Map.filter (fun _ stream ->
            match stream with
            | HostStream.Proposed StreamPurpose.Identify
            | HostStream.Awaiting StreamPurpose.Identify -> true
            | HostStream.Proposed _
            | HostStream.Awaiting _
            | HostStream.Choosing
            | HostStream.Serving _ -> false)
        |> Map.keys

    /// The other end closes the connection, and says why: it need not say who it is any more.
    let private refused name refusal (connection: HostConnection) turn =
        match connection.Target with
        | ValueSome target -> Turn.tell (DialRefused(target.Address, refusal)) turn
        | ValueNone -> turn
        |> fun turn ->
            (turn, identifying connection) ||> Seq.fold (fun turn number -> Turn.forgetStream name number turn)
        |> Turn.closeConnection name

    let private onConnection name message turn =
        match Turn.tryConnection name turn, message with
        | Some connection, Message.Proved peer -> proved name peer connection turn
        | Some connection, Message.Refused refusal -> refused name refusal connection turn
        // Certificates and refusals are all that a connection itself carries.
        | Some _,
          (Message.Line _ | Message.Identify _ | Message.Push _ | Message.Ping _ | Message.Request _ | Message.Response _ | Message.End)
        | None, _ -> turn

    let private onStream now name number message turn =
        match tryStream name number turn with
        | Some(struct (peer, stream)) when Libp2pWires.isOurs name number ->
            OwnStreams.receive now name number peer stream message turn
        | Some(struct (peer, stream)) -> PartnerStreams.receive name number peer stream message turn
        | None -> turn

    /// A caller that is refused in its handshake may have another connection, by the same name, which goes on.
    let private closeUnproved name turn =
        match Turn.tryConnection name turn with
        | Some { Peer = ValueNone } -> Turn.closeConnection name turn
        | Some _
        | None -> turn

    let private malformedStream name number problem turn =
        match tryStream name number turn with
        | Some(struct (peer, stream)) when Libp2pWires.isOurs name number ->
            OwnStreams.malformed name number peer stream problem turn
        | Some(struct (peer, _)) -> PartnerStreams.malformed name number peer problem turn
        | None -> turn

    let private closedStream name number turn =
        match tryStream name number turn with
        | Some(struct (peer, stream)) ->
            turn |> Turn.forgetStream name number |> OwnStreams.abandoned name peer stream RequestFailure.Broken
        | None -> turn

    let private closedConnection name reason turn =
        match Turn.tryConnection name turn with
        | Some { Peer = ValueNone
                 Target = ValueSome target } ->
            turn
            |> Turn.forgetConnection name RequestFailure.Broken
            |> Turn.tell (DialFailed(target.Address, reason))
        | Some _
        | None -> Turn.forgetConnection name RequestFailure.Broken turn

    let private fired timer turn =
        match timer with
        | Greet -> greet turn
        | Idle name
        | Parting name ->
            match timer, Turn.tryConnection name turn with
            | Parting _, Some { Judgement = Foreign } -> Turn.disconnect name turn
            | Idle _, Some { Streams = streams } when streams.IsEmpty -> Turn.closeConnection name turn
            | (Parting _ | Idle _ | Greet | Patience _), _ -> turn
        | Patience(name, number) ->
            match tryStream name number turn with
            | Some(struct (peer, stream)) when Libp2pWires.isOurs name number ->
                OwnStreams.timedOut name number peer stream turn
            | Some _ -> PartnerStreams.timedOut name number turn
            | None -> turn

    let private toPeer peer absent act turn =
        match Host.connected turn.Acting |> List.tryFind (fun struct (_, other, _) -> other = peer) with
        | Some(struct (name, _, _)) -> act name turn
        | None -> Turn.tell absent turn

    let private command now wanted turn =
        match wanted with
        | UserCommand.Dial target -> dial target turn
        | UserCommand.Ask(peer, text) ->
            let turn = Turn.update (fun host -> { host with Asked = host.Asked + 1 }) turn

            match Host.connected turn.Acting |> List.tryFind (fun struct (_, other, _) -> other = peer) with
            | Some(struct (name, _, _)) -> Turn.request name text turn
            | None -> Turn.requestFailed peer RequestFailure.NotConnected turn
        | UserCommand.Ping peer ->
            toPeer
                peer
                (PingFailed(peer, RequestFailure.NotConnected))
                (fun name -> Turn.openStream name (StreamPurpose.Ping now))
                turn
        | UserCommand.Disconnect peer ->
            toPeer peer (RequestFailed(peer, RequestFailure.NotConnected)) Turn.closeConnection turn
        | UserCommand.Stop -> turn |> summarize |> stop

    let private take now input turn =
        match input with
        | Started -> start turn
        | Opened(Address.Stream name) -> opened name turn
        | Opened(Address.Substream(name, number)) when Libp2pWires.isOurs name number -> turn
        | Opened(Address.Substream(name, number)) -> PartnerStreams.opened name number turn
        | Received(Address.Stream name, message) -> onConnection name message turn
        | Received(Address.Substream(name, number), message) -> onStream now name number message turn
        | Malformed(Address.Stream(Accepted(caller, _) as name), problem) ->
            turn |> Turn.tell (CallerRefused(caller, problem)) |> closeUnproved name
        | Malformed(Address.Stream(Dialled _ as name), problem) ->
            turn
            |> Turn.tell (CertificateRefused(Connection.partner name, problem))
            |> Turn.closeConnection name
        | Malformed(Address.Substream(name, number), problem) -> malformedStream name number problem turn
        | Closed(Address.Stream name, reason) -> closedConnection name reason turn
        | Closed(Address.Substream(name, number), _) -> closedStream name number turn
        | TimerFired timer -> fired timer turn
        | Commanded wanted -> command now wanted turn
        // It has no datagrams of its own, and asks no store.
        | Opened(Address.Datagram _)
        | Received(Address.Datagram _, _)
        | Malformed(Address.Datagram _, _)
        | Closed(Address.Datagram _, _)
        | Answered() -> turn

    let step now (host: Host) (input: HostInput) : struct (Host * HostOutput list) =
        if host.HasEnded then
            struct (host, [])
        else
            Turn.start host |> take now input |> endIfDone |> Turn.finish

    let machine settings : Machine<Host, Timer, Message, UserCommand, unit, unit, Notice> =
        { Initial = Host.create settings
          Step = step }
