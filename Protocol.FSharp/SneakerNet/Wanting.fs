namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.Replication

/// Asking partners for the events we lack, and taking them in.
module Wanting =

    /// Events asked of one partner at a time, over all feeds.
    [<Literal>]
    let MaxOutstanding = 512L

    /// Events of one feed asked for at a time from a partner that counts; an original one is asked for everything.
    [<Literal>]
    let MaxRun = 256L

    /// Feeds one replica follows.
    [<Literal>]
    let MaxFeeds = 100_000

    /// Claims kept of all partners; each has an equal share, `MaxFeeds` at most.
    [<Literal>]
    let MaxClaims = 1_000_000

    /// Retries without progress after which a feed is asked of any other partner.
    [<Literal>]
    let private MaxMisses = 5

    /// Missing stretches of one feed asked for again at a time.
    [<Literal>]
    let private MaxHoles = 16

    /// Demands one datagram can hold, counts included.
    [<Literal>]
    let private DemandsADatagram = 14

    let private want peer (demands: Demand list) flow =
        demands
        |> List.chunkBySize DemandsADatagram
        |> List.map Want
        |> (fun wants -> sendAll peer wants flow)

    let private forget feed (flow: Flow) =
        Step.update
            (fun state ->
                { state with
                    Replication.Asked = Map.remove feed state.Asked })
            flow

    let private remember feed asked (flow: Flow) =
        Step.update
            (fun state ->
                { state with
                    Replication.Asked = Map.add feed asked state.Asked })
            flow

    let private outstanding peer change (flow: Flow) =
        flow
        |> changePartner peer (fun partner ->
            { partner with
                Outstanding = max 0L (partner.Outstanding + change) })

    /// Events of an asked run that are here.
    let private progress feed (state: Replication) =
        let held = Feeds.find feed state.Feeds
        Feed.seq held + int64 held.Early.Count

    let private askFor peer feed (flow: Flow) =
        match partner peer flow with
        | Some partner when isLacked partner flow.State feed && not (Map.containsKey feed flow.State.Asked) ->
            let seq = Feeds.seq feed flow.State.Feeds
            let last = Partner.holds feed partner

            let upTo =
                match partner.Dialect with
                | Ours -> min last (seq + MaxRun)
                | Original -> last

            let flow =
                flow
                |> remember
                    feed
                    { Of = peer
                      UpTo = upTo
                      Mark = ValueNone
                      Misses = 0 }
                |> outstanding peer (upTo - seq)

            struct (flow, [ Session.demand feed (seq + 1L) ValueNone ])
        | Some _
        | None -> struct (flow, [])

    /// Asks a partner for feeds we lack, as far as its and the store's bounds allow.
    let rec private gather peer demands (flow: Flow) =
        match partner peer flow with
        | Some partner when
            not partner.Lacking.IsEmpty
            && partner.Outstanding < MaxOutstanding
            && flow.State.Unstored < MaxUnstored
            ->
            let feed = partner.Lacking.MinimumElement

            let struct (flow, more) =
                flow
                |> changePartner peer (fun partner ->
                    { partner with
                        Lacking = Set.remove feed partner.Lacking })
                |> askFor peer feed

            gather peer (demands @ more) flow
        | Some _
        | None -> struct (flow, demands)

    let askMore peer flow =
        let struct (flow, demands) = gather peer [] flow
        want peer demands flow

    let private markLacking feed peer (flow: Flow) =
        flow
        |> changePartner peer (fun partner ->
            if isLacked partner flow.State feed then
                { partner with
                    Lacking = Set.add feed partner.Lacking }
            else
                partner)

    /// A feed is no longer asked of its partner: whoever holds it may be asked.
    let private release feed (flow: Flow) =
        let holders =
            flow.State.Partners
            |> Map.filter (fun _ partner -> isLacked partner flow.State feed)
            |> Map.keys
            |> List.ofSeq

        (forget feed flow, holders) ||> List.fold (fun flow peer -> markLacking feed peer flow)

    /// The session with a partner ended: what was asked of it is asked of others.
    let releaseAll peer (flow: Flow) =
        let feeds =
            flow.State.Asked |> Map.filter (fun _ asked -> asked.Of = peer) |> Map.keys |> List.ofSeq

        (flow, feeds) ||> List.fold (fun flow feed -> release feed flow)

    /// A feed grew: the run may be finished, or far enough for the next stretch to be asked for ahead of time.
    let private advance feed (flow: Flow) =
        match Map.tryFind feed flow.State.Asked with
        | None -> flow
        | Some asked ->
            let seq = Feeds.seq feed flow.State.Feeds

            let last, counts =
                match partner asked.Of flow with
                | Some partner -> Partner.holds feed partner, partner.Dialect = Ours
                | None -> 0L, false

            if seq >= asked.UpTo then
                flow |> forget feed |> markLacking feed asked.Of
            elif
                counts && asked.UpTo - seq <= MaxRun / 2L && last > asked.UpTo && flow.State.Unstored < MaxUnstored
            then
                let count = min (MaxRun / 2L) (last - asked.UpTo)

                flow
                |> remember feed { asked with UpTo = asked.UpTo + count }
                |> outstanding asked.Of count
                |> want asked.Of [ Session.demand feed (asked.UpTo + 1L) (ValueSome(int count)) ]
            else
                flow

    let private hasRoom feed (partner: Partner) (state: Replication) =
        Map.containsKey feed partner.Holds
        || partner.Holds.Count < min MaxFeeds (MaxClaims / state.Partners.Count)

    /// What a partner claims to hold; `answered` claims (HAVE) get GOT from us where we hold as much.
    let hearClaims peer answered (claims: Claim list) (flow: Flow) =
        let hear (flow: Flow, got) (claim: Claim) =
            match claim.Name, partner peer flow with
            | Feed feed, Some partner when claim.Seq > 0L ->
                let flow =
                    if claim.Seq <= Partner.shows feed partner then
                        flow
                    elif hasRoom feed partner flow.State then
                        flow |> changePartner peer (Partner.show feed claim.Seq) |> news peer
                    else
                        flow |> refuse peer "too-many-feeds" $"{feed}"

                if claim.Seq > Feeds.seq feed flow.State.Feeds then
                    markLacking feed peer flow, got
                elif answered then
                    flow, feed :: got
                else
                    flow, got
            | Feed _, _
            | Odd _, _ -> flow, got

        let flow, got = claims |> List.fold hear (flow, [])

        match partner peer flow with
        | Some { Dialect = Ours } when not got.IsEmpty ->
            flow |> sendAll peer (Replication.claims Got (List.rev got) flow.State) |> askMore peer
        | Some _
        | None -> askMore peer flow

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

            let taken count (flow: Flow) =
                flow
                |> changePartner peer (fun partner ->
                    { partner with
                        Latest = ValueSome verified
                        HasTraded = true })
                |> outstanding peer (-count)
                |> news peer

            match arrival with
            | Extended(events, dropped) ->
                let flow =
                    (flow |> taken 1L, dropped)
                    ||> List.fold (fun flow dropped -> refuseEvent peer "prev-mismatch" dropped.Event flow)

                struct (flow, events)
            | KeptEarly -> struct (taken 1L flow, [])
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

        let grown =
            stored |> List.map (fun verified -> verified.Event.Feed) |> List.distinct

        let flow =
            (store stored flow, grown) ||> List.fold (fun flow feed -> advance feed flow)

        match partner peer flow with
        // An original partner sends one push a turn, and any datagram wakes it for the next.
        | Some { Dialect = Original } when flow.State.Unstored < MaxUnstored -> flow |> send peer Next |> askMore peer
        | Some _
        | None -> askMore peer flow

    /// The stretches of an asked run that are not here.
    let private holes (held: Feed) upTo =
        let rec from next found =
            if next > upTo || List.length found >= MaxHoles then
                List.rev found
            else
                let last =
                    match held.Early |> Map.tryFindKey (fun seq _ -> seq >= next) with
                    | Some early -> min upTo (early - 1L)
                    | None -> upTo

                let rec skip seq =
                    if Map.containsKey seq held.Early then
                        skip (seq + 1L)
                    else
                        seq

                let found = if last >= next then struct (next, last) :: found else found
                from (skip (last + 1L)) found

        from (Feed.seq held + 1L) []

    let private againFor partner feed asked (state: Replication) =
        let held = Feeds.find feed state.Feeds

        match partner.Dialect with
        | Original -> [ Session.demand feed (Feed.seq held + 1L) ValueNone ]
        | Ours ->
            holes held asked.UpTo
            |> List.map (fun struct (first, last) -> Session.demand feed first (ValueSome(int (last - first + 1L))))

    /// Asks again for runs that made no progress since the last retry. An original partner queues everything it is asked
    /// for, so it is asked again only once it has nothing more to push.
    let retry peer (partner: Partner) (flow: Flow) =
        let retryOne (flow: Flow, demands) (feed, asked: Asked) =
            let mark = ValueSome(progress feed flow.State)

            if mark > asked.Mark then
                remember feed { asked with Mark = mark; Misses = 0 } flow, demands
            elif asked.Misses >= MaxMisses then
                release feed flow, demands
            elif partner.Dialect = Original && partner.Pushed then
                flow, demands
            else
                remember feed { asked with Misses = asked.Misses + 1 } flow,
                demands @ againFor partner feed asked flow.State

        let asked =
            flow.State.Asked |> Map.filter (fun _ asked -> asked.Of = peer) |> Map.toList

        let flow, demands = asked |> List.fold retryOne (flow, [])

        let outstanding =
            flow.State.Asked
            |> Map.toSeq
            |> Seq.filter (fun (_, asked) -> asked.Of = peer)
            |> Seq.sumBy (fun (feed, asked) -> max 0L (asked.UpTo - progress feed flow.State))

        flow
        |> changePartner peer (fun partner ->
            { partner with
                Outstanding = outstanding })
        |> want peer demands
        |> askMore peer
