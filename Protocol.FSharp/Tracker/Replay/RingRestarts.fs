namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// Where a participant of a captured ring may have been started again, though no refused call shows it.
module RingRestarts =

    let private registrations handle (listen: Endpoint) (calls: RingCall list) =
        calls
        |> List.filter (fun call ->
            match CapturedConnection.request call with
            | ValueSome(Register(name, port)) ->
                name = handle
                && port = listen.Port
                && call.Caller.Host = listen.Host
                && ValueOption.isSome call.Accepted
            | _ -> false)
        |> List.map _.Called

    /// The registrations that found no other peer in the ring, without the first: the newcomer is its own neighbour, or the
    /// tracker is.
    let private foundEmptyAgain tracker (calls: RingCall list) =
        calls
        |> List.filter (fun call ->
            match CapturedConnection.request call, CapturedConnection.answer call with
            | ValueSome(Register(_, port)), ValueSome(RegInit { Neighbour = ValueSome neighbour }) ->
                neighbour.Address = tracker || neighbour.Address = { call.Caller with Port = port }
            | _ -> false)
        |> List.map _.Called
        |> (fun places -> List.skip (min 1 places.Length) places)

    let private isOfTracker (call: RingCall) =
        match CapturedConnection.request call with
        | ValueSome(Ping _ | UpdateNeighbour _) -> true
        | _ -> false

    /// The calls of a tracker that tell a peer the neighbour that it was told last.
    let private toldAgain (calls: RingCall list) =
        let learn (struct (told, again)) (call: RingCall) =
            match CapturedConnection.request call, CapturedConnection.answer call with
            | ValueSome(Register(_, port)), ValueSome(RegInit { Neighbour = ValueSome neighbour }) ->
                struct (Map.add { call.Caller with Port = port } neighbour.Address told, again)
            | ValueSome(UpdateNeighbour neighbour), _ when Map.tryFind call.Callee told = Some neighbour.Address ->
                struct (told, call :: again)
            | ValueSome(UpdateNeighbour neighbour), _ -> struct (Map.add call.Callee neighbour.Address told, again)
            | _ -> struct (told, again)

        let struct (_, again) = calls |> List.fold learn (struct (Map.empty, []))
        List.rev again

    /// Where a tracker may have been started again with the ring that it kept: rounds are missing, and behind them it tells its peers the
    /// neighbours that they have, for it kept the ring and not what it told.
    let private keptRing (calls: RingCall list) =
        let own = calls |> List.filter isOfTracker

        let pauses =
            own |> List.pairwise |> List.map (fun (one, next) -> next.Called.At - one.Called.At, next.Called)

        let intervals =
            own
            |> List.groupBy _.Callee
            |> List.collect (snd >> List.pairwise)
            |> List.map (fun (one, next) -> next.Called.At - one.Called.At)
            |> List.filter (fun interval -> interval > ReplayWindow.tolerance)
            |> List.sort

        match intervals with
        | [] -> []
        | intervals ->
            let usual = intervals[intervals.Length / 2]

            toldAgain calls
            |> List.choose (fun call ->
                pauses
                |> List.filter (fun (pause, place) ->
                    place.Frame <= call.Called.Frame && pause > 2.0 * usual + ReplayWindow.tolerance)
                |> List.tryLast)
            |> List.map snd
            |> List.distinctBy _.Frame

    /// Where a peer that registers at a place was called first: an original listens for a while before it registers, and
    /// where calls were refused, the process that took them before was gone.
    let private firstContact listen (calls: RingCall list) (registration: CapturePoint) =
        let before =
            calls |> List.filter (fun call -> call.Callee = listen && call.Called.Frame < registration.Frame)

        let isTaken (call: RingCall) = ValueOption.isSome call.Accepted
        let settles = registration.At - Limits.settling - ReplayWindow.tolerance

        match List.tryFindIndexBack (isTaken >> not) before with
        | Some refused when List.exists isTaken (List.truncate refused before) -> List.skip (refused + 1) before
        | Some _
        | None -> before |> List.filter (fun call -> call.Called.At >= settles)
        |> List.filter isTaken
        |> List.tryHead
        |> Option.map _.Called
        |> Option.defaultValue registration

    /// The places before which a peer was there already: it took a call, or it registered.
    let private again listen (calls: RingCall list) (places: CapturePoint list) =
        let isBefore (place: CapturePoint) (call: RingCall) =
            call.Callee = listen && ValueOption.isSome call.Accepted && call.Called.Frame < place.Frame

        places
        |> List.indexed
        |> List.filter (fun (index, place) -> index > 0 || List.exists (isBefore place) calls)
        |> List.map snd

    /// Where a party may have become another process, and was first called or called.
    let firstSeen calls party =
        match party with
        | TheTracker tracker -> foundEmptyAgain tracker calls @ keptRing calls
        | RingPeer(handle, listen) ->
            registrations handle listen calls |> List.map (firstContact listen calls) |> again listen calls
        | Unregistered _
        | Stranger _ -> []

    /// Where a peer that may have become another process registered.
    let registered calls party =
        match party with
        | RingPeer(handle, listen) -> registrations handle listen calls |> again listen calls
        | TheTracker _
        | Unregistered _
        | Stranger _ -> []
