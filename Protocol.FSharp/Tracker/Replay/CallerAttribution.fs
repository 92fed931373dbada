namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A participant of a captured ring.
type RingParty =
    | TheTracker of Endpoint
    /// A peer: its registered handle, and its registered port with the host that it called from.
    | RingPeer of handle: string * Endpoint
    /// A called endpoint whose registration is not in the capture.
    | Unregistered of Endpoint
    /// A caller that is no known peer.
    | Stranger of host: string

/// Which participant made each call of a captured ring. REGISTER names the peer; PING and UPDATE_NBR are the
/// tracker's. A QUERY, or a call without a request, can be by any peer of its host: it is attributed to the peer that
/// was told this neighbour, lacks the item, and is nearest to its next query, unless it is given to another one.
type CallerAttribution =
    private
        {
            Tracker: Endpoint voption
            /// The callers that are given, by the numbers of their calls.
            Given: Map<int64, RingParty>
            Callers: Map<int64, RingParty>
            Peers: Map<string * Endpoint, PeerKnowledge>
            /// By the order they appeared.
            Parties: Map<RingParty, int>
            /// The participant at each called endpoint.
            Called: Map<Endpoint, RingParty>
            /// The peers that were told each neighbour.
            Told: Map<Endpoint, Set<string * Endpoint>>
            /// Whether the capture holds a query from one peer to another.
            ShowsQueries: bool
            /// When each called endpoint said something last.
            LastAnswers: Map<Endpoint, TimeSpan>
            /// The times of calls that are certainly the tracker's.
            CertainCalls: TimeSpan array
            /// When the tracker was last busy with a call, and when it last ended a PING.
            BusyAt: TimeSpan voption
            PingedAt: TimeSpan voption
        }

