namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// Digests of everything the next step of a tracker or a peer can depend on, and of what travels between them. Refusals
/// are left out: they count, but decide nothing.
module RingDigest =

    let private addMember (known: Member) digest =
        digest
        |> Digest.addString known.Handle
        |> Digest.addEndpoint known.Address
        |> Digest.addEndpoint known.Via
        |> Digest.addInt known.Item

    let private addChange change digest =
        match change with
        | Joined newcomer -> digest |> Digest.addInt 0 |> addMember newcomer
        | Departed handle -> digest |> Digest.addInt 1 |> Digest.addString handle

    let addTimer timer digest =
        match timer with
        | Round -> Digest.addInt 0 digest
        | Turn -> Digest.addInt 1 digest
        | Silence -> Digest.addInt 3 digest
        | Deadline connection -> digest |> Digest.addInt 2 |> Connection.digest connection

    let addQuestion question digest =
        match question with
        | Remember(change, asker) ->
            digest |> Digest.addInt 1 |> addChange change |> Digest.addOption Connection.digest asker
        | ClockTime -> Digest.addInt 2 digest

    let private addHandles (handles: string seq) digest =
        Digest.addSeq Digest.addString handles digest

    let private addRegistration (registration: Registration) digest =
        digest
        |> Digest.addString registration.Handle
        |> Digest.addString (Notice.line registration.Notice)
        |> addHandles registration.Affected
        |> Digest.addBool registration.IsHere

    let private addRound round digest =
        match round with
        | Resting -> Digest.addInt 0 digest
        | AskingTime -> Digest.addInt 1 digest
        | Pinging(time, left) -> digest |> Digest.addInt 2 |> Digest.addString time |> addHandles left

    let addRing ring digest =
        Digest.addSeq addMember (Ring.members ring) digest

    let private addTracking (state: Tracking) digest =
        digest
        |> addRing state.Ring
        |> Digest.addMap Connection.digest addRegistration state.Writing
        |> Digest.addMap Connection.digest Digest.addString state.Answered
        |> Digest.addMap Connection.digest Digest.addString state.Pings
        |> Digest.addMap
            Connection.digest
            (fun (struct (handle, neighbour)) digest -> digest |> Digest.addString handle |> Neighbour.digest neighbour)
            state.Updates
        |> Digest.addMap Digest.addString Digest.addInt state.Telling
        |> Digest.addMap Digest.addString Neighbour.digest state.Heard
        |> addHandles state.Due
        |> Digest.addMap Digest.addString Digest.addInt state.Unheard
        |> addRound state.Round
        |> Digest.addBool state.Ended

    let private addArrival arrival digest =
        match arrival with
        | Said message -> digest |> Digest.addInt 0 |> Message.digest message
        | Garbled problem -> digest |> Digest.addInt 1 |> Digest.addString problem.Problem
        | Silent reason -> digest |> Digest.addInt 2 |> Digest.addString (CloseReason.words reason)

    let private addLine (line: Line<Message>) digest =
        Digest.addSeq
            (fun caller digest ->
                digest
                |> Connection.digest caller.Connection
                |> Digest.addOption addArrival caller.Arrival
                |> Digest.addBool caller.IsGone)
            line
            digest

    let private addWalk walk digest =
        digest |> Digest.addInt walk.Index |> Digest.addInt walk.Count |> Connection.digest walk.Call

    let private addServer server digest =
        match server with
        | Listening -> Digest.addInt 0 digest
        | UpdatingFor walk -> digest |> Digest.addInt 1 |> addWalk walk

    let private addPinger part digest =
        match part with
        | Sleeping -> Digest.addInt 0 digest
        | WaitingForTime -> Digest.addInt 1 digest
        | PingingAll(time, index, count, kept, call) ->
            digest
            |> Digest.addInt 2
            |> Digest.addString time
            |> Digest.addInt index
            |> Digest.addInt count
            |> Digest.addSeq Neighbour.digest kept
            |> Connection.digest call
        | UpdatingAll walk -> digest |> Digest.addInt 3 |> addWalk walk
        | Died -> Digest.addInt 4 digest

    let private addPublishedTracker (state: PublishedTracker) digest =
        digest
        |> Digest.addSeq Neighbour.digest state.Peers
        |> Digest.addOption Item.digest state.Last
        |> addLine state.Line
        |> addServer state.Server
        |> addPinger state.Pinger
        |> Digest.addBool state.IsSilent

    let addTracker tracker digest =
        match tracker with
        | PublishedRing state -> digest |> Digest.addInt 0 |> addPublishedTracker state
        | RecoveringRing state -> digest |> Digest.addInt 1 |> addTracking state

    let private addAssembly assembly digest =
        digest
        |> Digest.addInt (Assembly.size assembly)
        |> Digest.addSeq Item.digest (Assembly.items assembly)

    let private addErrand errand digest =
        match errand with
        | Waiting -> Digest.addInt 0 digest
        | Registering(call, isSent, before) ->
            digest
            |> Digest.addInt 1
            |> Connection.digest call
            |> Digest.addBool isSent
            |> Digest.addOption Neighbour.digest before
        | Asking(call, neighbour, seq) ->
            digest
            |> Digest.addInt 2
            |> Connection.digest call
            |> Neighbour.digest neighbour
            |> Digest.addInt seq
        | Content -> Digest.addInt 3 digest
        | Ended -> Digest.addInt 4 digest
        | Entrusting call -> digest |> Digest.addInt 5 |> Connection.digest call
        | Lingering -> Digest.addInt 6 digest

    let private addCollecting (state: Collecting) digest =
        digest
        |> Digest.addOption Neighbour.digest state.Neighbour
        |> Digest.addOption addAssembly state.Assembly
        |> addErrand state.Errand
        |> Digest.addBool state.MayBeKnown
        |> Digest.addInt state.Tries
        |> Digest.addSeq Digest.addInt state.Unfetched
        |> Quest.digest state.Quest
        |> Digest.addBool state.AsksTracker
        |> Digest.addInt state.Failures
        |> Digest.addInt state.Slowness

    let private addClient part digest =
        match part with
        | Settling -> Digest.addInt 0 digest
        | JoiningRing call -> digest |> Digest.addInt 1 |> Connection.digest call
        | Pausing left -> digest |> Digest.addInt 2 |> Digest.addOption Connection.digest left
        | Querying call -> digest |> Digest.addInt 3 |> Connection.digest call
        | ClientOver -> Digest.addInt 4 digest

    let private addServing part digest =
        match part with
        | ServingAll -> Digest.addInt 0 digest
        | ServingOneMore -> Digest.addInt 1 digest
        | ServingNobody -> Digest.addInt 2 digest

    let private addPublishedCollector (state: PublishedCollector) digest =
        digest
        |> Digest.addOption Neighbour.digest state.Neighbour
        |> addAssembly state.Assembly
        |> addClient state.Client
        |> addServing state.Server
        |> addLine state.Line
        |> Digest.addBool state.IsOver

    let addCollector collector digest =
        match collector with
        | PublishedPeer state -> digest |> Digest.addInt 0 |> addPublishedCollector state
        | RecoveringPeer state -> digest |> Digest.addInt 1 |> addCollecting state

    /// The digest of a tracker's or a peer's state: the same live, replayed, simulated and checked.
    let addState participant digest =
        match participant with
        | TrackerPart state -> digest |> Digest.addInt 0 |> addTracker state
        | PeerPart state -> digest |> Digest.addInt 1 |> addCollector state
