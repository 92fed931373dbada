namespace PeerFunctional.SneakerNet

open System
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.Replication

/// Pushing what partners ask for, and announcing again what they may lack.
module Serving =

    /// Feeds that are announced again to one of ours that is heard of: more would keep it busier than what it asked for.
    [<Literal>]
    let private MaxRepeated = 256

    /// Store reads under way for one partner.
    [<Literal>]
    let private MaxFetches = 16

    /// Demands of one partner that wait for their store read; more than one of ours has open at a time.
    [<Literal>]
    let private MaxDemands = 1_024

    /// Events of these demands, over all: four times what one of ours has open at a time.
    [<Literal>]
    let private MaxOwed = 2_048

    /// Events pushed for a demand without a count.
    [<Literal>]
    let private DefaultCount = 256

    let private changeBatching peer change =
        changePartner peer (fun partner ->
            { partner with
                Batching = change partner.Batching })

    /// Starts the reads one of ours waits for, as far as the bound allows.
    let rec private serveOurs peer (flow: Flow) =
        match partner peer flow with
        | Some { PushTo = ValueSome _
                 Fetches = fetches
                 Demands = struct (feed, from, count) :: later } when fetches < MaxFetches ->
            flow
            |> changePartner peer (fun partner -> { partner with Demands = later })
            |> fetch peer feed from count
            |> serveOurs peer
        | Some _
        | None -> flow

    /// Whether a demand may wait for its store read: what does not fit is asked for again.
    let private hasRoom (struct (_, _, count: int) as wanted) partner =
        let owed = partner.Demands |> List.sumBy (fun struct (_, _, count) -> count)

        partner.Demands.Length < MaxDemands
        && owed + count <= MaxOwed
        && not (List.contains wanted partner.Demands)

    /// A partner asks for events. Ours counts what it can take; an original one is sent windows it has to confirm.
    let hearDemands peer (demands: Demand list) (flow: Flow) =
        let serve (flow: Flow) (demand: Demand) =
            match demand.Name, partner peer flow with
            | Feed feed, Some partner when demand.From >= 1L && demand.From <= servable feed flow.State ->
                let count =
                    demand.Count
                    |> ValueOption.defaultValue DefaultCount
                    |> min MaxOwed
                    |> int64
                    |> min (servable feed flow.State - demand.From + 1L)

                let wanted = struct (feed, demand.From, int count)

                match partner.Dialect with
                | Original -> Windowing.serve peer feed demand.From flow
                | Ours when hasRoom wanted partner ->
                    flow
                    |> changePartner peer (fun partner ->
                        { partner with
                            Demands = partner.Demands @ [ wanted ] })
                | Ours -> flow
            | Feed _, _
            | Odd _, _ -> flow

        let learn (flow: Flow) (feed, demands: Demand list) =
            let stretches =
                demands
                |> List.map (fun demand ->
                    let count = demand.Count |> ValueOption.defaultValue DefaultCount
                    struct (demand.From, demand.From + int64 count - 1L))

            flow |> changeBatching peer (Batching.ask feed stretches)

        let ofFeeds =
            demands
            |> List.choose (fun demand ->
                match demand.Name with
                | Feed feed -> Some(feed, demand)
                | Odd _ -> None)
            |> List.groupBy fst
            |> List.map (fun (feed, demands) -> feed, List.map snd demands)

        (List.fold learn flow ofFeeds, demands) ||> List.fold serve |> serveOurs peer |> Windowing.pump peer

    /// A partner showed what it holds: what it was pushed of that has arrived.
    let hearShown peer (claims: Claim list) (flow: Flow) =
        (flow, claims)
        ||> List.fold (fun flow claim ->
            match claim.Name with
            | Feed feed -> flow |> changeBatching peer (Batching.confirm feed claim.Seq)
            | Odd _ -> flow)

    let hearPort peer port (flow: Flow) =
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

    /// The events before the first that is damaged, with what is wrong with that one.
    let private soundPrefix (offers: Offer list) =
        let isSound =
            function
            | Sound _ -> true
            | Doubtful _ -> false

        let sound = offers |> List.takeWhile isSound

        let events =
            sound
            |> List.choose (function
                | Sound verified -> Some verified
                | Doubtful _ -> None)

        let damage =
            offers
            |> List.skip sound.Length
            |> List.tryPick (function
                | Doubtful(event, doubt) -> Some(struct (event, doubt))
                | Sound _ -> None)

        struct (events, damage)

    let private holdBack feed seq reason (flow: Flow) =
        flow |> tell (HeldBack(feed, seq, reason))

    let private fits partner (verified: Verified) =
        partner.Dialect = Ours || verified.Event.Wire.Length <= Command.MaxDatagram

    let private push peer partner target (events: Verified list) (flow: Flow) =
        let struct (pushes, batching) =
            match partner.Dialect with
            | Ours -> Batching.pack events partner.Batching
            | Original -> struct (events |> List.map (fun verified -> Push [ Sound verified ]), partner.Batching)

        let enqueued =
            events |> List.map (fun verified -> Tell(Enqueued(verified.Event.Feed, verified.Event.Seq)))

        flow
        |> changePartner peer (fun partner ->
            { partner with
                Batching = batching
                HasTraded = partner.HasTraded || not events.IsEmpty })
        |> Step.emitAll enqueued
        |> Step.emitAll (pushes |> List.map (fun push -> Send(target, push)))
        |> tally (fun tally ->
            { tally with
                Sent = tally.Sent + int64 events.Length })

    /// The store read events for a partner: they are pushed, up to the first that is damaged or too large for it.
    let hearFetched peer feed offers (flow: Flow) =
        let struct (events, damage) = soundPrefix offers

        let flow =
            match damage with
            | Some struct (event, doubt) ->
                flow
                |> Step.update (fun state ->
                    { state with
                        Damaged = Map.add feed (event.Seq - 1L) state.Damaged })
                |> holdBack feed event.Seq (Doubt.name doubt)
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
                |> push peer partner target fitting
                |> serveOurs peer

            match Replication.partner peer flow with
            | Some { Dialect = Original; Fetches = 0 } -> Windowing.probe peer flow
            | Some _
            | None -> flow
        | Some _
        | None -> flow

    let private announceAgain peer (partner: Partner) (flow: Flow) =
        let lagging = lagging partner flow.State |> List.ofSeq

        match partner.Dialect with
        | Original when partner.Window.Probe.IsSome -> Windowing.probeAgain peer flow
        | Original when partner.Unanswered >= Windowing.MaxProbes ->
            // It answers HAVE with WANT whenever it lacks something: its silence says that it has it all.
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
                    Unanswered = partner.Unanswered + 1 })
            |> Announcing.announce peer lagging

    /// Announces again what a silent partner may lack, and asks it again what it took.
    let retry peer (partner: Partner) (flow: Flow) =
        let areFew =
            Seq.length (Seq.truncate (MaxRepeated + 1) (lagging partner flow.State)) <= MaxRepeated

        let isBusy =
            match partner.Dialect with
            // What it announces itself tells nothing about what it took.
            | Ours when areFew -> partner.Taking
            | Ours
            | Original -> partner.Heard

        if isBusy || not partner.ToAnnounce.IsEmpty then
            flow
        else
            announceAgain peer partner flow
