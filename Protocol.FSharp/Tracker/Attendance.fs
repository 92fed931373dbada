namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A captured connection of a ring.
type RingCall = CapturedConnection<Message>

/// Who takes part in a ring, as a capture tells.
type Guest =
    | TheTracker of Endpoint
    /// By the handle and the port it registered, joined with the host it called from.
    | RingPeer of handle: string * Endpoint
    /// It is called, but the capture does not show that it registered.
    | Unregistered of Endpoint
    /// Whoever called from a host without being a peer's part.
    | Stranger of host: string

/// Who made each of the calls of a ring. Requests tell it where they can: REGISTER names the peer, PING and UPDATE_NBR are
/// the tracker's. A QUERY, and a call that came to nothing, can be by any peer of its host: it is taken for the one that was
/// told this neighbour, lacks the item, and whose turn it is most nearly.
type Attendance =
    private
        {
            Tracker: Endpoint voption
            Callers: Map<int64, Guest>
            Peers: Map<string * Endpoint, PeerAttendance>
            /// By the order they appeared.
            Guests: Map<Guest, int>
            /// Who is called at an endpoint.
            Called: Map<Endpoint, Guest>
            /// The peers that were ever told a neighbour.
            Told: Map<Endpoint, Set<string * Endpoint>>
            /// When the tracker made the calls that are surely its own.
            Surely: TimeSpan array
            /// When the tracker was last busy with a call, and last with a round of PING.
            Busy: TimeSpan voption
            Pinged: TimeSpan voption
        }

/// What a peer knows, as far as the capture shows.
and private PeerAttendance =
    {
        /// Whom it may query, the last told first.
        Neighbours: Endpoint list
        Held: Set<int>
        /// Since when it waits for its next query.
        Free: TimeSpan
    }

