namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// A registration that is being written to the journal.
type Registration =
    {
        Handle: string
        /// What is told once it is durable.
        Notice: Notice
        /// Whose neighbour may be another by it.
        Affected: string list
        /// Whether the connection it came by is still there.
        IsHere: bool
    }

type PingRound =
    | Resting
    | AskingTime
    /// These are still to be called, besides those that are being called.
    | Pinging of time: string * left: string list

/// The state of a tracker that no bad message stops.
type Tracking =
    {
        Settings: TrackerSettings
        Ring: Ring
        Writing: Map<Connection, Registration>
        /// Callers that were given their neighbour and have not closed yet.
        Answered: Map<Connection, string>
        /// Members called with a PING.
        Pings: Map<Connection, string>
        /// Members called with an UPDATE_NBR.
        Updates: Map<Connection, struct (string * Neighbour)>
        /// How many connections are telling a member its neighbour. What is told by one cannot overtake the other.
        Telling: Map<string, int>
        /// What members know for sure.
        Heard: Map<string, Neighbour>
        /// Members to be told as soon as there is room.
        Due: Set<string>
        /// Members to be told after so many rounds of PING, whatever they hear till then: what was lost may have been delayed.
        Unheard: Map<string, int>
        Round: PingRound
        [<Undigested("they count for the user; no step depends on them")>]
        Refusals: Refusals
        Ended: bool
    }

