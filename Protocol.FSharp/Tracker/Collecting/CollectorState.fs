namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// The activity of a peer as a client.
type ClientActivity =
    /// Until its next turn.
    | Waiting
    /// `before` is the neighbour at the start of the registration.
    | Registering of Connection * isSent: bool * before: Neighbour voption
    | Asking of Connection * Neighbour * seq: int
    /// The peer has every item, or is its own neighbour.
    | Idle
    /// The peer has every item and wants to leave: it asks the tracker for its item, to learn whether the tracker
    /// serves it.
    | CheckingTracker of Connection
    /// No other peer serves its items: it answers until other peers have fetched them.
    | Lingering
    | Ended

/// The state of a recovering peer.
type CollectorState =
    {
        Settings: CollectorSettings
        /// None before REG_INIT or UPDATE_NBR.
        Neighbour: Neighbour voption
        /// What an UPDATE_NBR from another host than the tracker's says, until the tracker has been asked.
        Doubted: Neighbour voption
        /// None before REG_INIT told the size.
        Assembly: Assembly voption
        Activity: ClientActivity
        /// Whether a REGISTER had no answer: a taken handle may then be the peer's own.
        MayBeKnown: bool
        /// Failed registrations in a row of a peer that is not in the ring, at most `Settings.Tries`.
        Tries: int
        /// Waits for a PING in a row in which none came, at most `MaxSilences`.
        Silences: int
        /// Its dealt items that no other peer has fetched.
        Unfetched: Set<int>
        /// Chooses the next item; unused before the tracker dealt an item.
        Selection: ItemSelection
        /// Who answered a query with further items: it reads which numbers are wanted.
        GivesFurther: Endpoint voption
        /// Queries in a row that failed.
        Failures: int
        /// Whether the tracker is queried instead of the neighbour: it named a neighbour again that does not answer.
        AsksTracker: bool
        /// Paces to the next query: 1, 2, 4 or 8.
        Slowness: int
        [<Undigested("they count for the user; no step depends on them")>]
        Refusals: Refusals
    }

/// Steps that all parts of a recovering peer use.
module CollectorState =

    type Flow = Step<CollectorState, RingOutput>

    /// The peer registers again after this many failed queries.
    [<Literal>]
    let MaxFailures = 3

    /// The slowest pace: while the neighbour cannot be reached.
    [<Literal>]
    let MaxSlowness = 8

    /// A peer that the tracker does not PING registers again after twice the time as often as this.
    [<Literal>]
    let MaxSilences = 3

    let initial (settings: CollectorSettings) =
        { Settings = settings
          Neighbour = ValueNone
          Doubted = ValueNone
          Assembly = ValueNone
          Activity = Waiting
          MayBeKnown = false
          Tries = 0
          Silences = 0
          Unfetched = Set.empty
          Selection = ItemSelection.startPlain 0
          GivesFurther = ValueNone
          Failures = 0
          AsksTracker = false
          Slowness = 1
          Refusals = Map.empty }

    let tell notice : Flow -> Flow = Step.emit (Tell notice)

    let enter activity : Flow -> Flow =
        Step.update (fun state ->
            { state with
                CollectorState.Activity = activity })

    let finish (flow: Flow) : Flow = flow |> enter Ended |> Step.emit Finish

    let slower most : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Slowness = max state.Slowness (min most (state.Slowness * 2)) })

    /// News came: the peer asks at full pace again.
    let freshen: Flow -> Flow =
        Step.update (fun state ->
            { state with
                Slowness = 1
                Failures = 0 })

    let rest (flow: Flow) : Flow =
        flow
        |> enter Waiting
        |> Step.emit (SetTimer(Turn, flow.State.Settings.Pace * float flow.State.Slowness))

    let dial call activity (flow: Flow) : Flow =
        flow |> enter activity |> Step.emitAll [ Open call; SetTimer(Deadline call, Limits.connect) ]

    let hangUp call : Flow -> Flow =
        Step.emitAll [ CancelTimer(Deadline call); Close call ]

    let askTracker isAsked : Flow -> Flow =
        Step.update (fun state -> { state with AsksTracker = isAsked })

    let register (flow: Flow) : Flow =
        let tracker = flow.State.Settings.Tracker
        let call = Dialled(tracker, 0)
        flow |> tell (Joining tracker) |> dial call (Registering(call, false, flow.State.Neighbour))

    let isItself (neighbour: Neighbour) (state: CollectorState) =
        let listen = state.Settings.Listen

        neighbour.Address = listen
        || (neighbour.Handle = state.Settings.Handle && neighbour.Address.Port = listen.Port)

    let theTracker (state: CollectorState) =
        { Handle = "tracker"
          Address = state.Settings.Tracker }
