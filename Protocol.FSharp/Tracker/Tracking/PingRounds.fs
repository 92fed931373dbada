namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Tracker.TrackerState

/// The steps by which a recovering tracker calls its members with PING, and lets go of those that do not answer.
module PingRounds =

    open NeighbourUpdates

    let private hangUp connection : Flow -> Flow =
        Step.emitAll [ CancelTimer(Deadline connection); Close connection ]

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

    /// Whether a member keeps its handle against an earlier address of it.
    let isContested (held: Member) address (state: TrackerState) =
        held.Address <> address
        && state.MovedHandles |> Map.tryFind held.Handle |> Option.exists (MovedHandle.isKeptFrom address)

    /// A member registers again, perhaps at another address.
    let moves (held: Member) address (flow: Flow) : Flow =
        if held.Address = address then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    MovedHandles =
                        state.MovedHandles |> Map.change held.Handle (MovedHandle.move held.Address address >> Some) })

    /// The member that was called has answered.
    let isAlive call (flow: Flow) : Flow =
        let answered (state: TrackerState) =
            match Map.tryFind call state.Pings with
            | Some handle ->
                { state with
                    MovedHandles = state.MovedHandles |> Map.change handle (Option.map MovedHandle.answered) }
            | None -> state

        flow |> Step.update answered |> pingOver call |> callNext

    /// Removes a member that has not answered.
    let expire call handle reason (flow: Flow) : Flow =
        let expire (known: Member) (flow: Flow) =
            let struct (ring, affected) = Ring.apply (Departed handle) flow.State.Ring

            flow
            |> Step.update (fun state ->
                { state with
                    Ring = ring
                    Confirmed = Map.remove handle state.Confirmed
                    Due = Set.remove handle state.Due
                    MovedHandles = Map.remove handle state.MovedHandles })
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
        | Some call -> flow |> hangUp call |> pingOver call |> callNext
        | None -> flow
