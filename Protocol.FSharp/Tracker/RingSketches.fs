namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The state diagrams of the ring's machines, the tracker and a peer side by side.
module RingSketches =

    let private trackerPhase tracker =
        match tracker with
        | PublishedRing { IsSilent = true } -> "tracker: silent for good"
        | PublishedRing { Server = UpdatingFor _ } -> "tracker: telling neighbours"
        | PublishedRing { Pinger = PingingAll _ } -> "tracker: in a round of PING"
        | PublishedRing { Pinger = UpdatingAll _ } -> "tracker: telling neighbours"
        | PublishedRing _ -> "tracker: listening"
        | RecoveringRing { Ended = true } -> "tracker: ended"
        | RecoveringRing state when not state.Updates.IsEmpty -> "tracker: telling neighbours"
        | RecoveringRing { Round = (AskingTime | Pinging _) } -> "tracker: in a round of PING"
        | RecoveringRing _ -> "tracker: listening"

    let private peerPhase collector =
        match collector with
        | PublishedPeer { Server = ServingNobody } -> "peer: answers nobody"
        | PublishedPeer state ->
            match state.Client with
            | Settling
            | JoiningRing _ -> "peer: registering"
            | Pausing _ -> "peer: waiting"
            | Querying _ -> "peer: asking"
            | ClientOver -> "peer: complete"
        | RecoveringPeer state ->
            match state.Errand with
            | Registering _ -> "peer: registering"
            | Waiting -> "peer: waiting"
            | Asking _ -> "peer: asking"
            | Content -> "peer: complete"
            | Errand.Ended -> "peer: ended"

    /// Whoever it is that takes too long.
    let private timer timer =
        match timer with
        | Deadline _ -> "a partner takes too long"
        | Round
        | Turn
        | Silence -> RingWording.timer timer

    let private phase participant =
        match participant with
        | TrackerPart tracker -> trackerPhase tracker
        | PeerPart collector -> peerPhase collector

    let private kind message =
        match message with
        | Echo _ -> "ECHO"
        | Register _ -> "REGISTER"
        | RegInit { Neighbour = ValueNone } -> "REG_INIT without a neighbour"
        | RegInit _ -> "REG_INIT"
        | UpdateNeighbour _ -> "UPDATE_NBR"
        | Ping _ -> "PING"
        | Ack _ -> "ACK"
        | Query _ -> "QUERY"
        | QueryResult ValueNone -> "QUERY_RESULT of nothing"
        | QueryResult(ValueSome _) -> "QUERY_RESULT"
        | Remark _ -> "a remark"
        | NoData -> "No data sent!"
        | Unusual _ -> "something unusual"

    let diagram policy =
        let world =
            { RingWorlds.world policy (RingWorlds.crowd 2 3) with
                TimerWords = timer }

        let sketch: Sketch<Participant, Message, Request> =
            { Title = $"The tracker ring, {Policy.name policy}: its phases, found by running it"
              Phase = phase
              Kind = kind
              Requests = [ "the user stops it", Stop ] }

        StateDiagram.ofWorld world sketch []
