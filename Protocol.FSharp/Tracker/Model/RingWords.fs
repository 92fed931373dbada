namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// Timers and states in words.
module RingWords =

    let timer =
        function
        | Round -> "time for PING"
        | Turn -> "its next turn"
        | Silence -> "no PING for a minute"
        | Deadline connection -> $"{Connection.partner connection} takes too long"

    let private ring (members: Neighbour list) =
        match members with
        | [] -> "no peer registered"
        | _ when members.Length > 12 -> $"{members.Length} peers registered"
        | _ ->
            let names = members |> List.map _.Handle |> String.concat ", "
            $"ring: {names}"

    let private trackerPhase tracker =
        match tracker with
        | PublishedRing { IsSilent = true } -> "stopped answering"
        | PublishedRing { Server = UpdatingFor _ } -> "telling all peers their neighbours"
        | PublishedRing { Pinger = PingingAll _ } -> "calling peers with PING"
        | PublishedRing { Pinger = UpdatingAll _ } -> "telling all peers their neighbours"
        | PublishedRing { Callers = _ :: _ } -> "with a caller"
        | PublishedRing _ -> "listening"
        | RecoveringRing { Ended = true } -> "ended"
        | RecoveringRing state when not state.Updates.IsEmpty -> "telling peers their neighbours"
        | RecoveringRing { Round = (AskingTime | Pinging _) } -> "calling peers with PING"
        | RecoveringRing state when not state.Writing.IsEmpty -> "writing its state file"
        | RecoveringRing _ -> "listening"

    let private standIn tracker =
        match tracker with
        | RecoveringRing state when Ring.count state.Ring > 0 && Ring.orphans state.Ring > 0 ->
            let orphans = Ring.orphans state.Ring
            let items = if orphans = 1 then "item" else "items"
            $"; answers for {orphans} {items} that no peer was dealt"
        | RecoveringRing _
        | PublishedRing _ -> ""

    let private peerPhase collector =
        match collector with
        | PublishedPeer { Server = ServingNobody } -> "stopped answering"
        | PublishedPeer state ->
            match state.Client with
            | Settling -> "about to register"
            | JoiningRing _ -> "registering"
            | Pausing _ -> "waiting for its next query"
            | Querying _ -> "asking its neighbour"
            | ClientOver -> "not asking"
        | RecoveringPeer state ->
            match state.Activity with
            | Waiting -> "waiting for its next turn"
            | Registering _ -> "registering"
            | Asking _ -> "asking its neighbour"
            | Idle -> "not asking"
            | CheckingTracker _ -> "asking the tracker whether it gives its item"
            | Lingering -> "staying until another peer fetched its item"
            | Ended -> "ended"

    /// The phase of a tracker or a peer.
    let phase participant =
        match participant with
        | TrackerPart tracker -> trackerPhase tracker
        | PeerPart collector -> peerPhase collector

    let private wanted collector =
        match collector with
        | RecoveringPeer { Activity = Asking(_, other, seq) } -> $": {other.Handle} for {seq}"
        | RecoveringPeer _
        | PublishedPeer _ -> ""

    let private holdings collector =
        let assembly = Collector.assembly collector

        match Assembly.count assembly, Assembly.phrase assembly with
        | 0, _ -> "nothing"
        | _, ValueSome phrase -> $"everything: {phrase}"
        | held, ValueNone when held > 12 -> $"{held} of {Assembly.size assembly} items"
        | _, ValueNone ->
            Assembly.items assembly
            |> Seq.map Item.words
            |> String.concat ", "
            |> fun held -> $"{held} of {Assembly.size assembly}"

    let private follows collector =
        match Collector.neighbour collector with
        | ValueSome other -> $"; neighbour {other.Handle}"
        | ValueNone -> ""

    /// The phase of a tracker or a peer, and its ring or items.
    let state participant =
        let details =
            match participant with
            | TrackerPart tracker -> $"; {ring (RingTracker.members tracker)}{standIn tracker}"
            | PeerPart collector -> $"{wanted collector}{follows collector}; holds {holdings collector}"

        phase participant + details
