namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.RecoveringState

/// Pushes requested events, and announces again the feeds that partners may lack.
module Pushing =

    /// The most feeds announced again to a partner of ours that sends datagrams: more would cost it more than its
    /// requests.
    [<Literal>]
    let private MaxRepeated = 256

    /// The most unanswered store reads for one partner.
    [<Literal>]
    let private MaxFetches = 16

    /// The most requests of one partner that wait for a store read: more than a partner of ours has open at a time.
    [<Literal>]
    let private MaxWanted = 1_024

    /// The most events of these requests together: four times as many as a partner of ours has open at a time.
    [<Literal>]
    let private MaxOwed = 2_048

    /// Events pushed for a request without a count.
    [<Literal>]
    let private DefaultCount = 256

    let private changeBatching peer change =
        changePartner peer (fun partner ->
            { partner with
                Batching = change partner.Batching })

    /// Starts waiting store reads for a partner of ours, up to the bound.
    let rec private serveOurs peer (flow: Flow) =
        match partner peer flow with
        | Some { PushTo = ValueSome _
                 Fetches = fetches
                 Wanted = struct (feed, from, count) :: later } when fetches < MaxFetches ->
            flow
            |> changePartner peer (fun partner -> { partner with Wanted = later })
            |> fetch peer feed from count
            |> serveOurs peer
        | Some _
        | None -> flow

    /// Whether a request may wait for its store read. The partner repeats a request that is dropped.
    let private hasRoom (struct (_, _, count: int) as wanted) partner =
        let owed = partner.Wanted |> List.sumBy (fun struct (_, _, count) -> count)

        partner.Wanted.Length < MaxWanted
        && owed + count <= MaxOwed
        && not (List.contains wanted partner.Wanted)

    /// A partner requests events. A partner of ours says how many; an original gets windows that it must confirm.
    let receiveWants peer (wants: WantEntry list) (flow: Flow) =
        let serve (flow: Flow) (want: WantEntry) =
            match want.Name, partner peer flow with
            | Feed feed, Some partner when want.From >= 1L && want.From <= servable feed flow.State ->
                let count =
                    want.Count
                    |> ValueOption.defaultValue DefaultCount
                    |> min MaxOwed
                    |> int64
                    |> min (servable feed flow.State - want.From + 1L)

                let wanted = struct (feed, want.From, int count)

                match partner.ProtocolVariant with
                | Original -> Windowing.serve peer feed want.From flow
                | Ours when hasRoom wanted partner ->
                    flow
                    |> changePartner peer (fun partner ->
                        { partner with
                            Wanted = partner.Wanted @ [ wanted ] })
                | Ours -> flow
            | Feed _, _
            | Odd _, _ -> flow

        let learn (flow: Flow) (feed, wants: WantEntry list) =
            let ranges =
                wants
                |> List.map (fun want ->
                    let count = want.Count |> ValueOption.defaultValue DefaultCount
                    struct (want.From, want.From + int64 count - 1L))

            flow |> changeBatching peer (Batching.ask feed ranges)

        let ofFeeds =
            wants
            |> List.choose (fun want ->
                match want.Name with
                | Feed feed -> Some(feed, want)
                | Odd _ -> None)
            |> List.groupBy fst
            |> List.map (fun (feed, wants) -> feed, List.map snd wants)

        (List.fold learn flow ofFeeds, wants) ||> List.fold serve |> serveOurs peer |> Windowing.pump peer

    /// A partner showed which events it holds: pushes of these have arrived.
    let receiveHoldings peer (haves: HaveEntry list) (flow: Flow) =
        (flow, haves)
        ||> List.fold (fun flow have ->
            match have.Name with
            | Feed feed -> flow |> changeBatching peer (Batching.confirm feed have.Seq)
            | Odd _ -> flow)

    let receivePort peer port (flow: Flow) =
        let pushTo = Endpoint.create peer.Host port

        flow
        |> changePartner peer (fun partner ->
            { partner with
                PushTo = ValueSome pushTo })
        |> Step.update (fun state ->
            let others = state.Pushers |> Map.filter (fun _ owner -> owner <> peer)

            { state with
                Pushers = Map.add pushTo peer others })
        |> serveOurs peer
        |> Windowing.pump peer

    /// The events before the first damaged one, and the error of that one.
    let private soundPrefix (offers: OfferedEvent list) =
        let isSound =
            function
            | Sound _ -> true
            | Unverified _ -> false

        let sound = offers |> List.takeWhile isSound

        let events =
            sound
            |> List.choose (function
                | Sound verified -> Some verified
                | Unverified _ -> None)

        let damage =
            offers
            |> List.skip sound.Length
            |> List.tryPick (function
                | Unverified(event, error) -> Some(struct (event, error))
                | Sound _ -> None)

        struct (events, damage)

    let private holdBack feed seq reason (flow: Flow) =
        flow |> tell (HeldBack(feed, seq, reason))

    let private fits partner (verified: Verified) =
        partner.ProtocolVariant = Ours || verified.Event.Wire.Length <= Command.MaxDatagram

    let private push peer partner target feed (events: Verified list) (flow: Flow) =
        let struct (pushes, batching) =
            match partner.ProtocolVariant with
            | Ours -> Batching.pack events partner.Batching
            | Original -> struct (events |> List.map (fun verified -> Push [ Sound verified ]), partner.Batching)

        let enqueued =
            events |> List.map (fun verified -> Tell(Enqueued(verified.Event.Feed, verified.Event.Seq)))

        flow
        |> changePartner peer (fun partner ->
            { partner with
                Batching = batching
                HasTraded = partner.HasTraded || not events.IsEmpty }
            |> Partner.give feed (events |> List.map _.Event.Seq))
        |> Step.emitAll enqueued
        |> Step.emitAll (pushes |> List.map (fun push -> Send(target, push)))
        |> updateTotals (fun totals ->
            { totals with
                Sent = totals.Sent + int64 events.Length })

    /// The store has read events for a partner. They are pushed up to the first that is damaged or too large for it.
    let receiveFetched peer feed offers (flow: Flow) =
        let struct (events, damage) = soundPrefix offers

        let flow =
            match damage with
            | Some struct (event, error) ->
                flow
                |> Step.update (fun state ->
                    { state with
                        Damaged = Map.add feed (event.Seq - 1L) state.Damaged })
                |> holdBack feed event.Seq (VerificationError.name error)
            | None -> flow

        match partner peer flow with
        | Some({ PushTo = ValueSome target } as partner) ->
            let fitting = events |> List.takeWhile (fits partner)

            let flow =
                match List.tryItem fitting.Length events with
                | Some verified ->
                    flow
                    |> holdBack feed verified.Event.Seq "too-large-for-partner"
                    |> changePartner peer (fun partner ->
                        { partner with
                            TooLarge = Set.add feed partner.TooLarge })
                    |> Windowing.withhold peer feed
                | None -> flow

            let flow =
                flow
                |> changePartner peer (fun partner ->
                    { partner with
                        Fetches = max 0 (partner.Fetches - 1) })
                |> push peer partner target feed fitting
                |> serveOurs peer

            match RecoveringState.partner peer flow with
            | Some { ProtocolVariant = Original
                     Fetches = 0 } -> Windowing.probe peer flow
            | Some _
            | None -> flow
        | Some _
        | None -> flow

    let private announceAgain peer (partner: Partner) (flow: Flow) =
        let lagging = lagging partner flow.State |> List.ofSeq

        match partner.ProtocolVariant with
        | Original when partner.SendWindow.Probe.IsSome -> Windowing.probeAgain peer flow
        | Original when partner.UnansweredAnnouncements >= Windowing.MaxProbes ->
            // An original answers HAVE with WANT if it lacks an event: without an answer it has them all.
            let take partner feed =
                Partner.show feed (servable feed flow.State) partner

            flow |> changePartner peer (fun partner -> List.fold take partner lagging)
        | Original
        | Ours when lagging.IsEmpty -> flow
        | Original
        | Ours ->
            flow
            |> changePartner peer (fun partner ->
                { partner with
                    UnansweredAnnouncements = partner.UnansweredAnnouncements + 1 })
            |> Announcing.announce peer lagging

    /// Announces again the feeds that a silent partner may lack, or repeats the probe of its window.
    let retransmit peer (partner: Partner) (flow: Flow) =
        let areFew =
            Seq.length (Seq.truncate (MaxRepeated + 1) (lagging partner flow.State)) <= MaxRepeated

        let isBusy =
            match partner.ProtocolVariant with
            // Announcements of the partner do not show whether it took any event.
            | Ours when areFew -> partner.IsRequesting
            | Ours
            | Original -> partner.ReceivedDatagram

        if isBusy || not partner.ToAnnounce.IsEmpty then
            flow
        else
            announceAgain peer partner flow
