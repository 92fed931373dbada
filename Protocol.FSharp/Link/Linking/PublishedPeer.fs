namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel

/// A link of an original: the thread that reads it.
type PublishedLink =
    {
        Peer: PeerName
        Terms: Terms
        /// The incoming items of a stream; unused elsewhere.
        Stream: StreamItems
        /// Whether its thread still reads.
        IsReading: bool
        /// Whether its user ended it: the thread notices at its next timeout.
        IsClosing: bool
    }

/// A call of an original under way.
type PublishedCall =
    { Target: Endpoint
      Connection: Connection
      Terms: Terms }

/// A peer as the original is (peerpy 1.0.1, recorded and read): one thread takes callers one after the other, each link has a thread
/// that reads, and a thread ends for good where it fails.
type PublishedPeer =
    {
        Settings: LinkSettings
        /// Callers in the order they came; the first is read.
        Callers: Connection list
        /// Whether the thread that takes callers lives.
        IsListening: bool
        /// Whether the thread that answers searches lives.
        IsAnswering: bool
        Links: Map<Connection, PublishedLink>
        Call: PublishedCall voption
        Calls: int
        HasEnded: bool
    }

module PublishedPeer =

    type private Flow = Step<PublishedPeer, LinkOutput>

    let initial settings =
        { Settings = settings
          Callers = []
          IsListening = true
          IsAnswering = true
          Links = Map.empty
          Call = ValueNone
          Calls = 0
          HasEnded = false }

    let private send connection message : Flow -> Flow =
        Step.emit (Send(Address.Stream connection, message))

    let private close connection : Flow -> Flow =
        Step.emitAll
            [ CancelTimer(Beat connection)
              CancelTimer(Deadline connection)
              Close(Address.Stream connection) ]

    let private tell notice : Flow -> Flow = Step.emit (Tell notice)

    let private await timer (flow: Flow) : Flow =
        flow |> Step.emit (SetTimer(timer, flow.State.Settings.Timeout))

    let private put connection link : Flow -> Flow =
        Step.update (fun peer ->
            { peer with
                Links = Map.add connection link peer.Links })

    let private forget connection : Flow -> Flow =
        Step.update (fun peer ->
            { peer with
                Links = Map.remove connection peer.Links })

    /// The next caller is read, for the timeout at most; the others wait.
    let private serveNext (flow: Flow) : Flow =
        match flow.State.Callers with
        | caller :: _ when flow.State.IsListening -> flow |> await (Deadline caller)
        | _ -> flow

    let private dismiss connection (flow: Flow) : Flow =
        let wasFirst = List.tryHead flow.State.Callers = Some connection

        flow
        |> Step.update (fun peer ->
            { peer with
                Callers = peer.Callers |> List.filter ((<>) connection) })
        |> if wasFirst then serveNext else id

    let private link connection peer terms : Flow -> Flow =
        put
            connection
            { Peer = peer
              Terms = terms
              Stream = StreamItems.empty
              IsReading = true
              IsClosing = false }
        >> Step.emit (CancelTimer(Deadline connection))
        >> await (Beat connection)
        >> tell (Linked(connection, peer, terms, false))

    let private offered connection (offer: Offer) (flow: Flow) : Flow =
        match flow.State.Settings.Acceptance with
        | AcceptAll
        | AskUser ->
            flow
            |> send connection (Accept false)
            |> link connection offer.Caller offer.Terms
            |> dismiss connection
        | AcceptNone ->
            flow
            |> send connection Deny
            |> close connection
            |> tell (OfferRefused(Connection.partner connection, "this peer accepts no links"))
            |> dismiss connection

    /// The first caller said something: only a HELLO is answered, and its connection is kept otherwise.
    let private ofCaller connection message (flow: Flow) : Flow =
        match message with
        | Hello offer -> flow |> offered connection offer
        | Unknown false -> flow |> close connection |> dismiss connection
        | Accept _
        | Deny
        | Item _
        | Piece _
        | Ping
        | Unknown true
        | Search _
        | Presence _ -> flow |> Step.emit (CancelTimer(Deadline connection)) |> dismiss connection

    let private failed (call: PublishedCall) reason : Flow -> Flow =
        Step.update (fun peer -> { peer with Call = ValueNone })
        >> close call.Connection
        >> tell (ConnectFailed(call.Target, reason))

    let private ofCall (call: PublishedCall) message (flow: Flow) : Flow =
        match message with
        | Accept _ ->
            flow
            |> Step.update (fun peer -> { peer with Call = ValueNone })
            |> link call.Connection (PeerName.ofEndpoint call.Target) call.Terms
        | Hello _
        | Deny
        | Item _
        | Piece _
        | Ping
        | Unknown _
        | Search _
        | Presence _ -> flow |> failed call "the peer did not accept the offer"

    /// The size in a DATA header; none in other bytes, which the original ignores.
    let private sizeIn bytes =
        match Header.parse bytes with
        | Ok(ValueSome({ Kind = DataHeader } as header)) ->
            match LinkDecoder.data Int32.MaxValue header with
            | Ok struct (_, size) when size > 0 -> ValueSome size
            | Ok _
            | Error _ -> ValueNone
        | Ok _
        | Error _ -> ValueNone

    /// Each read is taken for a full one: what comes of an item is the item.
    let rec private pieceCame connection (link: PublishedLink) (bytes: ReadOnlyMemory<byte>) (flow: Flow) : Flow =
        match link.Stream.Size with
        | _ when bytes.IsEmpty -> flow |> put connection link
        | ValueSome size ->
            let length = min size bytes.Length

            flow
            |> tell (ItemCame(connection, link.Peer, link.Terms.DataType, { Bytes = bytes.Slice(0, length) }))
            |> pieceCame connection link (bytes.Slice length)
        | ValueNone ->
            let length = min Header.Length bytes.Length

            let link =
                { link with
                    Stream =
                        { link.Stream with
                            Size = sizeIn (bytes.Slice(0, length)) } }

            flow |> pieceCame connection link (bytes.Slice length)

    let private ping = Header.print (Header.plain PingHeader)

    /// Once the size of a stream's items is known, its thread reads items only: it takes a keep-alive for items.
    let private pingAsItems connection (link: PublishedLink) size (flow: Flow) : Flow =
        (flow, [ 0..size .. ping.Length - 1 ])
        ||> List.fold (fun flow start ->
            let item = { Bytes = ping.Slice(start, min size (ping.Length - start)) }
            flow |> tell (ItemCame(connection, link.Peer, link.Terms.DataType, item)))

    /// The thread of a link has read something. A thread whose link was ended stops here.
    let private ofLink connection (link: PublishedLink) message (flow: Flow) : Flow =
        let flow = flow |> await (Beat connection)

        match message with
        | _ when not link.IsReading -> flow
        | Item(dataType, _) when link.Terms.IsStrict && dataType <> link.Terms.DataType -> flow
        | Item(dataType, content) -> flow |> tell (ItemCame(connection, link.Peer, dataType, content))
        | Piece content -> flow |> pieceCame connection link content.Bytes
        | Ping when link.Stream.Size.IsSome -> flow |> pingAsItems connection link link.Stream.Size.Value
        // The original answers bytes that are no text with a keep-alive.
        | Unknown false -> flow |> send connection Ping
        | Hello _
        | Accept _
        | Deny
        | Ping
        | Unknown true
        | Search _
        | Presence _ -> flow

    let private received connection message (flow: Flow) : Flow =
        match Map.tryFind connection flow.State.Links, flow.State.Call with
        | Some link, _ -> flow |> ofLink connection link message
        | None, ValueSome call when call.Connection = connection -> flow |> ofCall call message
        | None, _ when flow.State.IsListening && List.tryHead flow.State.Callers = Some connection ->
            flow |> ofCaller connection message
        | None, _ -> flow

    /// A thread fails where it cannot read a header, and ends for good.
    let private malformed connection (flow: Flow) : Flow =
        match Map.tryFind connection flow.State.Links with
        | Some link ->
            flow |> put connection { link with IsReading = false } |> Step.emit (CancelTimer(Beat connection))
        | None when List.tryHead flow.State.Callers = Some connection ->
            flow
            |> Step.update (fun peer -> { peer with IsListening = false })
            |> Step.emit (CancelTimer(Deadline connection))
        | None -> flow

    let private closed connection reason (flow: Flow) : Flow =
        match Map.tryFind connection flow.State.Links, flow.State.Call, reason with
        // An orderly end is not noticed: the thread reads nothing for ever, without a timeout.
        | Some link, _, CloseReason.ClosedByPartner ->
            flow |> put connection { link with IsReading = false } |> Step.emit (CancelTimer(Beat connection))
        | Some link, _, _ ->
            flow
            |> forget connection
            |> Step.emit (CancelTimer(Beat connection))
            |> tell (LinkEnded(connection, link.Peer, CloseReason.words reason))
        | None, ValueSome call, _ when call.Connection = connection -> flow |> failed call (CloseReason.words reason)
        | None, _, _ -> flow |> Step.emit (CancelTimer(Deadline connection)) |> dismiss connection

    let private opened connection (flow: Flow) : Flow =
        match connection, flow.State.Call with
        | Accepted _, _ ->
            let isFirst = flow.State.Callers.IsEmpty

            flow
            |> Step.update (fun peer ->
                { peer with
                    Callers = peer.Callers @ [ connection ] })
            |> if isFirst then serveNext else id
        | Dialled _, ValueSome call when call.Connection = connection ->
            flow
            |> send
                connection
                (Hello
                    { Caller = flow.State.Settings.Name
                      Terms = call.Terms
                      IsOurs = false })
            |> await (Deadline connection)
        | Dialled _, _ -> flow

    /// A link that received nothing for its timeout says PING, whatever it is sending; one that was ended closes after it.
    let private beats connection (flow: Flow) : Flow =
        match Map.tryFind connection flow.State.Links with
        | Some link when link.IsClosing ->
            flow
            |> send connection Ping
            |> forget connection
            |> close connection
            |> tell (LinkEnded(connection, link.Peer, "this peer ended the link"))
        | Some { IsReading = true } -> flow |> send connection Ping |> await (Beat connection)
        | Some _
        | None -> flow

    let private expired connection (flow: Flow) : Flow =
        match flow.State.Call with
        | ValueSome call when call.Connection = connection -> flow |> failed call "no answer in time"
        | ValueSome _
        | ValueNone when List.tryHead flow.State.Callers = Some connection ->
            flow |> close connection |> dismiss connection
        | ValueSome _
        | ValueNone -> flow

    let private connect target terms (flow: Flow) : Flow =
        let connection = Dialled(target, LinkWires.callNumber terms flow.State.Calls)

        flow
        |> Step.update (fun peer ->
            { peer with
                Calls = peer.Calls + 1
                Call =
                    ValueSome
                        { Target = target
                          Connection = connection
                          Terms = terms } })
        |> Step.emit (Open(Address.Stream connection))
        |> await (Deadline connection)

    let private give connection (content: ByteString) (flow: Flow) : Flow =
        match Map.tryFind connection flow.State.Links with
        | Some link when link.Terms.IsStream ->
            match link.Stream.Size with
            | ValueNone ->
                flow
                |> put
                    connection
                    { link with
                        // From here on it reads items only.
                        Stream =
                            { StreamItems.sent content.Bytes.Length link.Stream with
                                IsFresh = false } }
                |> send connection (Piece { Bytes = LinkWires.item link.Terms.DataType content })
            | ValueSome size when size = content.Bytes.Length -> flow |> send connection (Piece content)
            | ValueSome _ -> flow |> tell (ItemRefused(connection, "another size"))
        | Some link -> flow |> send connection (Item(link.Terms.DataType, content))
        | None -> flow |> tell (ItemRefused(connection, "the link does not exist"))

    let private commanded command (flow: Flow) : Flow =
        match command with
        | Connect(target, terms) -> flow |> connect target terms
        | Give(connection, content) -> flow |> give connection content
        | EndLink connection ->
            match Map.tryFind connection flow.State.Links with
            | Some link -> flow |> put connection { link with IsClosing = true }
            | None -> flow
        | Decide _
        | SetVisible _ -> flow
        | Stop -> flow |> Step.update (fun peer -> { peer with HasEnded = true }) |> Step.emit Finish

    /// The original answers the address in the search. Its thread fails where the search names no address.
    let private answer searcher (flow: Flow) : Flow =
        match Endpoint.parse 0 searcher with
        | _ when not (flow.State.IsAnswering && flow.State.Settings.IsVisible) -> flow
        | Ok endpoint when endpoint.Port > 0 ->
            flow
            |> Step.emit (Send(Address.Datagram endpoint, Presence(flow.State.Settings.Name, Header.Length)))
        | Ok _
        | Error _ -> flow |> Step.update (fun peer -> { peer with IsAnswering = false })

    let step (_: TimeSpan) (peer: PublishedPeer) (input: LinkInput) =
        let flow: Flow = Step.start peer

        match input with
        | _ when peer.HasEnded -> flow
        | Started -> flow
        | Opened(Address.Stream connection) -> flow |> opened connection
        | Received(Address.Stream connection, message) -> flow |> received connection message
        | Received(Address.Datagram _, Search(searcher, _)) -> flow |> answer searcher
        | Malformed(Address.Stream connection, _) -> flow |> malformed connection
        | Closed(Address.Stream connection, reason) -> flow |> closed connection reason
        | TimerFired(Beat connection) -> flow |> beats connection
        | TimerFired(Deadline connection) -> flow |> expired connection
        | TimerFired SearchOver -> flow
        | Commanded command -> flow |> commanded command
        | Opened(Address.Datagram _ | Address.Substream _)
        | Received((Address.Datagram _ | Address.Substream _), _)
        | Malformed((Address.Datagram _ | Address.Substream _), _)
        | Closed((Address.Datagram _ | Address.Substream _), _)
        | Answered() -> flow
        |> Step.finish
