namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Tracker.TrackerState

/// The steps by which a recovering tracker tells its members their neighbours.
module NeighbourUpdates =

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
