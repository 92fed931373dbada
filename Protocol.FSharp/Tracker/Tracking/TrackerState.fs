namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// A registration that the journal has not confirmed.
type Registration =
    {
        Handle: string
        /// The notice for the user when it is durable.
        Notice: Notice
        /// Members whose neighbour it may change.
        Affected: string list
        /// Whether its connection is open.
        IsHere: bool
    }

/// A change that is not in the journal yet.
type UnsavedChange =
    {
        Change: RingChange
        /// Who waits for it to be durable.
        Caller: Connection voption
    }

type PingRound =
    | Resting
    | AskingTime
    /// `left` are the members that have not been called.
    | Pinging of time: string * left: string list

/// The state of a recovering tracker.
type TrackerState =
    {
        Settings: TrackerSettings
        Ring: Ring
        Writing: Map<Connection, Registration>
        /// The changes that the journal is writing, all at once; none if it is at rest.
        Saving: UnsavedChange list
        /// The changes that wait until the journal has written those, latest first.
        Unsaved: UnsavedChange list
        [<Undigested("counted from Unsaved")>]
        UnsavedCount: int
        /// Callers that got their neighbour and have not closed the connection.
        Answered: Map<Connection, string>
        /// Members called with a PING.
        Pings: Map<Connection, string>
        /// Members called with an UPDATE_NBR.
        Updates: Map<Connection, struct (string * Neighbour)>
        /// How many connections are telling a member its neighbour.
        Telling: Map<string, int>
        /// The neighbour that each member is known to have received.
        Confirmed: Map<string, Neighbour>
        /// Members to call as soon as there is room.
        Due: Set<string>
        /// Members to tell again after so many rounds of PING, because an earlier UPDATE_NBR may still arrive late.
        RepeatIn: Map<string, int>
        Round: PingRound
        [<Undigested("they count for the user; no step depends on them")>]
        Refusals: Refusals
        Ended: bool
    }

