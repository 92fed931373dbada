namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// What a peer is doing as a client.
type Errand =
    /// Until its next turn.
    | Waiting
    /// `before`: the neighbour as it was when the errand began.
    | Registering of Connection * isSent: bool * before: Neighbour voption
    | Asking of Connection * Neighbour * seq: int
    /// There is nothing to ask: everything is here, or the peer is its own neighbour.
    | Content
    /// Everything is here and the peer wants to leave: it asks the tracker for its item, to learn whether others get it there.
    | Entrusting of Connection
    /// No other peer gives its items: it answers until other peers have fetched them.
    | Lingering
    | Ended

/// The state of a peer that nothing keeps from its items for ever.
type Collecting =
    {
        Settings: CollectorSettings
        /// None before the tracker or an UPDATE_NBR told it.
        Neighbour: Neighbour voption
        /// None before the tracker told the size.
        Assembly: Assembly voption
        Errand: Errand
        /// A REGISTER went out whose answer did not come: if the handle is taken, it may be by ourselves.
        MayBeKnown: bool
        /// Registrations in a row that failed.
        Tries: int
        /// The items it was dealt that no other peer has fetched from it.
        Unfetched: Set<int>
        /// What to ask for next; of no account before the tracker dealt an item.
        Quest: Quest
        /// Queries in a row without an answer.
        Failures: int
        /// The tracker has named a neighbour again that gives no answer: the tracker is asked in its place while it has items.
        AsksTracker: bool
        /// How many paces pass to the next turn: 1, 2, 4 or 8.
        Slowness: int
        [<Undigested("they count for the user; no step depends on them")>]
        Refusals: Refusals
    }

/// The steps that all a recovering peer does is made of.
module Collecting =

    type Flow = Step<Collecting, RingOutput>

    /// Queries without an answer before the peer asks the tracker for its neighbour again.
    [<Literal>]
    let MaxFailures = 3

    /// The slowest pace: while the neighbour cannot be reached.
    [<Literal>]
    let MaxSlowness = 8

    let initial (settings: CollectorSettings) =
        { Settings = settings
          Neighbour = ValueNone
          Assembly = ValueNone
          Errand = Waiting
          MayBeKnown = false
          Tries = 0
          Unfetched = Set.empty
          Quest = Quest.start 0
          Failures = 0
          AsksTracker = false
          Slowness = 1
          Refusals = Map.empty }

    let tell notice : Flow -> Flow = Step.emit (Tell notice)

    let enter errand : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Collecting.Errand = errand })

    let finish (flow: Flow) : Flow = flow |> enter Ended |> Step.emit Finish

    let slower most : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Slowness = max state.Slowness (min most (state.Slowness * 2)) })

    /// Something new came: the pace is full again.
    let freshen: Flow -> Flow =
        Step.update (fun state ->
            { state with
                Slowness = 1
                Failures = 0 })

    let rest (flow: Flow) : Flow =
        flow
        |> enter Waiting
        |> Step.emit (SetTimer(Turn, flow.State.Settings.Pace * float flow.State.Slowness))

    let dial call errand (flow: Flow) : Flow =
        flow |> enter errand |> Step.emitAll [ Open call; SetTimer(Deadline call, Limits.connect) ]

    let hangUp call : Flow -> Flow =
        Step.emitAll [ CancelTimer(Deadline call); Close call ]

    let askTracker isAsked : Flow -> Flow =
        Step.update (fun state -> { state with AsksTracker = isAsked })

    let register (flow: Flow) : Flow =
        let tracker = flow.State.Settings.Tracker
        let call = Dialled(tracker, 0)
        flow |> tell (Joining tracker) |> dial call (Registering(call, false, flow.State.Neighbour))

    let isItself (neighbour: Neighbour) (state: Collecting) =
        let listen = state.Settings.Listen

        neighbour.Address = listen
        || (neighbour.Handle = state.Settings.Handle && neighbour.Address.Port = listen.Port)

    let theTracker (state: Collecting) =
        { Handle = "tracker"
          Address = state.Settings.Tracker }
