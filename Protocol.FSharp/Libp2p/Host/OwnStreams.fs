namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// The streams that we open: who is the partner, is it there, a request.
module OwnStreams =

    /// What our pings carry: any 32 bytes do, as the partner sends them back unread.
    let private payload: ByteString =
        { Bytes = ReadOnlyMemory(Array.init Message.PingBytes byte) }

    let private misuse detail =
        RequestFailure.Malformed(Malformation.create "out-of-turn" detail)

    /// What the purpose says once the partner has agreed to its protocol.
    let private agreed name number purpose turn =
        let turn = Turn.setStream name number (HostStream.Awaiting purpose) turn

        match purpose with
        | StreamPurpose.Identify -> turn
        | StreamPurpose.Ping _ -> Turn.send name number (Message.Ping payload) turn
        | StreamPurpose.Request text -> Turn.send name number (Message.Request { Message = text }) turn

    /// Foreign partners go once they were told who we are.
    let private part name turn =
        match Turn.tryConnection name turn with
        | Some { HasTold = true } -> Turn.disconnect name turn
        | Some _ -> Turn.put (SetTimer(Parting name, HostLimits.parting)) turn
        | None -> turn

    /// A partner that did not say who it is cannot be judged, so it is none to talk to.
    let private partUnjudged name peer turn =
        match Turn.tryConnection name turn with
        | Some { Judgement = Unjudged } when turn.Acting.Settings.Compatibility <> EveryPeer ->
            turn
            |> Turn.changeConnection name (fun connection -> { connection with Judgement = Foreign })
            |> Turn.tell (CannotBeJudged peer)
            |> part name
        | Some _
        | None -> turn

    /// Tells of a stream that ended without a result.
    let abandoned name peer stream failure turn =
        let turn = Turn.abandoned peer stream failure turn

        match stream with
        | HostStream.Proposed StreamPurpose.Identify
        | HostStream.Awaiting StreamPurpose.Identify -> partUnjudged name peer turn
        | HostStream.Proposed(StreamPurpose.Ping _ | StreamPurpose.Request _)
        | HostStream.Awaiting(StreamPurpose.Ping _ | StreamPurpose.Request _)
        | HostStream.Choosing
        | HostStream.Serving _ -> turn

    let private giveUp name number peer stream failure turn =
        turn |> Turn.closeStream name number |> abandoned name peer stream failure

    /// Takes in what a partner tells of itself.
    let learn name peer told turn =
        let judgement = Host.judge turn.Acting.Settings told

        let before =
            Turn.tryConnection name turn |> Option.map _.Judgement |> Option.defaultValue Unjudged

        let turn =
            turn
            |> Turn.changeConnection name (fun connection ->
                { connection with
                    Known = ValueSome told
                    Judgement = judgement })
            |> Turn.tell (Identified(peer, told))

        match judgement with
        | _ when judgement = before -> turn
        | Unjudged -> turn
        | Compatible -> turn |> Turn.put (CancelTimer(Parting name)) |> Turn.tell (SpeaksOurProtocol peer)
        | Foreign -> turn |> Turn.tell (SpeaksAnother peer) |> part name

    let private confirm (address: Multiaddr) turn =
        match QuicAddress.ofMultiaddr address with
        | Ok _ when address <> turn.Acting.External ->
            turn
            |> Turn.update (fun host -> { host with External = address })
            |> Turn.tell (ExternalAddress address)
        | Ok _
        | Error _ -> turn

    let private answered now name number peer purpose message turn =
        let wrong detail =
            giveUp name number peer (HostStream.Awaiting purpose) (misuse detail) turn

        match purpose, message with
        | StreamPurpose.Identify, Message.Identify told when
            told.PublicKey |> ValueOption.exists (PeerId.ofKey >> (=) peer)
            ->
            turn |> Turn.closeStream name number |> learn name peer told
        // A partner that names another key than its certificate's is none to talk to.
        | StreamPurpose.Identify, Message.Identify _ ->
            turn
            |> Turn.closeStream name number
            |> Turn.abandoned
                peer
                (HostStream.Awaiting purpose)
                (misuse "its identify has another key than its certificate")
            |> Turn.closeConnection name
        | StreamPurpose.Ping since, Message.Ping bytes when bytes = payload ->
            turn |> Turn.closeStream name number |> Turn.tell (Pinged(peer, now - since))
        | StreamPurpose.Ping _, Message.Ping _ -> wrong "the ping came back with other bytes"
        | StreamPurpose.Request _, Message.Response response ->
            turn
            |> Turn.closeStream name number
            |> Turn.answered
            |> Turn.tell (ResponseReceived(peer, response))
            |> confirm response.Address
        | (StreamPurpose.Identify | StreamPurpose.Ping _ | StreamPurpose.Request _), Message.End ->
            giveUp name number peer (HostStream.Awaiting purpose) RequestFailure.Broken turn
        | (StreamPurpose.Identify | StreamPurpose.Ping _ | StreamPurpose.Request _),
          (Message.Proved _ | Message.Refused _ | Message.Line _ | Message.Identify _ | Message.Push _ | Message.Ping _ | Message.Request _ | Message.Response _) ->
            wrong "it answered with something else"

    /// A message on a stream that we opened.
    let receive now name number peer stream message turn =
        match stream, message with
        | HostStream.Proposed _, Message.Line MultistreamLine.Header -> turn
        | HostStream.Proposed purpose, Message.Line(MultistreamLine.Protocol protocol) when
            protocol = Turn.protocolOf turn.Acting.Settings purpose
            ->
            agreed name number purpose turn
        | HostStream.Proposed _, Message.Line MultistreamLine.NotAvailable ->
            giveUp name number peer stream RequestFailure.NotSupported turn
        | HostStream.Proposed _, Message.End -> giveUp name number peer stream RequestFailure.Broken turn
        | HostStream.Proposed _, _ ->
            giveUp name number peer stream (misuse "it did not agree to the protocol in the negotiation") turn
        | HostStream.Awaiting purpose, message -> answered now name number peer purpose message turn
        // The partner's streams are heard elsewhere.
        | HostStream.Choosing, _
        | HostStream.Serving _, _ -> turn

    let malformed name number peer stream problem turn =
        giveUp name number peer stream (RequestFailure.Malformed problem) turn

    let timedOut name number peer stream turn =
        giveUp name number peer stream RequestFailure.TimedOut turn