module Attendance =

    /// What can be learnt at a frame.
    [<NoEquality; NoComparison>]
    type private Lesson =
        | Calls of RingCall
        | Asks of RingCall
        | Answers of RingCall
        | Ends of RingCall * TimeSpan

    let private meet guest attendance =
        let called =
            match guest with
            | RingPeer(_, address)
            | Unregistered address
            | TheTracker address -> Map.add address guest attendance.Called
            | Stranger _ -> attendance.Called

        if Map.containsKey guest attendance.Guests then
            { attendance with Called = called }
        else
            { attendance with
                Guests = Map.add guest attendance.Guests.Count attendance.Guests
                Called = called }

    /// Who is called at an endpoint; the last that registered it.
    let peerAt endpoint attendance = Map.tryFind endpoint attendance.Called

    let caller (call: RingCall) attendance =
        Map.tryFind call.Number attendance.Callers |> Option.defaultValue (Stranger call.Caller.Host)

    /// In the order they appeared, the tracker first.
    let guests attendance =
        attendance.Guests |> Map.toList |> List.sortBy snd |> List.map fst

    let private tell guest neighbour (attendance: Attendance) : Attendance =
        match guest with
        | RingPeer(handle, address) ->
            let told = Map.tryFind neighbour attendance.Told |> Option.defaultValue Set.empty

            { attendance with
                Told = Map.add neighbour (Set.add (handle, address) told) attendance.Told
                Peers =
                    attendance.Peers
                    |> Map.change
                        (handle, address)
                        (Option.map (fun peer ->
                            { peer with
                                PeerAttendance.Neighbours =
                                    neighbour :: List.filter ((<>) neighbour) peer.Neighbours |> List.truncate 8 })) }
        | TheTracker _
        | Unregistered _
        | Stranger _ -> attendance

    let private changePeer guest change (attendance: Attendance) : Attendance =
        match guest with
        | RingPeer(handle, address) ->
            { attendance with
                Peers = attendance.Peers |> Map.change (handle, address) (Option.map change) }
        | TheTracker _
        | Unregistered _
        | Stranger _ -> attendance

    /// How far from its turn a peer would be with a call, in seconds; unlikelier ones are farther.
    let private distance seq (call: RingCall) (peer: PeerAttendance) =
        let waited = (call.Called.At - peer.Free).TotalSeconds

        let offBeat =
            [ 1.0; 2.0; 4.0; 8.0 ]
            |> List.map (fun paces -> abs (waited - paces * Limits.pace.TotalSeconds))
            |> List.min

        let notTold =
            match List.tryFindIndex ((=) call.Callee) peer.Neighbours with
            | Some 0 -> 0.0
            | Some _ -> 1.0
            | None -> 100.0

        let notLacking =
            match seq with
            | ValueSome seq when Set.contains seq peer.Held -> 10.0
            | ValueSome _
            | ValueNone -> 0.0

        offBeat + notTold + notLacking

    let private nearestPeer seq (call: RingCall) attendance =
        Map.tryFind call.Callee attendance.Told
        |> Option.defaultValue Set.empty
        |> Seq.filter (fun (_, address) -> address.Host = call.Caller.Host)
        |> Seq.map (fun guest -> distance seq call attendance.Peers[guest], RingPeer guest)
        |> Seq.fold
            (fun nearest (distance, peer) ->
                match nearest with
                | ValueSome(other, _) when other <= distance -> nearest
                | ValueSome _
                | ValueNone -> ValueSome(distance, peer))
            ValueNone

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

    /// How far from its next call the tracker would be, in seconds.
    let private trackerDistance (call: RingCall) attendance =
        let since offset (moment: TimeSpan voption) =
            match moment with
            | ValueSome moment -> abs ((call.Called.At - moment).TotalSeconds - offset)
            | ValueNone -> 1_000.0

        [ since 0.0 attendance.Busy
          since Limits.pingEvery.TotalSeconds attendance.Pinged
          since 0.0 (nearest call.Called.At attendance.Surely) ]
        |> List.min

    let private whoCalled (call: RingCall) attendance =
        let stranger = Stranger call.Caller.Host

        match CapturedConnection.request call, attendance.Tracker with
        | ValueSome(Register(handle, port)), _ -> RingPeer(handle, Endpoint.create call.Caller.Host port)
        | ValueSome(Ping _ | UpdateNeighbour _), ValueSome tracker -> TheTracker tracker
        | ValueSome(Query seq), _ ->
            match nearestPeer (ValueSome seq) call attendance with
            | ValueSome(_, peer) -> peer
            | ValueNone -> stranger
        | ValueNone, ValueSome tracker when tracker <> call.Callee ->
            let ofTracker = trackerDistance call attendance

            match nearestPeer ValueNone call attendance with
            | ValueSome(distance, peer) when distance < ofTracker && distance < 1.5 -> peer
            | _ when ofTracker < 0.5 -> TheTracker tracker
            | _ -> stranger
        | _ -> stranger

    let private isTracker guest =
        match guest with
        | TheTracker _ -> true
        | RingPeer _
        | Unregistered _
        | Stranger _ -> false

    let private learn attendance (struct (at: TimeSpan, lesson)) =
        let keepTrackerBusy guest attendance =
            if isTracker guest then
                { attendance with Busy = ValueSome at }
            else
                attendance

        match lesson with
        | Calls call ->
            let guest = whoCalled call attendance

            let known =
                match guest with
                | RingPeer(handle, address) when not (Map.containsKey (handle, address) attendance.Peers) ->
                    Map.add
                        (handle, address)
                        { Neighbours = []
                          Held = Set.empty
                          Free = at }
                        attendance.Peers
                | RingPeer _
                | Unregistered _
                | TheTracker _
                | Stranger _ -> attendance.Peers

            let attendance =
                if Map.containsKey call.Callee attendance.Called then
                    attendance
                else
                    meet (Unregistered call.Callee) attendance

            { meet guest attendance with
                Peers = known
                Callers = Map.add call.Number guest attendance.Callers }
        | Asks call ->
            match CapturedConnection.request call, peerAt call.Callee attendance with
            | ValueSome(UpdateNeighbour neighbour), Some peer -> tell peer neighbour.Address attendance
            | _ -> attendance
        | Answers call ->
            let hold (item: Item) peer =
                { peer with
                    Held = Set.add item.Seq peer.Held
                    Free = at }

            let guest = caller call attendance

            match CapturedConnection.answer call with
            | ValueSome(RegInit placement) ->
                let attendance =
                    { changePeer guest (hold placement.Item) attendance with
                        Busy = ValueSome at }

                match placement.Neighbour with
                | ValueSome neighbour -> tell guest neighbour.Address attendance
                | ValueNone -> attendance
            | ValueSome(QueryResult(ValueSome item)) -> changePeer guest (hold item) attendance
            | ValueSome _
            | ValueNone -> attendance |> changePeer guest (fun peer -> { peer with Free = at }) |> keepTrackerBusy guest
        | Ends(call, at) ->
            let guest = caller call attendance

            let attendance =
                match CapturedConnection.request call with
                | ValueSome(Ping _) ->
                    { attendance with
                        Pinged = ValueSome at }
                | ValueSome _
                | ValueNone -> attendance

            attendance
            |> changePeer guest (fun peer -> { peer with Free = max at peer.Free })
            |> keepTrackerBusy guest

    let private lessons (call: RingCall) =
        [ call.Called, Calls call
          for said: StreamMessage<Message> in call.OfCaller.Messages do
              said.Place, Asks call
          for said: StreamMessage<Message> in call.OfCallee.Messages do
              said.Place, Answers call
          for ended in ValueOption.toList (call.CallerEnd |> ValueOption.orElse call.CalleeEnd) do
              ended.Place, Ends(call, ended.Place.At) ]

    /// Who takes part in calls, in the order they began, and whose each call was.
    let ofConnections tracker (calls: RingCall list) =
        let nobody =
            { Tracker = tracker
              Callers = Map.empty
              Peers = Map.empty
              Guests = Map.empty
              Called = Map.empty
              Told = Map.empty
              Surely =
                calls
                |> List.filter (fun call ->
                    match CapturedConnection.request call with
                    | ValueSome(Ping _ | UpdateNeighbour _) -> true
                    | _ -> false)
                |> List.map _.Called.At
                |> List.sort
                |> Array.ofList
              Busy = ValueNone
              Pinged = ValueNone }

        let attendance =
            match tracker with
            | ValueSome endpoint -> meet (TheTracker endpoint) nobody
            | ValueNone -> nobody

        calls
        |> List.collect lessons
        |> List.sortBy (fun (place, _) -> place.Frame)
        |> List.map (fun (place, lesson) -> struct (place.At, lesson))
        |> List.fold learn attendance
