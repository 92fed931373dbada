namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Tracker.Collecting

/// How a complete peer leaves the ring: no item may leave with it.
module Leaving =

    /// How long the peer stays without a query: a peer that lacks an item asks every pace.
    let private lingerFor (state: Collecting) =
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

    /// Leaves the ring. With the peer its items would go: a recovering tracker gives them in its place, an original does not.
    let private leave (flow: Flow) : Flow =
        let state = flow.State
        let call = Dialled(state.Settings.Tracker, 0)

        match state.Neighbour with
        | ValueSome neighbour when isItself neighbour state || neighbour.Address = state.Settings.Tracker -> finish flow
        | ValueSome _
        | ValueNone -> flow |> dial call (Entrusting call)

    /// The peer holds every item: with `Stay` it serves on, else it begins to leave.
    let completed phrase (flow: Flow) : Flow =
        let flow = flow |> tell (Completed phrase)

        if flow.State.Settings.Stay then
            enter Content flow
        else
            leave flow

    /// The tracker's answer about the peer's item: a tracker that gives the item makes the peer dispensable.
    let receiveEntrusted reply (flow: Flow) : Flow =
        match reply with
        | Reply.Found(ValueSome _) -> finish flow
        | Reply.Found ValueNone
        | Reply.Placed _
        | Reply.Remark _
        | Reply.Unreadable _
        | Reply.Unrelated -> linger flow

    /// Another peer fetched an item from this one.
    let given seq (flow: Flow) : Flow =
        let flow =
            flow
            |> Step.update (fun state ->
                { state with
                    Unfetched = Set.remove seq state.Unfetched })

        if flow.State.Errand = Lingering then
            flow |> Step.emit (SetTimer(Turn, lingerFor flow.State))
        else
            flow

    /// No query came for `lingerFor`, or the peer stayed for `Limits.stayOn`.
    let depart (flow: Flow) : Flow =
        flow |> tell (Leaves(Set.toList flow.State.Unfetched)) |> finish
