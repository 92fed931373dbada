namespace PeerFunctional.Link

open PeerFunctional.Kernel
open PeerFunctional.Link.LinkState

/// How links begin: by a call of the user, or by a caller's offer.
module Calling =

    /// Whether the partner is where its name says: anybody can give any name.
    let private isAt (name: PeerName) connection =
        PeerName.endpoint name
        |> ValueOption.exists (fun named -> named.Host = (Connection.partner connection).Host)

    let private linkWith name (flow: Flow) =
        flow.State.Links
        |> Map.tryPick (fun connection link ->
            if link.Peer = name && isAt name connection then
                Some(struct (connection, link))
            else
                None)

    let private dial (target: Endpoint) terms (flow: Flow) : Flow =
        let connection = Dialled(target, LinkWires.callNumber terms flow.State.Calls)

        flow
        |> Step.update (fun peer -> { peer with Calls = peer.Calls + 1 })
        |> put
            connection
            { Peer = PeerName.ofEndpoint target
              Terms = terms
              Phase = Dialling
              IsOurs = false
              Stream = StreamItems.empty }
        |> Step.emit (Open(Address.Stream connection))
        |> await connection

    /// The user wants a link. A link with the same peer and data type serves; one with other terms is replaced.
    let connect target terms (flow: Flow) : Flow =
        let name = PeerName.ofEndpoint target

        if name = flow.State.Settings.Name then
            flow |> tell (ConnectFailed(target, "this is the peer's own address"))
        else
            match linkWith name flow with
            | Some struct (connection, { Phase = Agreed } & link) when link.Terms = terms ->
                flow |> tell (AlreadyLinked(connection, link.Peer, target))
            | Some struct (_, link) when link.Phase <> Agreed && link.Terms = terms -> flow
            | Some struct (connection, link) ->
                flow |> finish connection link "replaced by a link with other terms" |> dial target terms
            | None -> flow |> dial target terms

    /// Our call is answered by the partner's machine.
    let opened connection (flow: Flow) : Flow =
        match tryFind connection flow with
        | Some({ Phase = Dialling } as link) ->
            flow
            |> put connection { link with Phase = Offering }
            |> send
                connection
                (Hello
                    { Caller = flow.State.Settings.Name
                      Terms = link.Terms
                      IsOurs = true })
            |> await connection
        | Some _
        | None -> flow

    let private failed connection reason : Flow -> Flow =
        hangUp connection >> tell (ConnectFailed(Connection.partner connection, reason))

    /// The partner's answer to our offer.
    let answered connection message (link: Link) (flow: Flow) : Flow =
        match message with
        | Accept isOurs -> flow |> agree connection { link with IsOurs = isOurs }
        | Deny -> flow |> failed connection "the peer denied the offer"
        | Ping
        | Unknown _ -> flow
        | Hello _
        | Item _
        | Piece _
        | Search _
        | Presence _ -> flow |> failed connection "the peer sent an unexpected answer"

    /// Nothing came of a call within its time.
    let expired connection (link: Link) (flow: Flow) : Flow =
        match link.Phase with
        | Dialling -> flow |> failed connection "the peer did not answer the connection request in time"
        | Offering -> flow |> failed connection "the peer did not answer the offer in time"
        | Undecided ->
            flow
            |> send connection Deny
            |> hangUp connection
            |> tell (OfferRefused(Connection.partner connection, "the user did not decide in time"))
        | Agreed -> flow

    let private refuse connection reason : Flow -> Flow =
        send connection Deny
        >> hangUp connection
        >> tell (OfferRefused(Connection.partner connection, reason))

    let private accept connection link : Flow -> Flow =
        send connection (Accept true) >> agree connection link

    /// A caller's offer.
    let offered connection (offer: Offer) (flow: Flow) : Flow =
        let peer = flow.State

        let link =
            { Peer = offer.Caller
              Terms = offer.Terms
              Phase = Undecided
              IsOurs = offer.IsOurs
              Stream = StreamItems.empty }

        match peer.Settings.Acceptance with
        | _ when offer.Caller = peer.Settings.Name -> flow |> refuse connection "the caller uses the name of this peer"
        | _ when peer.Links.Count >= peer.Settings.MaxLinks ->
            flow |> refuse connection $"{peer.Settings.MaxLinks} links are open"
        | AcceptNone -> flow |> refuse connection "this peer accepts no links"
        | AcceptAll -> flow |> accept connection link
        | AskUser ->
            flow
            |> put connection link
            |> Step.emit (SetTimer(Deadline connection, peer.Settings.Patience))
            |> tell (OfferCame(connection, offer))

    /// The user has decided about an offer.
    let decided connection isAccepted (flow: Flow) : Flow =
        match tryFind connection flow with
        | Some({ Phase = Undecided } as link) when isAccepted -> flow |> accept connection link
        | Some { Phase = Undecided } -> flow |> refuse connection "the user denied the offer"
        | Some _
        | None -> flow
