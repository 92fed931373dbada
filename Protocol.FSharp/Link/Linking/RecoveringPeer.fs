namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Link.LinkState

/// A peer that makes links, exchanges items on them, and answers searches. No partner and no bytes end it.
module RecoveringPeer =

    let private itemCame connection (link: Link) content : Flow -> Flow =
        tell (ItemCame(connection, link.Peer, link.Terms.DataType, content))

    let private ignored (link: Link) problem detail : Flow -> Flow =
        tell (Ignored(link.Peer, Malformation.create problem detail))

    let private pieceCame connection (link: Link) content (flow: Flow) : Flow =
        let struct (items, stream) =
            StreamItems.take flow.State.Settings.MaxSize link.Terms.DataType content link.Stream

        let take (flow: Flow) item =
            match item with
            | StreamItem content -> flow |> itemCame connection link content
            | StreamPing -> flow
            | StreamHeader problem -> flow |> finish connection link $"{problem.Problem} ({problem.Detail})"

        let flow =
            flow
            |> put connection { link with Stream = stream }
            |> Step.update (fun peer ->
                { peer with
                    Held = peer.Held + int64 (stream.HeldLength - link.Stream.HeldLength) })

        let flow = (flow, items) ||> List.fold take

        if flow.State.Held > flow.State.Settings.MaxHeld then
            flow |> finish connection link "over-budget (too many bytes of unfinished items on all streams)"
        else
            flow

    let private ofLink connection (link: Link) message (flow: Flow) : Flow =
        match message with
        | Item(dataType, content) when dataType = link.Terms.DataType -> flow |> itemCame connection link content
        | Item(dataType, content) when not link.Terms.IsStrict ->
            flow |> tell (ItemCame(connection, link.Peer, dataType, content))
        | Item(dataType, _) ->
            let agreed = DataType.name link.Terms.DataType

            flow
            |> finish connection link $"the partner sent {DataType.name dataType} on a strict link of {agreed}"
        | Piece content -> flow |> pieceCame connection link content
        | Ping -> flow
        | Unknown _ -> flow |> ignored link "unknown-kind" "a header of an unknown kind"
        | Hello _
        | Accept _
        | Deny -> flow |> ignored link "out-of-place" $"{Message.words message} on a link"
        | Search _
        | Presence _ -> flow

    let private received connection message (flow: Flow) : Flow =
        match tryFind connection flow, message with
        | Some({ Phase = Agreed } as link), _ -> flow |> ofLink connection link message
        | Some({ Phase = Offering } as link), _ -> flow |> Calling.answered connection message link
        // A message before the user's decision breaks the protocol; an original ignores it.
        | Some { Phase = Dialling | Undecided }, _ -> flow
        | None, Hello offer -> flow |> Calling.offered connection offer
        | None, _ ->
            flow
            |> send connection Deny
            |> Step.emit (Close(Address.Stream connection))
            |> tell (
                CallerRefused(
                    Connection.partner connection,
                    Malformation.create "no-offer" $"{Message.words message} before a HELLO"
                )
            )

    let private malformed connection (problem: Malformation) (flow: Flow) : Flow =
        match tryFind connection flow with
        | Some({ Phase = Agreed } as link) -> flow |> finish connection link $"{problem.Problem} ({problem.Detail})"
        | Some { Phase = Undecided } ->
            flow |> hangUp connection |> tell (CallerRefused(Connection.partner connection, problem))
        | Some _ ->
            flow
            |> hangUp connection
            |> tell (ConnectFailed(Connection.partner connection, $"{problem.Problem} ({problem.Detail})"))
        | None ->
            flow
            |> send connection Deny
            |> Step.emit (Close(Address.Stream connection))
            |> tell (CallerRefused(Connection.partner connection, problem))

    /// A peer of ours ends a link by a reset, because an original does not notice an orderly end.
    let private endWords reason =
        match reason with
        | CloseReason.ClosedByPartner
        | CloseReason.Reset -> "the partner ended the link"
        | CloseReason.Refused
        | CloseReason.TimedOut -> CloseReason.words reason

    let private closed connection reason (flow: Flow) : Flow =
        match tryFind connection flow with
        | Some({ Phase = Agreed } as link) ->
            flow |> forget connection |> tell (LinkEnded(connection, link.Peer, endWords reason))
        | Some { Phase = Dialling } ->
            flow
            |> forget connection
            |> tell (
                let target = Connection.partner connection

                ConnectFailed(target, $"{CloseReason.words reason}; start a peer there with: peer link listen {target}")
            )
        | Some { Phase = Offering } ->
            flow
            |> forget connection
            |> tell (ConnectFailed(Connection.partner connection, CloseReason.words reason))
        | Some { Phase = Undecided } ->
            flow
            |> forget connection
            |> tell (OfferRefused(Connection.partner connection, "the caller did not wait for the answer"))
        | None -> flow

    /// Keep-alives would count as items on a stream whose size is known.
    let private beats connection (flow: Flow) : Flow =
        match tryFind connection flow with
        | Some { Phase = Agreed
                 Terms = { IsStream = true }
                 Stream = { Size = ValueSome _ } } -> flow
        | Some { Phase = Agreed } -> flow |> send connection Ping |> beat connection
        | Some _
        | None -> flow

    let private giveOnStream connection (link: Link) (content: ByteString) (flow: Flow) : Flow =
        let size = content.Bytes.Length

        match link.Stream.Size with
        | _ when size = 0 -> flow |> tell (ItemRefused(connection, "an item of a stream cannot be empty"))
        | ValueNone ->
            flow
            |> put
                connection
                { link with
                    Stream = StreamItems.sent size link.Stream }
            |> send connection (Piece { Bytes = LinkWires.item link.Terms.DataType content })
            |> tell (ItemSent(connection, size))
        | ValueSome agreed when agreed = size ->
            flow |> send connection (Piece content) |> tell (ItemSent(connection, size))
        | ValueSome agreed ->
            flow
            |> tell (ItemRefused(connection, $"the item has {size} bytes, and each item of this stream has {agreed}"))

    /// A long item leaves as it is, behind its header: both in one write would need a copy.
    let private item connection dataType (content: ByteString) : Flow -> Flow =
        if content.Bytes.Length > Limits.LongItem then
            send connection (Piece { Bytes = LinkWires.dataHeader dataType content.Bytes.Length })
            >> send connection (Piece content)
        else
            send connection (Item(dataType, content))

    let private give connection (content: ByteString) (flow: Flow) : Flow =
        match tryFind connection flow with
        | Some { Phase = Agreed } when content.Bytes.Length > flow.State.Settings.MaxSize ->
            let size = content.Bytes.Length

            flow
            |> tell (ItemRefused(connection, $"the item has {size} bytes, more than {flow.State.Settings.MaxSize}"))
        | Some({ Phase = Agreed
                 Terms = { IsStream = true } } as link) -> flow |> giveOnStream connection link content
        | Some({ Phase = Agreed } as link) ->
            flow
            |> item connection link.Terms.DataType content
            |> tell (ItemSent(connection, content.Bytes.Length))
        | Some _
        | None -> flow |> tell (ItemRefused(connection, "the link does not exist"))

    let private stop (flow: Flow) : Flow =
        (flow, flow.State.Links)
        ||> Map.fold (fun flow connection link -> flow |> finish connection link "this peer ends")
        |> Step.update (fun peer -> { peer with HasEnded = true })
        |> Step.emit Finish

    let private commanded command (flow: Flow) : Flow =
        match command with
        | Connect(target, terms) -> flow |> Calling.connect target terms
        | Give(connection, content) -> flow |> give connection content
        | Decide(connection, isAccepted) -> flow |> Calling.decided connection isAccepted
        | EndLink connection ->
            match tryFind connection flow with
            | Some link -> flow |> finish connection link "this peer ended the link"
            | None -> flow
        | SetVisible isVisible -> flow |> Step.update (fun peer -> { peer with IsVisible = isVisible })
        | Stop -> flow |> stop

    let private fired timer (flow: Flow) : Flow =
        match timer with
        | Deadline connection ->
            match tryFind connection flow with
            | Some link -> flow |> Calling.expired connection link
            | None -> flow
        | Beat connection -> flow |> beats connection
        | SearchOver -> flow

    let step now (peer: PeerState) (input: LinkInput) =
        let flow: Flow = Step.start peer

        match input with
        | _ when peer.HasEnded -> flow
        | Started -> flow
        | Opened(Address.Stream connection) -> flow |> Calling.opened connection
        | Received(Address.Stream connection, message) -> flow |> received connection message
        | Received(Address.Datagram searcher, Search(_, bytes)) -> flow |> Answering.searched now searcher bytes
        | Malformed(Address.Stream connection, problem) -> flow |> malformed connection problem
        | Closed(Address.Stream connection, reason) -> flow |> closed connection reason
        | TimerFired timer -> flow |> fired timer
        | Commanded command -> flow |> commanded command
        | Opened(Address.Datagram _ | Address.Substream _)
        | Received((Address.Datagram _ | Address.Substream _), _)
        | Malformed((Address.Datagram _ | Address.Substream _), _)
        | Closed((Address.Datagram _ | Address.Substream _), _)
        | Answered() -> flow
        |> Step.finish

    let machine settings : Machine<PeerState, Timer, Message, UserCommand, unit, unit, Notice> =
        { Initial = initial settings
          Step = step }
