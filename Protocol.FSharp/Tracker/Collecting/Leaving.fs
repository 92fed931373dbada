namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Tracker.CollectorState

/// How a complete peer leaves the ring without taking the last copy of an item.
module Leaving =

    /// How long the peer stays without a query: a peer that lacks an item asks every pace.
    let private lingerFor (state: CollectorState) =
        let paces =
            if state.Unfetched.IsEmpty then
                Limits.fetchedPaces
            else
                Limits.unfetchedPaces

        paces * max state.Settings.Pace Limits.pace

    /// The peer stays until other peers have fetched its items, for a bounded time.
    let linger (flow: Flow) : Flow =
        let state = flow.State

        flow
        |> enter Lingering
        |> tell (StaysOn(Set.toList state.Unfetched, lingerFor state, Limits.stayOn))
        |> Step.emitAll [ SetTimer(Turn, lingerFor state); SetTimer(Silence, Limits.stayOn) ]

    /// Leaves the ring. A recovering tracker serves the items of a peer that left; an original does not.
    let private leave (flow: Flow) : Flow =
        let state = flow.State
        let call = Dialled(state.Settings.Tracker, 0)

        match state.Neighbour with
        | ValueSome neighbour when isItself neighbour state || neighbour.Address = state.Settings.Tracker -> finish flow
        | ValueSome _
        | ValueNone -> flow |> dial call (CheckingTracker call)

    /// The peer holds every item: with `Stay` it serves on, else it begins to leave.
    let completed phrase (flow: Flow) : Flow =
        let flow = flow |> tell (Completed phrase)

        if flow.State.Settings.Stay then
            enter Idle flow
        else
            leave flow

    /// The tracker's answer about the peer's item: a tracker that gives the item makes the peer dispensable.
    let receiveCheck reply (flow: Flow) : Flow =
        match reply with
        | Reply.Found(ValueSome _, _) -> finish flow
        | Reply.Found(ValueNone, _)
        | Reply.Placed _
        | Reply.Remark _
        | Reply.Unreadable _
        | Reply.Unrelated -> linger flow

    /// Another peer fetched items from this one.
    let given (items: Item list) (flow: Flow) : Flow =
        let flow =
            flow
            |> Step.update (fun state ->
                { state with
                    Unfetched =
                        items |> List.fold (fun unfetched item -> Set.remove item.Seq unfetched) state.Unfetched })

        if flow.State.Activity = Lingering then
            flow |> Step.emit (SetTimer(Turn, lingerFor flow.State))
        else
            flow

    /// No query came for `lingerFor`, or the peer stayed for `Limits.stayOn`.
    let depart (flow: Flow) : Flow =
        flow |> tell (Leaves(Set.toList flow.State.Unfetched)) |> finish
