namespace PeerFunctional.SneakerNet

open PeerFunctional.Kernel
open PeerFunctional.SneakerNet.RecoveringState

/// Requests missing events of partners: how many at a time, and again when they are overdue.
module Requesting =

    /// The most events requested of an original partner at a time. Of one feed all events are requested.
    [<Literal>]
    let private MaxOutstanding = 512L

    /// Events are requested up to this far ahead of the first missing one.
    [<Literal>]
    let private MaxAhead = 2_048L

    /// A feed is requested of another partner after this many retries without an event.
    [<Literal>]
    let private MaxMisses = 1

    /// The most missing ranges requested again at a time.
    [<Literal>]
    let private MaxHoles = 16

    /// The most entries of a WANT with counts in one small datagram.
    [<Literal>]
    let private WantsADatagram = 7

    let private sendWants peer (wants: WantEntry list) flow =
        wants
        |> List.chunkBySize WantsADatagram
        |> List.map Want
        |> (fun commands -> sendAll peer commands flow)

    let private remember feed request (flow: Flow) =
        Step.update
            (fun state ->
                { state with
                    RecoveringState.Requests = Map.add feed request state.Requests })
            flow

    /// Drops the open request for a feed.
    let private forget feed (flow: Flow) =
        match Map.tryFind feed flow.State.Requests with
        | None -> flow
        | Some asked ->
            flow
            |> changePartner asked.Of (fun partner ->
                { partner with
                    Ranges = partner.Ranges |> List.filter (fun range -> range.Feed <> feed) })
            |> Step.update (fun state ->
                { state with
                    RecoveringState.Requests = Map.remove feed state.Requests })

    /// How many more events may be requested of a partner.
    let private room partner =
        let outstanding = RequestedRange.outstanding partner.Ranges

        match partner.ProtocolVariant with
        | Original -> MaxOutstanding - outstanding
        | Ours -> partner.Allowance.Size - outstanding

    /// Whether a partner has so few requests open that the next are due. Few large requests cost less than many small
    /// ones.
    let private isLow partner =
        match partner.ProtocolVariant with
        | Original -> room partner > 0L
        | Ours -> room partner * 2L >= partner.Allowance.Size

    let private addRange peer range =
        changePartner peer (fun partner ->
            { partner with
                Ranges = partner.Ranges @ [ range ] })

    /// The first request for the events of a feed after `after` up to `upTo`.
    let private askUpTo peer feed misses after upTo (flow: Flow) =
        let count =
            match partner peer flow with
            // A request for all of a few events needs no count.
            | Some({ ProtocolVariant = Ours } as partner) when
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
            |> addRange peer (RequestedRange.create feed (after + 1L) upTo flow.State.Now true)

        struct (flow, [ WantEntry.create feed (after + 1L) count ])

    let private askFor peer feed (flow: Flow) =
        match partner peer flow with
        | Some partner when isLacked partner flow.State feed && not (Map.containsKey feed flow.State.Requests) ->
            let seq = Feeds.seq feed flow.State.Feeds
            let last = Partner.holds feed partner

            let upTo =
                match partner.ProtocolVariant with
                | Ours -> min last (seq + max 1L (room partner))
                | Original -> last

            askUpTo peer feed 0 seq upTo flow
        | Some _
        | None -> struct (flow, [])

    /// Requests missing feeds of a partner, within the bounds of the partner and the store.
    let rec private gather peer wants (flow: Flow) =
        match partner peer flow with
        | Some partner when not partner.Lacking.IsEmpty && room partner > 0L && flow.State.Unstored < MaxUnstored ->
            let feed = partner.Lacking.MinimumElement

            let struct (flow, more) =
                flow
                |> changePartner peer (fun partner ->
                    { partner with
                        Lacking = Set.remove feed partner.Lacking })
                |> askFor peer feed

            gather peer (wants @ more) flow
        | Some _
        | None -> struct (flow, wants)

    let requestMore peer flow =
        match partner peer flow with
        | Some partner when isLow partner ->
            let struct (flow, wants) = gather peer [] flow
            sendWants peer wants flow
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

    /// The partners other than `peer` that hold events of the feed.
    let private others peer feed (state: RecoveringState) =
        state.Partners |> Map.filter (fun other partner -> other <> peer && isLacked partner state feed)

    /// Drops the open request for a feed, so that one of these holders may be asked.
    let private release feed (holders: Map<Endpoint, Partner>) (flow: Flow) =
        (forget feed flow, holders.Keys) ||> Seq.fold (fun flow peer -> markLacking feed peer flow)

    /// Events of a feed are no longer taken from a partner: its open request is dropped, and other holders are asked.
    let abandon peer feed (flow: Flow) =
        match Map.tryFind feed flow.State.Requests with
        | Some asked when asked.Of = peer -> release feed (others peer feed flow.State) flow
        | Some _
        | None -> flow

    /// Releases all requests of a partner whose session has ended.
    let releaseRequests peer (flow: Flow) =
        let feeds =
            flow.State.Requests |> Map.filter (fun _ asked -> asked.Of = peer) |> Map.keys |> List.ofSeq

        (flow, feeds) ||> List.fold (fun flow feed -> release feed (others peer feed flow.State) flow)

    /// Events of a feed came: its request is complete, or so far advanced that the next events can be requested.
    let advance feed (flow: Flow) =
        match Map.tryFind feed flow.State.Requests with
        | None -> flow
        | Some asked ->
            match partner asked.Of flow with
            | Some partner when partner.Ranges |> List.exists (fun range -> range.Feed = feed) ->
                let last =
                    min (Partner.holds feed partner) (Feeds.seq feed flow.State.Feeds + MaxAhead)

                let isOpen =
                    partner.ProtocolVariant = Ours && isLow partner && flow.State.Unstored < MaxUnstored

                if isOpen && last > asked.UpTo then
                    let upTo = min last (asked.UpTo + room partner)

                    let struct (flow, wants) = askUpTo asked.Of feed asked.Misses asked.UpTo upTo flow

                    sendWants asked.Of wants flow
                else
                    flow
            | Some _ -> flow |> forget feed |> markLacking feed asked.Of
            | None -> forget feed flow

    /// A missing event came.
    let arrive (event: Event) (flow: Flow) =
        match Map.tryFind event.Feed flow.State.Requests with
        | None -> flow
        | Some asked ->
            let ranges = partner asked.Of flow |> Option.map _.Ranges |> Option.defaultValue []

            match RequestedRange.arrive event.Feed event.Seq ranges with
            | ValueSome struct (range, left) ->
                flow
                |> remember event.Feed { asked with Misses = 0 }
                |> changePartner asked.Of (Partner.deliver flow.State.Now range left)
            | ValueNone -> flow

    /// Counts retries without an event, and releases feeds after too many, so that other holders are asked.
    let private giveUp peer feeds (flow: Flow) =
        let miss (flow: Flow) feed =
            let holders = others peer feed flow.State

            match Map.tryFind feed flow.State.Requests with
            | Some asked when asked.Misses >= MaxMisses && not holders.IsEmpty -> release feed holders flow
            | Some asked ->
                remember
                    feed
                    { asked with
                        Misses = min MaxMisses (asked.Misses + 1) }
                    flow
            | None -> flow

        feeds |> List.fold miss flow

    /// The overdue ranges to request again, their entries of WANT, and the ranges left for the next retry. An
    /// original partner queues every request, so it is asked again only when it has nothing more to push.
    let private again partner (overdue: RequestedRange list) (state: RecoveringState) =
        match partner.ProtocolVariant with
        | Original when partner.ReceivedPush -> struct ([], [], overdue)
        | Original ->
            let want (range: RequestedRange) =
                WantEntry.create range.Feed (Feeds.seq range.Feed state.Feeds + 1L) ValueNone

            struct (overdue, List.map want overdue, [])
        | Ours ->
            let want (range: RequestedRange) =
                WantEntry.create range.Feed range.First (ValueSome(int (range.Last - range.First + 1L)))

            let struct (holes, later) =
                overdue
                |> List.collect (fun range -> RequestedRange.holes (Feeds.find range.Feed state.Feeds) range)
                |> RequestedRange.take partner.Allowance.Size MaxHoles

            struct (holes, List.map want holes, later)

    let private feeds (ranges: RequestedRange list) =
        ranges |> List.map _.Feed |> List.distinct

    let private retransmit peer (before: Partner) (flow: Flow) =
        let overdue, waiting =
            before.Ranges |> List.partition (fun range -> range.IsOverdue)

        let late (range: RequestedRange) = { range with IsOverdue = true }

        if overdue.IsEmpty then
            flow
            |> changePartner peer (fun partner ->
                { partner with
                    Ranges = List.map late waiting })
            |> requestMore peer
        else
            let partner = Partner.lose before
            let struct (asked, wants, later) = again partner overdue flow.State

            let askedAgain =
                asked
                |> List.map (fun range ->
                    { range with
                        AskedAt = flow.State.Now
                        IsFresh = false
                        IsOverdue = false })

            flow
            |> changePartner peer (fun _ ->
                { partner with
                    Ranges = later @ List.map late waiting @ askedAgain })
            |> sendWants peer wants
            |> giveUp peer (feeds asked)
            |> fun flow -> feeds overdue |> List.fold (fun flow feed -> advance feed flow) flow
            |> requestMore peer

    /// Requests overdue events again, each once, as many as the partner's allowance permits.
    let retransmitRequests peer (flow: Flow) =
        match partner peer flow with
        | Some partner -> retransmit peer partner flow
        | None -> flow
