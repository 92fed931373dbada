namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.Replication

/// Hearing what partners hold, and taking in what they give.
module Wanting =

    /// Feeds one replica follows.
    [<Literal>]
    let MaxFeeds = 100_000

    /// Claims kept of all partners; each has an equal share, `MaxFeeds` at most.
    [<Literal>]
    let MaxClaims = 1_000_000

    let private hasRoom feed (partner: Partner) (state: Replication) =
        Map.containsKey feed partner.Holds
        || partner.FeedCount < min MaxFeeds (MaxClaims / state.Partners.Count)

    /// What a partner claims to hold; `answered` claims (HAVE) get GOT from us where we hold as much.
    let hearClaims peer answered (claims: Claim list) (flow: Flow) =
        let hear (flow: Flow, got) (claim: Claim) =
            match claim.Name, partner peer flow with
            | Feed feed, Some partner when claim.Seq > 0L ->
                let held = Feeds.seq feed flow.State.Feeds
                // The own feed grows here only, so a larger claim of it is false.
                let seq =
                    if isOwn feed flow.State then
                        min claim.Seq held
                    else
                        claim.Seq

                let flow =
                    if seq <= Partner.shows feed partner then
                        flow
                    elif hasRoom feed partner flow.State then
                        flow |> changePartner peer (Partner.show feed seq) |> news peer
                    else
                        flow |> refuse peer "too-many-feeds" $"{feed}"

                if seq > held then Asking.markLacking feed peer flow, got
                elif answered then flow, feed :: got
                else flow, got
            | Feed _, _
            | Odd _, _ -> flow, got

        let flow, got = claims |> List.fold hear (flow, [])

        match partner peer flow with
        | Some { Dialect = Ours } when not got.IsEmpty ->
            flow |> sendAll peer (Replication.claims Got (List.rev got) flow.State) |> Asking.askMore peer
        | Some _
        | None -> Asking.askMore peer flow

    /// An event that must not extend our feed: after some of them the feed is not asked of this partner any more.
    let private refuseEvent peer reason (event: Event) (flow: Flow) =
        let flow = flow |> refuse peer reason $"{event.Feed}:{event.Seq}"

        if event.Seq = Feeds.seq event.Feed flow.State.Feeds + 1L then
            flow |> changePartner peer (Partner.strike event.Feed)
        else
            flow

    let private compare peer (verified: Verified) (flow: Flow) =
        match partner peer flow with
        | Some partner when partner.Compares > 0 ->
            flow
            |> changePartner peer (fun partner ->
                { partner with
                    Compares = partner.Compares - 1 })
            |> ask (Compare(peer, verified))
        | Some _
        | None -> flow

    let private isUnknown feed (state: Replication) = Feeds.seq feed state.Feeds = 0L

    /// Takes in one event; answers the events that are to be stored.
    let private accept peer (verified: Verified) (flow: Flow) =
        let event = verified.Event
        let feeds = flow.State.Feeds

        if isOwn event.Feed flow.State && event.Seq > Feeds.seq event.Feed feeds then
            struct (refuseEvent peer "own-feed" event flow, [])
        elif isUnknown event.Feed flow.State && Feeds.count feeds >= MaxFeeds then
            struct (refuseEvent peer "too-many-feeds" event flow, [])
        else
            let struct (feeds, arrival) = Feeds.offer verified feeds

            let flow =
                flow |> Step.update (fun state -> { state with Replication.Feeds = feeds })

            let taken (flow: Flow) =
                flow
                |> changePartner peer (fun partner ->
                    { partner with
                        Latest = ValueSome verified
                        Largest = max partner.Largest event.Wire.Length
                        HasTraded = true })
                |> Asking.arrive event
                |> news peer

            match arrival with
            | Extended(events, dropped) ->
                let flow =
                    (taken flow, dropped)
                    ||> List.fold (fun flow dropped -> refuseEvent peer "prev-mismatch" dropped.Event flow)

                struct (flow, events)
            | KeptEarly -> struct (taken flow, [])
            | TooEarly -> struct (refuse peer "gap" $"{verified}" flow, [])
            | Duplicate -> struct (flow, [])
            | Forked _ -> struct (refuseEvent peer "fork" event flow, [])
            | Settled -> struct (compare peer verified flow, [])
            | Unfitting -> struct (refuseEvent peer "prev-mismatch" event flow, [])

    let private store (events: Verified list) (flow: Flow) =
        if events.IsEmpty then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    Unstored = state.Unstored + events.Length })
            |> ask (Append(events |> List.map _.Event))

    /// A push from a partner: verified events are stored, anything else is refused by name.
    let hearPush peer (offers: Offer list) (flow: Flow) =
        let flow =
            flow |> changePartner peer (fun partner -> { partner with Pushed = true })

        let take (flow, stored) offer =
            match offer with
            | Doubtful(event, doubt) -> refuseEvent peer (Doubt.name doubt) event flow, stored
            | Sound verified ->
                let struct (flow, events) = accept peer verified flow
                flow, stored @ events

        let flow, stored = offers |> List.fold take (flow, [])

        let offered =
            offers |> List.map (fun offer -> (Offer.event offer).Feed) |> List.distinct

        let flow =
            (store stored flow, offered) ||> List.fold (fun flow feed -> Asking.advance feed flow)

        match partner peer flow with
        // An original partner sends one push a turn, and any datagram wakes it for the next.
        | Some { Dialect = Original } when flow.State.Unstored < MaxUnstored ->
            flow |> send peer Next |> Asking.askMore peer
        | Some _
        | None -> Asking.askMore peer flow
