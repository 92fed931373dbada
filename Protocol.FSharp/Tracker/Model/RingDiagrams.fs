namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Verification

/// The state diagrams of the ring's machines, the tracker and a peer side by side.
module RingDiagrams =

    /// The timer in words, without the name of the partner.
    let private timer timer =
        match timer with
        | Own(Deadline _)
        | Patience _ -> "a partner takes too long"
        | Own(Round | Turn | Silence as timer) -> RingWords.timer timer

    let private phase (guarded: Guarded<RingParticipant>) =
        let participant = guarded.Inner

        match participant with
        | TrackerPart _ -> $"tracker: {RingWords.phase participant}"
        | PeerPart _ -> $"peer: {RingWords.phase participant}"

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
        | QueryResult(ValueNone, (ValueNone | ValueSome [])) -> "QUERY_RESULT without an item"
        | QueryResult _ -> "QUERY_RESULT"
        | AskRing _ -> "RING"
        | RingPart _ -> "a part of the ring"
        | Remark _ -> "a remark"
        | NoData -> "No data sent!"
        | Unusual _ -> "an unusual message"

    let diagram policy =
        let world =
            { RingScenarios.world (PeerPolicies.same policy) (RingScenarios.crowd 2 3) with
                TimerWords = timer }

        let sketch: StateDiagramSpec<Guarded<RingParticipant>, Message, UserCommand> =
            { Title = $"The tracker ring, {Policy.name policy}: the phases of its machine"
              Phase = phase
              Kind = kind
              Commands = [ "the user stops it", Stop ] }

        StateDiagram.ofWorld world sketch []
