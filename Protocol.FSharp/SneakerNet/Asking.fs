namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.Replication

/// Asking partners for the events we lack: how much at a time, and again once it is overdue.
module Asking =

    /// Events asked of an original partner at a time, over all feeds; of one feed it is asked for everything.
    [<Literal>]
    let private MaxOutstanding = 512L

    /// How far ahead of the first event that is missing others are asked for.
    [<Literal>]
    let private MaxAhead = 2_048L

    /// Times a feed is asked for again, with nothing coming, before it is asked of another partner.
    [<Literal>]
    let private MaxMisses = 5

    /// Missing stretches asked for again at a time.
    [<Literal>]
    let private MaxHoles = 16

    /// Demands one small datagram can hold, counts included.
    [<Literal>]
    let private DemandsADatagram = 7

    let private want peer (demands: Demand list) flow =
        demands
        |> List.chunkBySize DemandsADatagram
        |> List.map Want
        |> (fun wants -> sendAll peer wants flow)

    let private remember feed asked (flow: Flow) =
        Step.update
            (fun state ->
                { state with
                    Replication.Asked = Map.add feed asked state.Asked })
            flow

    /// A feed is not asked of its partner any more.
    let private forget feed (flow: Flow) =
        match Map.tryFind feed flow.State.Asked with
        | None -> flow
        | Some asked ->
            flow
            |> changePartner asked.Of (fun partner ->
                { partner with
                    Stretches = partner.Stretches |> List.filter (fun stretch -> stretch.Feed <> feed) })
            |> Step.update (fun state ->
                { state with
                    Replication.Asked = Map.remove feed state.Asked })

    /// How many more events a partner may be asked for.
    let private room partner =
        let outstanding = Stretch.outstanding partner.Stretches

        match partner.Dialect with
        | Original -> MaxOutstanding - outstanding
        | Ours -> partner.Allowance.Size - outstanding

    /// Whether it is time to ask a partner for more: few demands for many events are better than many for few.
    let private isLow partner =
        match partner.Dialect with
        | Original -> room partner > 0L
        | Ours -> room partner * 2L >= partner.Allowance.Size

    let private addStretch peer stretch =
        changePartner peer (fun partner ->
            { partner with
                Stretches = partner.Stretches @ [ stretch ] })

    /// The demand for a feed's events after one, up to another, which are asked for the first time.
    let private askUpTo peer feed misses after upTo (flow: Flow) =
        let count =
            match partner peer flow with
            // The few events a feed has are asked for in the original's words.
            | Some({ Dialect = Ours } as partner) when
                upTo < Partner.holds feed partner || upTo - after > Allowance.First
                ->
                ValueSome(int (upTo - after))
            | Some _
            | None -> ValueNone

        let flow =
            flow
            |> remember
                feed
                { Of = peer
                  UpTo = upTo
                  Misses = misses }
            |> addStretch peer (Stretch.create feed (after + 1L) upTo flow.State.Now true)

        struct (flow, [ Session.demand feed (after + 1L) count ])

    let private askFor peer feed (flow: Flow) =
        match partner peer flow with
        | Some partner when isLacked partner flow.State feed && not (Map.containsKey feed flow.State.Asked) ->
            let seq = Feeds.seq feed flow.State.Feeds
            let last = Partner.holds feed partner

            let upTo =
                match partner.Dialect with
                | Ours -> min last (seq + max 1L (room partner))
                | Original -> last

            askUpTo peer feed 0 seq upTo flow
        | Some _
        | None -> struct (flow, [])

    /// Asks a partner for feeds we lack, as far as its and the store's bounds allow.
    let rec private gather peer demands (flow: Flow) =
        match partner peer flow with
        | Some partner when not partner.Lacking.IsEmpty && room partner > 0L && flow.State.Unstored < MaxUnstored ->
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
        match partner peer flow with
        | Some partner when isLow partner ->
            let struct (flow, demands) = gather peer [] flow
            want peer demands flow
        | Some _
        | None -> flow

    let markLacking feed peer (flow: Flow) =
        flow
        |> changePartner peer (fun partner ->
            if isLacked partner flow.State feed then
                { partner with
                    Lacking = Set.add feed partner.Lacking }
            else
                partner)

    /// A feed is no longer requested from its partner: any other holder may be asked.
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

    /// Events of a feed came: all that was asked for may be here, or so much that more can be asked for ahead of time.
    let advance feed (flow: Flow) =
        match Map.tryFind feed flow.State.Asked with
        | None -> flow
        | Some asked ->
            match partner asked.Of flow with
            | Some partner when partner.Stretches |> List.exists (fun stretch -> stretch.Feed = feed) ->
                let last =
                    min (Partner.holds feed partner) (Feeds.seq feed flow.State.Feeds + MaxAhead)

                let isOpen =
                    partner.Dialect = Ours && isLow partner && flow.State.Unstored < MaxUnstored

                if isOpen && last > asked.UpTo then
                    let upTo = min last (asked.UpTo + room partner)

                    let struct (flow, demands) = askUpTo asked.Of feed asked.Misses asked.UpTo upTo flow

                    want asked.Of demands flow
                else
                    flow
            | Some _ -> flow |> forget feed |> markLacking feed asked.Of
            | None -> forget feed flow

    /// An event that was not here came.
    let arrive (event: Event) (flow: Flow) =
        match Map.tryFind event.Feed flow.State.Asked with
        | None -> flow
        | Some asked ->
            let stretches =
                partner asked.Of flow |> Option.map _.Stretches |> Option.defaultValue []

            match Stretch.arrive event.Feed event.Seq stretches with
            | ValueSome struct (stretch, left) ->
                flow
                |> remember event.Feed { asked with Misses = 0 }
                |> changePartner asked.Of (Partner.deliver flow.State.Now stretch left)
            | ValueNone -> flow

    /// Whether another partner holds a feed that this partner does not give.
    let private hasOther peer feed (state: Replication) =
        state.Partners |> Map.exists (fun other partner -> other <> peer && isLacked partner state feed)

    /// Feeds of which nothing came however often they were asked for are asked of others.
    let private giveUp peer feeds (flow: Flow) =
        let miss (flow: Flow) feed =
            match Map.tryFind feed flow.State.Asked with
            | Some asked when asked.Misses >= MaxMisses && hasOther peer feed flow.State -> release feed flow
            | Some asked ->
                remember
                    feed
                    { asked with
                        Misses = min MaxMisses (asked.Misses + 1) }
                    flow
            | None -> flow

        feeds |> List.fold miss flow

    /// What of overdue stretches is asked for again, with its demands, and what has to wait for the next retry. An original
    /// partner queues everything it is asked for, so it is asked again only once it has nothing more to push.
    let private again partner (overdue: Stretch list) (state: Replication) =
        match partner.Dialect with
        | Original when partner.Pushed -> struct ([], [], overdue)
        | Original ->
            let demand (stretch: Stretch) =
                Session.demand stretch.Feed (Feeds.seq stretch.Feed state.Feeds + 1L) ValueNone

            struct (overdue, List.map demand overdue, [])
        | Ours ->
            let demand (stretch: Stretch) =
                Session.demand stretch.Feed stretch.First (ValueSome(int (stretch.Last - stretch.First + 1L)))

            let struct (holes, later) =
                overdue
                |> List.collect (fun stretch -> Stretch.holes (Feeds.find stretch.Feed state.Feeds) stretch)
                |> Stretch.take partner.Allowance.Size MaxHoles

            struct (holes, List.map demand holes, later)

    let private feeds (stretches: Stretch list) =
        stretches |> List.map _.Feed |> List.distinct

    let private retryOf peer (before: Partner) (flow: Flow) =
        let overdue, waiting =
            before.Stretches |> List.partition (fun stretch -> stretch.IsOverdue)

        let late (stretch: Stretch) = { stretch with IsOverdue = true }

        if overdue.IsEmpty then
            flow
            |> changePartner peer (fun partner ->
                { partner with
                    Stretches = List.map late waiting })
            |> askMore peer
        else
            let partner = Partner.lose before
            let struct (asked, demands, later) = again partner overdue flow.State

            let askedAgain =
                asked
                |> List.map (fun stretch ->
                    { stretch with
                        Asked = flow.State.Now
                        IsFresh = false
                        IsOverdue = false })

            flow
            |> changePartner peer (fun _ ->
                { partner with
                    Stretches = later @ List.map late waiting @ askedAgain })
            |> want peer demands
            |> giveUp peer (feeds asked)
            |> fun flow -> feeds overdue |> List.fold (fun flow feed -> advance feed flow) flow
            |> askMore peer

    /// Asks again for what is overdue: for as much as the partner may be asked for, each event once.
    let retry peer (flow: Flow) =
        match partner peer flow with
        | Some partner -> retryOf peer partner flow
        | None -> flow