/// The steps by which a recovering tracker calls its members.
module TrackerState =

    type Flow = Step<TrackerState, RingOutput>

    let initial (settings: TrackerSettings) =
        { Settings = settings
          Ring = settings.Ring
          Writing = Map.empty
          Saving = []
          Unsaved = []
          UnsavedCount = 0
          Answered = Map.empty
          Pings = Map.empty
          Updates = Map.empty
          Telling = Map.empty
          Confirmed = Map.empty
          Due = Set.empty
          // The tracker does not know what it told them before its restart.
          RepeatIn = Ring.members settings.Ring |> Seq.map (fun known -> known.Handle, 1) |> Map.ofSeq
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

    /// Whether a change of a member is not in the journal yet.
    let isUnsaved handle (state: TrackerState) =
        let isOf unsaved =
            match unsaved.Change with
            | Joined newcomer -> newcomer.Handle = handle
            | Departed leaver -> leaver = handle

        List.exists isOf state.Saving || List.exists isOf state.Unsaved

    /// Lets the journal write all changes that wait, if it is at rest.
    let saveNext (flow: Flow) : Flow =
        match flow.State.Saving, flow.State.Unsaved with
        | [], (_ :: _ as unsaved) ->
            let saving = List.rev unsaved

            flow
            |> Step.update (fun state ->
                { state with
                    Saving = saving
                    Unsaved = []
                    UnsavedCount = 0 })
            |> Step.emit (Ask(Remember(saving |> List.map _.Change)))
        | _, _ -> flow

    /// A change is to be durable; then its caller is answered.
    let save change caller (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Unsaved = { Change = change; Caller = caller } :: state.Unsaved
                UnsavedCount = state.UnsavedCount + 1 })
        |> saveNext

    let private isMember handle (state: TrackerState) =
        Ring.tryFind handle state.Ring |> ValueOption.isSome

    /// The current neighbour of a member.
    let neighbour handle (state: TrackerState) =
        Ring.neighbour state.Settings.Handle handle state.Ring

    /// A connection name that no open call has.
    let private newCall (target: Endpoint) (state: TrackerState) =
        let isTaken connection =
            Map.containsKey connection state.Pings || Map.containsKey connection state.Updates

        Seq.initInfinite (fun number -> Dialled(target, number)) |> Seq.find (isTaken >> not)

    /// Calls due members, up to `Limits.MaxCalls`.
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

    /// Marks a member due if it does not know its neighbour. A member that is being told is checked again afterwards.
    let markDue handle (flow: Flow) : Flow =
        let state = flow.State
        let current = neighbour handle state
        let confirmed = Map.tryFind handle state.Confirmed |> ValueOption.ofOption

        if current.IsNone || current = confirmed || Map.containsKey handle state.Telling then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    Due = Set.add handle state.Due })

    /// Marks members due whose neighbours may have changed, and calls them.
    let updateMembers handles (flow: Flow) : Flow =
        handles |> Seq.fold (fun flow handle -> markDue handle flow) flow |> callDue

    /// A connection that told a member its neighbour has ended.
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

    /// The member may not have received its neighbour: it is told after the next round of PING, and again after the
    /// round after it, when no earlier UPDATE_NBR can be in flight.
    let private scheduleRepeat handle (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Confirmed = Map.remove handle state.Confirmed
                RepeatIn = Map.add handle 2 state.RepeatIn })

    /// Answers a registration with its neighbour and half-closes the connection. The caller's close shows that it has
    /// read the answer, so no UPDATE_NBR overtakes it.
    let answerWith (neighbour: Neighbour) handle (item: Item) caller (flow: Flow) : Flow =
        let telling = flow.State.Telling |> Map.tryFind handle |> Option.defaultValue 0

        flow
        |> Step.update (fun state ->
            { state with
                Answered = Map.add caller handle state.Answered
                Telling = Map.add handle (telling + 1) state.Telling
                Confirmed = Map.add handle neighbour state.Confirmed
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

    /// The connection of an answered caller has ended.
    let answeredClosed caller handle (isOrderly: bool) (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Answered = Map.remove caller state.Answered })
        |> Step.emit (CancelTimer(Deadline caller))
        |> told handle
        |> (if isOrderly then id else scheduleRepeat handle)
        |> updateMembers [ handle ]

    let private updateOver call handle (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Updates = Map.remove call state.Updates })
        |> told handle

    /// The member closed after UPDATE_NBR, so it has received it.
    let updateConfirmed call handle neighbour (flow: Flow) : Flow =
        flow
        |> updateOver call handle
        |> Step.emit (CancelTimer(Deadline call))
        |> Step.update (fun state ->
            if isMember handle state then
                { state with
                    Confirmed = Map.add handle neighbour state.Confirmed }
            else
                state)
        |> tell (NeighbourUpdated(handle, neighbour))
        |> updateMembers [ handle ]

    let updateFailed call handle reason (flow: Flow) : Flow =
        flow
        |> updateOver call handle
        |> scheduleRepeat handle
        |> Step.emit (CancelTimer(Deadline call))
        |> tell (UpdateFailed(handle, reason))
        |> callDue

    let sendUpdate call neighbour (flow: Flow) : Flow =
        flow |> Step.emit (Send(call, UpdateNeighbour neighbour)) |> deadline call Limits.answer

    /// Calls the next members of a round, up to `Limits.MaxCalls`, and ends the round after the last.
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
                    Confirmed =
                        (state.Confirmed, state.RepeatIn.Keys)
                        ||> Seq.fold (fun confirmed handle -> Map.remove handle confirmed)
                    RepeatIn =
                        state.RepeatIn
                        |> Map.filter (fun _ rounds -> rounds > 1)
                        |> Map.map (fun _ rounds -> rounds - 1) })
            |> Step.emit (SetTimer(Round, state.Settings.PingEvery))
            |> tell (RoundEnded(Ring.count state.Ring))
            |> updateMembers state.RepeatIn.Keys
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

    /// Removes a member that has not answered.
    let expire call handle reason (flow: Flow) : Flow =
        let expire (known: Member) (flow: Flow) =
            let struct (ring, affected) = Ring.apply (Departed handle) flow.State.Ring

            flow
            |> Step.update (fun state ->
                { state with
                    Ring = ring
                    Confirmed = Map.remove handle state.Confirmed
                    Due = Set.remove handle state.Due })
            |> save (Departed handle) ValueNone
            |> tell (
                Pruned(
                    { Handle = handle
                      Address = known.Address },
                    reason
                )
            )
            |> updateMembers affected

        match Ring.tryFind handle flow.State.Ring with
        | ValueSome known -> flow |> pingOver call |> expire known |> callNext
        | ValueNone -> flow |> pingOver call |> callNext

    /// Cancels the PING of a member that registers again: it is alive, perhaps at another address.
    let cancelPing handle (flow: Flow) : Flow =
        match flow.State.Pings |> Map.tryFindKey (fun _ called -> called = handle) with
        | Some call -> flow |> hangUp call |> isAlive call
        | None -> flow
