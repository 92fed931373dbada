namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.RecoveringState

/// Receives announcements and pushes, and requests and stores events.
module Pulling =

    /// The most feeds of one replica.
    [<Literal>]
    let MaxFeeds = 100_000

    /// The most announced feeds kept for all partners. Each partner has an equal share, `MaxFeeds` at most.
    [<Literal>]
    let MaxHaves = 1_000_000

    let private hasRoom feed (partner: Partner) (state: RecoveringState) =
        Map.containsKey feed partner.Holds
        || partner.FeedCount < min MaxFeeds (MaxHaves / state.Partners.Count)

    /// A partner tells which events it holds. `answered` entries (HAVE) are answered by GOT where the replica holds
    /// as much.
    let receiveHaves peer answered (haves: HaveEntry list) (flow: Flow) =
        let receive (flow: Flow, got) (have: HaveEntry) =
            match have.Name, partner peer flow with
            | Feed feed, Some partner when have.Seq > 0L ->
                let held = Feeds.seq feed flow.State.Feeds
                // Only this replica extends its own feed, so a larger number is false.
                let seq =
                    if isOwn feed flow.State then
                        min have.Seq held
                    else
                        have.Seq

                let flow =
                    if seq <= Partner.shows feed partner then
                        flow
                    elif hasRoom feed partner flow.State then
                        flow |> changePartner peer (Partner.show feed seq) |> news peer
                    else
                        flow |> refuse peer "too-many-feeds" $"{feed}"

                if seq > held then
                    Requesting.markLacking feed peer flow, got
                elif answered then
                    flow, feed :: got
                else
                    flow, got
            | Feed _, _
            | Odd _, _ -> flow, got

        let flow, got = haves |> List.fold receive (flow, [])

        match partner peer flow with
        | Some { ProtocolVariant = Ours } when not got.IsEmpty ->
            flow
            |> sendAll peer (RecoveringState.announcements Got (List.rev got) flow.State)
            |> Requesting.requestMore peer
        | Some _
        | None -> Requesting.requestMore peer flow

    /// Refuses an event that must not extend its feed. After some refusals the feed is not requested of this partner
    /// again.
    let private refuseEvent peer reason (event: Event) (flow: Flow) =
        let flow = flow |> refuse peer reason $"{event.Feed}:{event.Seq}"

        if event.Seq = Feeds.seq event.Feed flow.State.Feeds + 1L then
            let flow = flow |> changePartner peer (Partner.countRefusal event.Feed)

            match partner peer flow with
            | Some partner when Partner.isTooOftenRefused event.Feed partner -> Requesting.abandon peer event.Feed flow
            | Some _
            | None -> flow
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

    let private isUnknown feed (state: RecoveringState) = Feeds.seq feed state.Feeds = 0L

    /// Takes one event; returns the events to store.
    let private accept peer (verified: Verified) (flow: Flow) =
        let event = verified.Event
        let feeds = flow.State.Feeds

        if isOwn event.Feed flow.State && event.Seq > Feeds.seq event.Feed feeds then
            struct (refuseEvent peer "own-feed" event flow, [])
        elif isUnknown event.Feed flow.State && Feeds.count feeds >= MaxFeeds then
            struct (refuseEvent peer "too-many-feeds" event flow, [])
        else
            let struct (feeds, result) = Feeds.append verified feeds

            let flow =
                flow
                |> Step.update (fun state ->
                    { state with
                        RecoveringState.Feeds = feeds })

            let taken (flow: Flow) =
                flow
                |> changePartner peer (fun partner ->
                    { partner with
                        Latest = ValueSome verified
                        Largest = max partner.Largest event.Wire.Length
                        HasTraded = true })
                |> Requesting.arrive event
                |> news peer

            match result with
            | Extended(events, dropped) ->
                let flow =
                    (taken flow, dropped)
                    ||> List.fold (fun flow dropped -> refuseEvent peer "prev-mismatch" dropped.Event flow)

                struct (flow |> changePartner peer (Partner.take events.Length), events)
            | KeptEarly -> struct (taken flow, [])
            | TooEarly -> struct (refuse peer "gap" $"{verified}" flow, [])
            | Duplicate -> struct (flow, [])
            | Forked _ -> struct (refuseEvent peer "fork" event flow, [])
            | BelowHead -> struct (compare peer verified flow, [])
            | PrevDiffers -> struct (refuseEvent peer "prev-mismatch" event flow, [])

    let private store (events: Verified list) (flow: Flow) =
        if events.IsEmpty then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    Unstored = state.Unstored + events.Length })
            |> ask (Append(events |> List.map _.Event))

    /// A push came: its verified events are stored, the others are refused by name.
    let receivePush peer (offers: OfferedEvent list) (flow: Flow) =
        let flow =
            flow |> changePartner peer (fun partner -> { partner with ReceivedPush = true })

        let take (flow, stored) offer =
            match offer with
            | Unverified(event, error) -> refuseEvent peer (VerificationError.name error) event flow, stored
            | Sound verified ->
                let struct (flow, events) = accept peer verified flow
                flow, stored @ events

        let flow, stored = offers |> List.fold take (flow, [])

        let offered =
            offers |> List.map (fun offer -> (OfferedEvent.event offer).Feed) |> List.distinct

        let flow =
            (store stored flow, offered) ||> List.fold (fun flow feed -> Requesting.advance feed flow)

        match partner peer flow with
        // An original partner sends one push a turn, and any datagram wakes it for the next.
        | Some { ProtocolVariant = Original } when flow.State.Unstored < MaxUnstored ->
            flow |> send peer Next |> Requesting.requestMore peer
        | Some _
        | None -> Requesting.requestMore peer flow
