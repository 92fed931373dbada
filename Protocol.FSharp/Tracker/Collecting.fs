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
    /// Nobody else gives its items: it answers until others have fetched them.
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
        /// The items it was dealt that nobody has fetched from it.
        Unfetched: Set<int>
        /// What to ask for next; of no account before the tracker dealt an item.
        Quest: Quest
        /// Queries in a row without an answer.
        Failures: int
        /// The tracker has named a neighbour again that gives no answer: the tracker is asked in its place while it has items.
        AsksTracker: bool
        /// How many paces pass to the next turn: 1, 2, 4 or 8.
        Slowness: int
        Refusals: Refusals
    }

/// The steps of a recovering peer by which it registers and collects.
module Collecting =

    type Flow = Step<Collecting, RingOutput>

    /// Queries without an answer before the peer asks the tracker for its neighbour again.
    [<Literal>]
    let MaxFailures = 3

    /// While the neighbour cannot be reached; one that has nothing new is asked half as often, and so is a tracker that was
    /// not reached yet.
    [<Literal>]
    let MaxSlowness = 8

    [<Literal>]
    let private LackSlowness = 2

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

    let private enter errand : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Collecting.Errand = errand })

    let finish (flow: Flow) : Flow = flow |> enter Ended |> Step.emit Finish

    let private slower most : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Slowness = max state.Slowness (min most (state.Slowness * 2)) })

    /// Something new came: the pace is full again.
    let private freshen: Flow -> Flow =
        Step.update (fun state ->
            { state with
                Slowness = 1
                Failures = 0 })

    let private rest (flow: Flow) : Flow =
        flow
        |> enter Waiting
        |> Step.emit (SetTimer(Turn, flow.State.Settings.Pace * float flow.State.Slowness))

    let private dial call errand (flow: Flow) : Flow =
        flow |> enter errand |> Step.emitAll [ Open call; SetTimer(Deadline call, Limits.connect) ]

    let private hangUp call : Flow -> Flow =
        Step.emitAll [ CancelTimer(Deadline call); Close call ]

    let private askTracker isAsked : Flow -> Flow =
        Step.update (fun state -> { state with AsksTracker = isAsked })

    let private register (flow: Flow) : Flow =
        let tracker = flow.State.Settings.Tracker
        let call = Dialled(tracker, 0)
        flow |> tell (Joining tracker) |> dial call (Registering(call, false, flow.State.Neighbour))

    let private isItself (neighbour: Neighbour) (state: Collecting) =
        let listen = state.Settings.Listen

        neighbour.Address = listen
        || (neighbour.Handle = state.Settings.Handle && neighbour.Address.Port = listen.Port)

    let private theTracker (state: Collecting) =
        { Handle = "tracker"
          Address = state.Settings.Tracker }

    /// The next thing to do.
    let takeTurn (flow: Flow) : Flow =
        let state = flow.State

        match state.Assembly, state.Neighbour with
        | _ when state.Failures >= MaxFailures -> register flow
        | ValueSome assembly, _ when Assembly.isComplete assembly -> enter Content flow
        | ValueSome _, ValueSome neighbour when isItself neighbour state -> enter Content flow
        | ValueSome assembly, ValueSome neighbour ->
            match Quest.next assembly state.Quest with
            | struct (ValueSome seq, quest) ->
                let asked = if state.AsksTracker then theTracker state else neighbour
                let call = Dialled(asked.Address, 0)

                flow
                |> Step.update (fun state -> { state with Quest = quest })
                |> dial call (Asking(call, asked, seq))
            | struct (ValueNone, _) -> enter Content flow
        | (ValueSome _ | ValueNone), _ -> register flow

    /// How long it tries to register before it gives up, where calls are refused at once.
    let private patience (settings: CollectorSettings) =
        float ((settings.Tries - 1) * LackSlowness) * settings.Pace

    let private registrationFailed reason (flow: Flow) : Flow =
        let flow =
            flow
            |> tell (TrackerFailed(flow.State.Settings.Tracker, reason))
            |> Step.update (fun state ->
                { state with
                    Tries = state.Tries + 1
                    Failures = 0 })

        let state = flow.State
        let isIn = state.Assembly.IsSome && state.Neighbour.IsSome

        match isIn with
        | true -> flow |> slower MaxSlowness |> rest
        | false when state.Tries >= state.Settings.Tries -> flow |> tell (GaveUp state.Tries) |> finish
        | false when state.Tries = 1 ->
            flow
            |> tell (TryingOn(state.Settings.Tries, patience state.Settings))
            |> slower LackSlowness
            |> rest
        | false -> flow |> slower LackSlowness |> rest

    /// How long it answers while nobody asks: others that still lack something ask every pace.
    let private lingerFor (state: Collecting) =
        let paces =
            if state.Unfetched.IsEmpty then
                Limits.fetchedPaces
            else
                Limits.unfetchedPaces

        paces * max state.Settings.Pace Limits.pace

    let private linger (flow: Flow) : Flow =
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

    let private completed phrase (flow: Flow) : Flow =
        let flow = flow |> tell (Completed phrase)

        if flow.State.Settings.Stay then
            enter Content flow
        else
            leave flow

    let private hearEntrusted message (flow: Flow) : Flow =
        match message with
        | QueryResult(ValueSome _) -> finish flow
        | QueryResult ValueNone
        | Echo _
        | Register _
        | RegInit _
        | UpdateNeighbour _
        | Ping _
        | Ack _
        | Query _
        | Remark _
        | NoData
        | Unusual _ -> linger flow

    /// Somebody has fetched an item from this peer.
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

    /// Nobody has asked for long, or it has stayed as long as it may.
    let depart (flow: Flow) : Flow =
        flow |> tell (Leaves(Set.toList flow.State.Unfetched)) |> finish

    let private isComplete (flow: Flow) =
        flow.State.Assembly |> ValueOption.exists Assembly.isComplete

    /// Goes on after an answer: to the next turn, or to what comes after the last item.
    let private goOn wasComplete (flow: Flow) : Flow =
        match flow.State.Assembly |> ValueOption.bind Assembly.phrase with
        | ValueSome _ when wasComplete -> enter Content flow
        | ValueSome phrase -> completed phrase flow
        | ValueNone -> rest flow

    let private awaitSilence: Flow -> Flow =
        Step.emit (SetTimer(Silence, Limits.silence))

    /// The tracker knows us as of now. After a REGISTER without an answer that says too little: the tracker may have dealt
    /// us an item that we never got.
    let known (flow: Flow) : Flow =
        if flow.State.MayBeKnown || flow.State.Errand = Lingering then
            flow
        else
            awaitSilence flow

    /// The neighbour was asked for a number and brought nothing new: once every way was tried again and again, it is asked less often.
    let private lack (flow: Flow) : Flow =
        let flow =
            flow
            |> Step.update (fun state ->
                { state with
                    Quest = Quest.fail state.Quest })

        if flow.State.Quest.Vain = 0 then
            slower LackSlowness flow
        else
            flow

    let private refused (partner: Neighbour) reason detail : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Refusals = Refusals.add reason state.Refusals })
        >> tell (Refused(partner.Address, reason, detail))

    /// An item from the tracker or a neighbour: what is here already stays as it is.
    let private put (item: Item) from (flow: Flow) : Flow =
        match flow.State.Assembly with
        | ValueNone -> flow
        | ValueSome assembly ->
            match Assembly.add item assembly with
            | Grown assembly ->
                flow
                |> Step.update (fun state ->
                    { state with
                        Assembly = ValueSome assembly })
                |> freshen
                |> tell (ItemArrived(item, from, Assembly.count assembly, Assembly.size assembly))
            | Known -> flow
            | Conflicting held -> flow |> tell (ConflictingItem({ Seq = item.Seq; Text = held }, item.Text, from))
            | Outside -> flow |> refused from "no-such-item" $"item {item.Seq}"

    let private count (flow: Flow) =
        flow.State.Assembly |> ValueOption.map Assembly.count

    /// The answer to a query; one that is not news is as good as none.
    let private take item from (flow: Flow) : Flow =
        let after = put item from flow

        if count after = count flow then
            lack after
        else
            after
            |> Step.update (fun state ->
                { state with
                    Quest = Quest.succeed state.Quest })

    let private setNeighbour (neighbour: Neighbour) (flow: Flow) : Flow =
        if flow.State.Neighbour = ValueSome neighbour then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    Neighbour = ValueSome neighbour })
            |> askTracker false
            |> freshen

    /// The tracker's answer: the size and an item, and a neighbour unless the handle was taken.
    let private placed before (placement: Placement) (flow: Flow) : Flow =
        let state = flow.State
        let settings = state.Settings
        let wasComplete = isComplete flow

        let collect (flow: Flow) =
            flow
            |> Step.update (fun state ->
                { state with
                    MayBeKnown = false
                    Failures = 0
                    Quest = Quest.start placement.Item.Seq
                    Unfetched =
                        if placement.Neighbour.IsSome then
                            Set.add placement.Item.Seq state.Unfetched
                        else
                            state.Unfetched
                    Assembly = state.Assembly |> ValueOption.orElse (ValueSome(Assembly.create placement.Size)) })
            |> tell (Placed placement)
            |> put placement.Item (theTracker state)

        match placement.Neighbour with
        // An UPDATE_NBR has crossed the answer: nobody can tell which is newer, so the tracker is asked again.
        | ValueSome neighbour when state.Neighbour <> before && state.Neighbour <> ValueSome neighbour ->
            let flow = flow |> collect |> known |> goOn wasComplete

            match flow.State.Errand with
            | Ended
            | Entrusting _
            | Lingering -> flow
            | Waiting
            | Content
            | Registering _
            | Asking _ -> flow |> Step.update (fun state -> { state with Failures = MaxFailures }) |> rest
        | ValueSome neighbour ->
            flow
            |> Step.update (fun state -> { state with Tries = 0 })
            |> collect
            |> setNeighbour neighbour
            |> askTracker (state.Failures >= MaxFailures && before = ValueSome neighbour)
            |> known
            |> goOn wasComplete
        // Whoever was told a neighbour is in the ring, whatever became of the answer to its REGISTER.
        | ValueNone when state.Neighbour.IsSome -> flow |> collect |> known |> goOn wasComplete
        | ValueNone when state.MayBeKnown || state.Assembly.IsSome ->
            match collect flow with
            | flow when isComplete flow -> flow |> known |> goOn wasComplete
            | flow -> registrationFailed "it has our handle, and tells no neighbour" flow
        | ValueNone -> flow |> tell (HandleRefused settings.Handle) |> finish

    let private hearTracker before message (flow: Flow) : Flow =
        match message with
        | RegInit placement -> placed before placement flow
        // The tracker says why: it would say so again.
        | Remark text when flow.State.Assembly.IsNone ->
            flow |> tell (TrackerFailed(flow.State.Settings.Tracker, text)) |> finish
        | Remark text -> registrationFailed text flow
        | Unusual(_, problem) -> registrationFailed $"{problem.Problem}: {problem.Detail}" flow
        | Echo _
        | Register _
        | UpdateNeighbour _
        | Ping _
        | Ack _
        | Query _
        | QueryResult _
        | NoData -> registrationFailed "it answered something else" flow

    let private queryFailed neighbour reason (flow: Flow) : Flow =
        flow
        |> tell (NeighbourFailed(neighbour, reason))
        |> Step.update (fun state ->
            { state with
                Failures = state.Failures + 1 })
        |> askTracker false
        |> (fun flow ->
            if flow.State.Failures >= MaxFailures then
                slower MaxSlowness flow
            else
                flow)
        |> rest

    let private hearNeighbour neighbour seq message (flow: Flow) : Flow =
        let answered = Step.update (fun (state: Collecting) -> { state with Failures = 0 })

        match message with
        | QueryResult(ValueSome item) -> flow |> answered |> take item neighbour |> goOn false
        | QueryResult ValueNone ->
            flow |> answered |> tell (NeighbourLacks(neighbour, seq)) |> askTracker false |> lack |> goOn false
        | Unusual(_, problem) -> queryFailed neighbour $"{problem.Problem}: {problem.Detail}" flow
        | Echo _
        | Register _
        | RegInit _
        | UpdateNeighbour _
        | Ping _
        | Ack _
        | Query _
        | Remark _
        | NoData -> queryFailed neighbour "it answered something else" flow

    /// The connection of the errand is open.
    let opened connection (flow: Flow) : Flow =
        let settings = flow.State.Settings

        match flow.State.Errand with
        | Registering(call, _, before) when call = connection ->
            flow
            |> enter (Registering(call, true, before))
            |> Step.emitAll
                [ Send(call, Register(settings.Handle, settings.Listen.Port))
                  SetTimer(Deadline call, Limits.registration) ]
        | Asking(call, _, seq) when call = connection ->
            flow |> Step.emitAll [ Send(call, Query seq); SetTimer(Deadline call, Limits.answer) ]
        | Entrusting call when call = connection ->
            flow
            |> Step.emitAll
                [ Send(call, Query flow.State.Quest.Dealt)
                  SetTimer(Deadline call, Limits.answer) ]
        | Registering _
        | Asking _
        | Entrusting _
        | Lingering
        | Waiting
        | Content
        | Ended -> flow

    /// The errand's answer.
    let heard connection message (flow: Flow) : Flow =
        match flow.State.Errand with
        | Registering(call, _, before) when call = connection -> flow |> hangUp call |> hearTracker before message
        | Asking(call, neighbour, seq) when call = connection ->
            flow |> hangUp call |> hearNeighbour neighbour seq message
        | Entrusting call when call = connection -> flow |> hangUp call |> hearEntrusted message
        | Registering _
        | Asking _
        | Entrusting _
        | Lingering
        | Waiting
        | Content
        | Ended -> flow

    /// The errand's connection has ended without an answer; `last` is what is left to do about it.
    let failed connection last reason (flow: Flow) : Flow =
        match flow.State.Errand with
        | Registering(call, isSent, _) when call = connection ->
            flow
            |> last
            |> Step.update (fun state ->
                { state with
                    MayBeKnown = state.MayBeKnown || isSent })
            |> registrationFailed reason
        | Asking(call, neighbour, _) when call = connection -> flow |> last |> queryFailed neighbour reason
        | Entrusting call when call = connection -> flow |> last |> linger
        | Registering _
        | Asking _
        | Entrusting _
        | Lingering
        | Waiting
        | Content
        | Ended -> flow

    /// UPDATE_NBR: the next query goes to the new neighbour, and need not wait as long as the old one deserved.
    let changeNeighbour neighbour (flow: Flow) : Flow =
        if flow.State.Neighbour = ValueSome neighbour then
            flow
        else
            let isWaiting =
                match flow.State.Errand with
                | Content ->
                    flow.State.Assembly |> ValueOption.forall (fun assembly -> not (Assembly.isComplete assembly))
                | Waiting -> flow.State.Slowness > 1
                | Registering _
                | Asking _
                | Entrusting _
                | Lingering
                | Ended -> false

            flow
            |> tell (NeighbourChanged neighbour)
            |> setNeighbour neighbour
            |> (if isWaiting then rest else id)

    /// No PING for long: the peer registers again, which changes nothing where it is known.
    let unheard (flow: Flow) : Flow =
        match flow.State.Errand with
        | Waiting
        | Content -> flow |> awaitSilence |> Step.emit (CancelTimer Turn) |> register
        | Registering _
        | Asking _
        | Entrusting _ -> flow |> Step.emit (SetTimer(Silence, flow.State.Settings.Pace))
        | Lingering -> depart flow
        | Ended -> flow

    /// Registers at once: a peer that serves from its start can be called as soon as the tracker knows it.
    let start (flow: Flow) : Flow = register flow