/// The steps of a recovering tracker by which it calls its members.
module Tracking =

    type Flow = Step<Tracking, RingOutput>

    let initial (settings: TrackerSettings) =
        { Settings = settings
          Ring = settings.Ring
          Writing = Map.empty
          Answered = Map.empty
          Pings = Map.empty
          Updates = Map.empty
          Telling = Map.empty
          Heard = Map.empty
          Due = Set.empty
          // What they were told before the tracker started nobody knows.
          Unheard = Ring.members settings.Ring |> Seq.map (fun known -> known.Handle, 1) |> Map.ofSeq
          Round = Resting
          Refusals = Map.empty
          Ended = false }

    let tell notice : Flow -> Flow = Step.emit (Tell notice)

    let finish (flow: Flow) : Flow =
        flow |> Step.update (fun state -> { state with Ended = true }) |> Step.emit Finish

    let private deadline connection (due: TimeSpan) : Flow -> Flow =
        Step.emit (SetTimer(Deadline connection, due))

    let private hangUp connection : Flow -> Flow =
        Step.emitAll [ CancelTimer(Deadline connection); Close connection ]

    let private isMember handle (state: Tracking) =
        Ring.tryFind handle state.Ring |> ValueOption.isSome

    /// Whom a member has to query, as the ring is now.
    let neighbour handle (state: Tracking) =
        Ring.neighbour state.Settings.Handle handle state.Ring

    /// A name for a call that no open connection has.
    let private newCall (target: Endpoint) (state: Tracking) =
        let isTaken connection =
            Map.containsKey connection state.Pings || Map.containsKey connection state.Updates

        Seq.initInfinite (fun number -> Dialled(target, number)) |> Seq.find (isTaken >> not)

    /// Calls members that are due, as many as there is room for.
    let rec callDue (flow: Flow) : Flow =
        let state = flow.State

        if state.Due.IsEmpty || state.Updates.Count >= Limits.MaxCalls then
            flow
        else
            let handle = state.Due.MinimumElement

            let flow =
                flow
                |> Step.update (fun state ->
                    { state with
                        Due = Set.remove handle state.Due })

            match Ring.tryFind handle state.Ring, neighbour handle state with
            | ValueSome known, ValueSome neighbour ->
                let call = newCall known.Address state

                flow
                |> Step.update (fun state ->
                    { state with
                        Updates = Map.add call (struct (handle, neighbour)) state.Updates
                        Telling = Map.add handle 1 state.Telling })
                |> Step.emit (Open call)
                |> deadline call Limits.connect
                |> callDue
            | _ -> callDue flow

    /// Makes a member due if what it knows is not so; one that is being told is looked at again afterwards.
    let consider handle (flow: Flow) : Flow =
        let state = flow.State
        let current = neighbour handle state
        let heard = Map.tryFind handle state.Heard |> ValueOption.ofOption

        if current.IsNone || current = heard || Map.containsKey handle state.Telling then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    Due = Set.add handle state.Due })

    /// Members' neighbours may have changed.
    let considerAll handles (flow: Flow) : Flow =
        handles |> Seq.fold (fun flow handle -> consider handle flow) flow |> callDue

    /// A connection that told a member its neighbour is over.
    let private told handle (flow: Flow) : Flow =
        let isLast =
            Map.tryFind handle flow.State.Telling |> Option.forall (fun count -> count <= 1)

        flow
        |> Step.update (fun state ->
            { state with
                Telling =
                    if isLast then
                        Map.remove handle state.Telling
                    else
                        Map.change handle (Option.map (fun count -> count - 1)) state.Telling })

    /// The member does not know its neighbour for sure: it is told after the next round, if it is still there or there again,
    /// and once more after the one behind it, when nothing of before can be under way any more.
    let private missed handle (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Heard = Map.remove handle state.Heard
                Unheard = Map.add handle 2 state.Unheard })

    /// A registration is answered with its neighbour. Our side of the connection ends with it; that the caller closes its
    /// side shows that it has read the answer, so that no UPDATE_NBR overtakes it.
    let answerWith (neighbour: Neighbour) handle (item: Item) caller (flow: Flow) : Flow =
        let telling = flow.State.Telling |> Map.tryFind handle |> Option.defaultValue 0

        flow
        |> Step.update (fun state ->
            { state with
                Answered = Map.add caller handle state.Answered
                Telling = Map.add handle (telling + 1) state.Telling
                Heard = Map.add handle neighbour state.Heard
                Due = Set.remove handle state.Due })
        |> Step.emitAll
            [ Send(
                  caller,
                  RegInit
                      { Neighbour = ValueSome neighbour
                        Size = Phrase.size flow.State.Settings.Phrase
                        Item = item }
              )
              HalfClose caller ]
        |> deadline caller Limits.linger

    /// An answered caller has closed, or was closed.
    let answeredClosed caller handle (isOrderly: bool) (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Answered = Map.remove caller state.Answered })
        |> Step.emit (CancelTimer(Deadline caller))
        |> told handle
        |> (if isOrderly then id else missed handle)
        |> considerAll [ handle ]

    let private updateOver call handle (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Updates = Map.remove call state.Updates })
        |> told handle

    /// The member closed after UPDATE_NBR: it has heard.
    let updateHeard call handle neighbour (flow: Flow) : Flow =
        flow
        |> updateOver call handle
        |> Step.emit (CancelTimer(Deadline call))
        |> Step.update (fun state ->
            if isMember handle state then
                { state with
                    Heard = Map.add handle neighbour state.Heard }
            else
                state)
        |> tell (NeighbourUpdated(handle, neighbour))
        |> considerAll [ handle ]

    let updateFailed call handle reason (flow: Flow) : Flow =
        flow
        |> updateOver call handle
        |> missed handle
        |> Step.emit (CancelTimer(Deadline call))
        |> tell (UpdateFailed(handle, reason))
        |> callDue

    let sendUpdate call neighbour (flow: Flow) : Flow =
        flow |> Step.emit (Send(call, UpdateNeighbour neighbour)) |> deadline call Limits.answer

    /// Calls the next members of a round, as many as there is room for, and ends the round after the last.
    let rec private callNext (flow: Flow) : Flow =
        let state = flow.State

        match state.Round with
        | Pinging(time, handle :: left) when state.Pings.Count < Limits.MaxCalls ->
            let flow =
                flow
                |> Step.update (fun state ->
                    { state with
                        Round = Pinging(time, left) })

            match Ring.tryFind handle state.Ring with
            | ValueSome known ->
                let call = newCall known.Address state

                flow
                |> Step.update (fun state ->
                    { state with
                        Pings = Map.add call handle state.Pings })
                |> Step.emit (Open call)
                |> deadline call Limits.answer
                |> callNext
            | ValueNone -> callNext flow
        | Pinging(_, []) when state.Pings.IsEmpty ->
            flow
            |> Step.update (fun state ->
                { state with
                    Round = Resting
                    Heard =
                        (state.Heard, state.Unheard.Keys) ||> Seq.fold (fun heard handle -> Map.remove handle heard)
                    Unheard =
                        state.Unheard
                        |> Map.filter (fun _ rounds -> rounds > 1)
                        |> Map.map (fun _ rounds -> rounds - 1) })
            |> Step.emit (SetTimer(Round, state.Settings.PingEvery))
            |> tell (RoundEnded(Ring.count state.Ring))
            |> considerAll state.Unheard.Keys
        | Pinging _
        | Resting
        | AskingTime -> flow

    let askTime (flow: Flow) : Flow =
        flow |> Step.update (fun state -> { state with Round = AskingTime }) |> Step.emit (Ask ClockTime)

    let startRound time (flow: Flow) : Flow =
        match flow.State.Round with
        | AskingTime ->
            let left = Ring.members flow.State.Ring |> Seq.map _.Handle |> List.ofSeq

            flow
            |> Step.update (fun state ->
                { state with
                    Round = Pinging(time, left) })
            |> callNext
        | Resting
        | Pinging _ -> flow

    let sendPing call (flow: Flow) : Flow =
        match flow.State.Round with
        | Pinging(time, _) -> flow |> Step.emit (Send(call, Ping time)) |> deadline call Limits.answer
        | Resting
        | AskingTime -> flow

    let private pingOver call (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Pings = Map.remove call state.Pings })
        |> Step.emit (CancelTimer(Deadline call))

    /// The member has answered.
    let isAlive call (flow: Flow) : Flow = flow |> pingOver call |> callNext

    /// The member has not answered: it is out of the ring.
    let prune call handle reason (flow: Flow) : Flow =
        let prune (known: Member) (flow: Flow) =
            let struct (ring, affected) = Ring.apply (Departed handle) flow.State.Ring

            flow
            |> Step.update (fun state ->
                { state with
                    Ring = ring
                    Heard = Map.remove handle state.Heard
                    Due = Set.remove handle state.Due })
            |> Step.emit (Ask(Remember(Departed handle, ValueNone)))
            |> tell (
                Pruned(
                    { Handle = handle
                      Address = known.Address },
                    reason
                )
            )
            |> considerAll affected

        match Ring.tryFind handle flow.State.Ring with
        | ValueSome known -> flow |> pingOver call |> prune known |> callNext
        | ValueNone -> flow |> pingOver call |> callNext

    /// A member that registers again is alive: it need not answer a PING to where it was.
    let spare handle (flow: Flow) : Flow =
        match flow.State.Pings |> Map.tryFindKey (fun _ called -> called = handle) with
        | Some call -> flow |> hangUp call |> isAlive call
        | None -> flow