module CallerAttribution =

    /// Seconds within which a peer that leaves asks, behind the answer that completed it.
    [<Literal>]
    let private Immediate = 0.05

    /// An event of a call that helps to attribute others.
    [<NoEquality; NoComparison>]
    type private Clue =
        /// What it knew before is lost.
        | StartsAgain of RingParty
        | Calls of RingCall
        | Asks of RingCall
        | Answers of RingCall
        | Ends of RingCall * TimeSpan

    let private addParty party attribution =
        let called =
            match party with
            | RingPeer(_, address)
            | Unregistered address
            | TheTracker address -> Map.add address party attribution.Called
            | Stranger _ -> attribution.Called

        if Map.containsKey party attribution.Parties then
            { attribution with Called = called }
        else
            { attribution with
                Parties = Map.add party attribution.Parties.Count attribution.Parties
                Called = called }

    /// The participant at an endpoint; the last that registered it.
    let peerAt endpoint attribution = Map.tryFind endpoint attribution.Called

    /// The participant that a call was to.
    let callee (call: RingCall) attribution =
        match attribution.Tracker with
        | ValueSome tracker when tracker = call.Callee -> TheTracker tracker
        | ValueSome _
        | ValueNone -> peerAt call.Callee attribution |> Option.defaultValue (Unregistered call.Callee)

    let caller (call: RingCall) attribution =
        Map.tryFind call.Number attribution.Callers |> Option.defaultValue (Stranger call.Caller.Host)

    /// In the order they appeared, the tracker first.
    let parties attribution =
        attribution.Parties |> Map.toList |> List.sortBy snd |> List.map fst

    let private tell party neighbour (attribution: CallerAttribution) : CallerAttribution =
        match party with
        | RingPeer(handle, address) ->
            let told = Map.tryFind neighbour attribution.Told |> Option.defaultValue Set.empty

            { attribution with
                Told = Map.add neighbour (Set.add (handle, address) told) attribution.Told
                Peers =
                    attribution.Peers
                    |> Map.change
                        (handle, address)
                        (Option.map (fun peer ->
                            { peer with
                                PeerKnowledge.Neighbours =
                                    neighbour :: List.filter ((<>) neighbour) peer.Neighbours |> List.truncate 8 })) }
        | TheTracker _
        | Unregistered _
        | Stranger _ -> attribution

    let private changePeer party change (attribution: CallerAttribution) : CallerAttribution =
        match party with
        | RingPeer(handle, address) ->
            { attribution with
                Peers = attribution.Peers |> Map.change (handle, address) (Option.map change) }
        | TheTracker _
        | Unregistered _
        | Stranger _ -> attribution

    /// The nearest peer by distances that are counted where they are asked for.
    let private nearestOf distance peers =
        peers
        |> Seq.map (fun (party, peer) -> distance peer, RingPeer party)
        |> Seq.fold
            (fun nearest (distance, peer) ->
                match nearest with
                | ValueSome(other, _) when other <= distance -> nearest
                | ValueSome _
                | ValueNone -> ValueSome(distance, peer))
            ValueNone

    /// The peers that were told the called neighbour.
    let private askers (call: RingCall) attribution =
        Map.tryFind call.Callee attribution.Told
        |> Option.defaultValue Set.empty
        |> Seq.map (fun party -> party, attribution.Peers[party])
        |> Seq.filter (fun (party, peer) -> PeerKnowledge.mayCall call party peer)
        |> List.ofSeq

    /// The peers at the caller's host, if the tracker was called.
    let private callersOfTracker (call: RingCall) attribution =
        if attribution.Tracker = ValueSome call.Callee then
            attribution.Peers
            |> Map.toList
            |> List.filter (fun ((_, address: Endpoint), _) -> address.Host = call.Caller.Host)
        else
            []

    /// A peer asks its neighbour for an item that it lacks, or the tracker where the neighbour does not answer. One that leaves asks the
    /// tracker for the item that it was dealt, right behind the answer that completed it (`Leaving.fs`): a capture at the tracker alone does not show
    /// that answer.
    let private nearestAsker item (call: RingCall) attribution =
        let nearest = nearestOf (PeerKnowledge.distance (ValueSome item) call)

        let since peer =
            abs (call.Called.At - peer.FreeSince).TotalSeconds

        let lacking = List.filter (fun (_, peer) -> not (Set.contains item peer.Held))
        let alive = List.filter (fun (_, peer) -> not peer.IsGone)
        let askers = askers call attribution
        let others = callersOfTracker call attribution

        let leavers =
            others
            |> List.filter (fun (_, peer) ->
                Set.contains item peer.Dealt && List.tryHead peer.Neighbours <> Some call.Callee)

        /// It ends where the tracker gives the item, and answers no call any more.
        let endsThen (_, address: Endpoint) =
            match CapturedConnection.answer call, Map.tryFind address attribution.LastAnswers with
            | ValueSome(QueryResult(ValueSome _, _)), Some last -> last <= call.Called.At
            | _, _ -> true

        let completed =
            leavers
            |> List.filter (fun (party, peer) ->
                PeerKnowledge.isComplete peer && since peer < Immediate && endsThen party)

        [ nearestOf since completed
          nearest (alive (lacking askers))
          if not attribution.ShowsQueries then
              nearestOf since (alive leavers)
          nearest (alive (lacking others))
          nearest (lacking askers)
          nearest (lacking others)
          nearest askers ]
        |> List.tryFind _.IsSome
        |> Option.defaultValue ValueNone

    let private nearestPeer seq (call: RingCall) attribution =
        match seq with
        | ValueSome item -> nearestAsker item call attribution
        | ValueNone ->
            askers call attribution
            |> List.filter (fun (_, peer) -> not (PeerKnowledge.isComplete peer))
            |> nearestOf (PeerKnowledge.distance ValueNone call)

    /// The moment nearest to another one, of moments in order.
    let private nearest (at: TimeSpan) (moments: TimeSpan array) =
        let rec firstFrom low high =
            if low = high then
                low
            else
                let middle = (low + high) / 2

                if moments[middle] < at then
                    firstFrom (middle + 1) high
                else
                    firstFrom low middle

        let after = firstFrom 0 moments.Length

        match
            [ for index in [ after - 1; after ] do
                  if index >= 0 && index < moments.Length then
                      moments[index] ]
        with
        | [] -> ValueNone
        | candidates -> ValueSome(candidates |> List.minBy (fun moment -> abs (moment - at).Ticks))

    /// The distance of a call from the tracker's next call, in seconds.
    let private trackerDistance (call: RingCall) attribution =
        let since offset (moment: TimeSpan voption) =
            match moment with
            | ValueSome moment -> abs ((call.Called.At - moment).TotalSeconds - offset)
            | ValueNone -> 1_000.0

        [ since 0.0 attribution.BusyAt
          since Limits.pingEvery.TotalSeconds attribution.PingedAt
          since 0.0 (nearest call.Called.At attribution.CertainCalls) ]
        |> List.min

    /// The request of a call, or one of its kind where the answer tells which kind that was.
    let private toldRequest (call: RingCall) =
        match CapturedConnection.request call, CapturedConnection.answer call with
        | ValueNone, ValueSome(Ack _) -> ValueSome(Ping "")
        | ValueNone, ValueSome(QueryResult(ValueSome item, _)) -> ValueSome(Query(item.Seq, ValueNone))
        | request, _ -> request

    /// Whether nothing in a call tells who made it.
    let isGuessed (call: RingCall) =
        match toldRequest call with
        | ValueSome(Query _)
        | ValueNone -> true
        | ValueSome _ -> false

    /// The participants that may have made a guessed call: any peer of its host, and the tracker if the capture lacks what it asked.
    let mayHaveCalled (call: RingCall) attribution =
        [ for KeyValue((_, address: Endpoint) as peer, _) in attribution.Peers do
              if address.Host = call.Caller.Host then
                  RingPeer peer

          match toldRequest call, attribution.Tracker with
          | ValueNone, ValueSome tracker when tracker <> call.Callee -> TheTracker tracker
          | _ -> () ]

    let private whoCalled (call: RingCall) attribution =
        let stranger = Stranger call.Caller.Host

        match toldRequest call, attribution.Tracker with
        | _ when Map.containsKey call.Number attribution.Given -> attribution.Given[call.Number]
        | ValueSome(Register(handle, port)), _ -> RingPeer(handle, Endpoint.create call.Caller.Host port)
        | ValueSome(Ping _ | UpdateNeighbour _), ValueSome tracker -> TheTracker tracker
        | ValueSome(Query(seq, _)), _ ->
            match nearestPeer (ValueSome seq) call attribution with
            | ValueSome(_, peer) -> peer
            | ValueNone -> stranger
        | ValueNone, ValueSome tracker when tracker <> call.Callee ->
            let ofTracker = trackerDistance call attribution

            match nearestPeer ValueNone call attribution with
            | ValueSome(distance, peer) when distance < ofTracker && distance < 1.5 -> peer
            | _ when ofTracker < 0.5 -> TheTracker tracker
            // It was told this neighbour, and its pace is not known yet.
            | ValueSome(_, peer) -> peer
            | ValueNone -> stranger
        | _ -> stranger

    let private isQuery call =
        match CapturedConnection.request call with
        | ValueSome(Query _) -> true
        | _ -> false

    let private isTracker party =
        match party with
        | TheTracker _ -> true
        | RingPeer _
        | Unregistered _
        | Stranger _ -> false

    let private learn attribution (struct (at: TimeSpan, clue)) =
        let keepTrackerBusy party attribution =
            if isTracker party then
                { attribution with
                    BusyAt = ValueSome at }
            else
                attribution

        match clue with
        | StartsAgain party -> changePeer party (fun _ -> PeerKnowledge.blank at) attribution
        | Calls call ->
            let party = whoCalled call attribution

            let known =
                match party with
                | RingPeer(handle, address) when not (Map.containsKey (handle, address) attribution.Peers) ->
                    Map.add (handle, address) (PeerKnowledge.blank at) attribution.Peers
                | RingPeer _
                | Unregistered _
                | TheTracker _
                | Stranger _ -> attribution.Peers

            let attribution =
                if Map.containsKey call.Callee attribution.Called then
                    attribution
                else
                    addParty (Unregistered call.Callee) attribution

            let pace peer =
                let waited = at - peer.FreeSince

                { peer with
                    Pace =
                        if waited.TotalSeconds < Immediate then
                            peer.Pace
                        else
                            min waited peer.Pace }

            { addParty party attribution with
                Peers = known
                Callers = Map.add call.Number party attribution.Callers }
            |> if isQuery call then changePeer party pace else id
        | Asks call ->
            match CapturedConnection.request call, peerAt call.Callee attribution with
            | ValueSome(UpdateNeighbour neighbour), Some peer -> tell peer neighbour.Address attribution
            | _ -> attribution
        | Answers call ->
            let hold (item: Item) peer =
                { peer with
                    Held = Set.add item.Seq peer.Held
                    FreeSince = at }

            let party = caller call attribution

            match CapturedConnection.answer call with
            | ValueSome(RegInit placement) ->
                let deal peer =
                    { hold placement.Item peer with
                        Dealt = Set.add placement.Item.Seq peer.Dealt
                        Size = placement.Size
                        IsGone = false }

                let attribution =
                    { changePeer party deal attribution with
                        BusyAt = ValueSome at }

                match placement.Neighbour with
                | ValueSome neighbour -> tell party neighbour.Address attribution
                | ValueNone -> attribution
            | ValueSome(QueryResult(item, further)) when not (Message.items item further).IsEmpty ->
                Message.items item further
                |> List.fold (fun attribution item -> changePeer party (hold item) attribution) attribution
            | ValueSome _
            | ValueNone ->
                attribution |> changePeer party (fun peer -> { peer with FreeSince = at }) |> keepTrackerBusy party
        | Ends(call, at) ->
            let party = caller call attribution

            let attribution =
                match CapturedConnection.request call with
                | ValueSome(Ping _) ->
                    { attribution with
                        PingedAt = ValueSome at }
                | ValueSome _
                | ValueNone -> attribution

            let isRefused =
                ValueOption.isNone call.Accepted && call.CalleeEnd |> ValueOption.exists _.IsReset

            let attribution =
                match peerAt call.Callee attribution with
                | Some called when isRefused -> changePeer called (fun peer -> { peer with IsGone = true }) attribution
                | Some _
                | None -> attribution

            attribution
            |> changePeer party (fun peer ->
                { peer with
                    FreeSince = max at peer.FreeSince })
            |> keepTrackerBusy party

    let private clues (call: RingCall) =
        [ call.Called, Calls call
          for said: StreamMessage<Message> in call.OfCaller.Messages do
              said.Place, Asks call
          for said: StreamMessage<Message> in call.OfCallee.Messages do
              said.Place, Answers call
          for ended in ValueOption.toList (call.CallerEnd |> ValueOption.orElse call.CalleeEnd) do
              ended.Place, Ends(call, ended.Place.At) ]

    /// Attributes calls, which are in the order they began, of parties some of which were started again. `given` has callers of some.
    let ofConnections tracker (restarts: Restarts<RingParty>) given (calls: RingCall list) =
        let initial =
            { Tracker = tracker
              Given = given
              Callers = Map.empty
              Peers = Map.empty
              Parties = Map.empty
              Called = Map.empty
              Told = Map.empty
              LastAnswers =
                (Map.empty, calls)
                ||> List.fold (fun last call ->
                    match List.tryLast call.OfCallee.Messages with
                    | Some said ->
                        let before = Map.tryFind call.Callee last |> Option.defaultValue said.Place.At
                        Map.add call.Callee (max before said.Place.At) last
                    | None -> last)
              ShowsQueries = calls |> List.exists (fun call -> isQuery call && tracker <> ValueSome call.Callee)
              CertainCalls =
                calls
                |> List.filter (fun call ->
                    match CapturedConnection.request call with
                    | ValueSome(Ping _ | UpdateNeighbour _) -> true
                    | _ -> false)
                |> List.map _.Called.At
                |> List.sort
                |> Array.ofList
              BusyAt = ValueNone
              PingedAt = ValueNone }

        let attribution =
            match tracker with
            | ValueSome endpoint -> addParty (TheTracker endpoint) initial
            | ValueNone -> initial

        let startedAgain =
            [ for KeyValue(party, places) in restarts do
                  for place in places -> place, StartsAgain party ]

        startedAgain @ List.collect clues calls
        |> List.sortBy (fun (place, _) -> place.Frame)
        |> List.map (fun (place, clue) -> struct (place.At, clue))
        |> List.fold learn attribution
