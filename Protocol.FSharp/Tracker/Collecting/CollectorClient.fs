namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Tracker.CollectorState
open PeerFunctional.Tracker.Leaving

/// The client of a recovering peer: it registers, asks for items and takes the answers.
module CollectorClient =

    /// A neighbour without news, or a tracker that was never reached, is asked half as often.
    [<Literal>]
    let private LackSlowness = 2

    /// The most spans of wanted numbers in a query, which an original could still read.
    [<Literal>]
    let private MaxSpans = 50

    /// Starts the next activity: a registration, a query, or none.
    let startNext (flow: Flow) : Flow =
        let state = flow.State

        match state.Assembly, state.Neighbour with
        | _ when state.Failures >= MaxFailures || state.Doubted.IsSome -> register flow
        | ValueSome assembly, _ when Assembly.isComplete assembly -> enter Idle flow
        | ValueSome _, ValueSome neighbour when isItself neighbour state -> enter Idle flow
        | ValueSome assembly, ValueSome neighbour ->
            match ItemSelection.next assembly state.Selection with
            | struct (ValueSome seq, selection) ->
                let asked = if state.AsksTracker then theTracker state else neighbour
                let call = Dialled(asked.Address, 0)

                flow
                |> Step.update (fun state -> { state with Selection = selection })
                |> dial call (Asking(call, asked, seq))
            | struct (ValueNone, _) -> enter Idle flow
        | (ValueSome _ | ValueNone), _ -> register flow

    /// How long the peer tries to register before it gives up, if calls are refused at once.
    let private patience (settings: CollectorSettings) =
        float ((settings.Tries - 1) * LackSlowness) * settings.Pace

    let private registrationFailed reason (flow: Flow) : Flow =
        let isIn = flow.State.Assembly.IsSome && flow.State.Neighbour.IsSome

        /// A peer in the ring tries for ever, so its count would have no end.
        let counted tries =
            match isIn with
            | true -> tries
            | false -> tries + 1

        let flow =
            flow
            |> tell (TrackerFailed(flow.State.Settings.Tracker, reason))
            |> Step.update (fun state ->
                { state with
                    Tries = counted state.Tries
                    Failures = 0
                    Doubted = ValueNone })

        let state = flow.State

        match isIn with
        | true -> flow |> slower MaxSlowness |> rest
        | false when state.Tries >= state.Settings.Tries -> flow |> tell (GaveUp state.Tries) |> finish
        | false when state.Tries = 1 ->
            flow
            |> tell (TryingOn(state.Settings.Tries, patience state.Settings))
            |> slower LackSlowness
            |> rest
        | false -> flow |> slower LackSlowness |> rest

    let private isComplete (flow: Flow) =
        flow.State.Assembly |> ValueOption.exists Assembly.isComplete

    /// Continues after an answer: with the next turn, or with the end of the collection.
    let private goOn wasComplete (flow: Flow) : Flow =
        match flow.State.Assembly |> ValueOption.bind Assembly.phrase with
        | ValueSome _ when wasComplete -> enter Idle flow
        | ValueSome phrase -> completed phrase flow
        | ValueNone -> rest flow

    /// How long it waits for a PING before it registers again, twice as long after each wait in vain.
    let private patienceForPing (state: CollectorState) =
        Limits.silence * float (pown 2 state.Silences)

    let private awaitSilence (flow: Flow) : Flow =
        flow |> Step.emit (SetTimer(Silence, patienceForPing flow.State))

    /// The tracker has the peer in its ring, so the peer waits for PING. After a REGISTER without an answer it does
    /// not wait, because the tracker may have dealt it an item that never came.
    let known (flow: Flow) : Flow =
        if flow.State.MayBeKnown || flow.State.Activity = Lingering then
            flow
        else
            flow |> Step.update (fun state -> { state with Silences = 0 }) |> awaitSilence

    /// The neighbour gave no new item. After `MaxFruitless` fruitless queries it is asked less often.
    let private lack (flow: Flow) : Flow =
        let flow =
            flow
            |> Step.update (fun state ->
                { state with
                    Selection = ItemSelection.fail state.Selection })

        if flow.State.Selection.Fruitless = 0 then
            slower LackSlowness flow
        else
            flow

    let private refused (partner: Neighbour) reason detail : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Refusals = Refusals.add reason state.Refusals })
        >> tell (Refused(partner.Address, reason, detail))

    /// A neighbour that showed that it reads the wanted numbers is told them all.
    let private query (asked: Neighbour) seq (state: CollectorState) =
        match state.Assembly with
        | ValueSome assembly when state.GivesFurther = ValueSome asked.Address ->
            Query(seq, ValueSome(Assembly.missingSpans MaxSpans assembly))
        | ValueSome _
        | ValueNone -> Query(seq, ValueNone)

    /// Adds an item from the tracker or a neighbour. A held item is never overwritten.
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

    /// The items of an answer to a query. Known items count as no answer.
    let private take items from (flow: Flow) : Flow =
        let after = items |> List.fold (fun flow item -> put item from flow) flow

        if count after = count flow then
            lack after
        else
            after
            |> Step.update (fun state ->
                { state with
                    Selection = ItemSelection.succeed state.Selection })

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

    let private selection (placement: Placement) (settings: CollectorSettings) =
        if settings.Plain then
            ItemSelection.startPlain placement.Item.Seq
        else
            ItemSelection.startLowest placement.Size placement.Item.Seq

    /// REG_INIT: the size and an item, and a neighbour unless the handle is taken.
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
                    Doubted = ValueNone
                    Selection = selection placement settings
                    Unfetched =
                        if placement.Neighbour.IsSome then
                            Set.add placement.Item.Seq state.Unfetched
                        else
                            state.Unfetched
                    Assembly = state.Assembly |> ValueOption.orElse (ValueSome(Assembly.create placement.Size)) })
            |> (if placement.Neighbour.IsNone && state.Silences > 0 then
                    id
                else
                    tell (Placed placement))
            |> put placement.Item (theTracker state)

        /// An original names no neighbour to a peer that it knows, so what is doubted counts.
        let believe: Flow -> Flow =
            match state.Doubted with
            | ValueSome neighbour -> tell (NeighbourChanged neighbour) >> setNeighbour neighbour
            | ValueNone -> id

        match placement.Neighbour with
        // An UPDATE_NBR came during the registration, and the newer of the two is unknown: the peer registers again.
        | ValueSome neighbour when state.Neighbour <> before && state.Neighbour <> ValueSome neighbour ->
            let flow = flow |> collect |> known |> goOn wasComplete

            match flow.State.Activity with
            | Ended
            | CheckingTracker _
            | Lingering -> flow
            | Waiting
            | Idle
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
        // The tracker sends PING elsewhere, and keeps the handle there.
        | ValueNone when state.Silences > 0 ->
            let flow = collect flow

            flow
            |> tell (HandleLost(settings.Handle, patienceForPing flow.State))
            |> awaitSilence
            |> goOn wasComplete
        // A peer with a neighbour is in the ring, even if the answer to its REGISTER was lost.
        | ValueNone when state.Neighbour.IsSome -> flow |> collect |> believe |> known |> goOn wasComplete
        | ValueNone when state.MayBeKnown || state.Assembly.IsSome ->
            match collect flow with
            | flow when isComplete flow -> flow |> known |> goOn wasComplete
            | flow -> registrationFailed "it has already registered this handle, and names no neighbour" flow
        | ValueNone -> flow |> tell (HandleRefused settings.Handle) |> finish

    let private receiveFromTracker before reply (flow: Flow) : Flow =
        match reply with
        | Reply.Placed placement -> placed before placement flow
        // The tracker refused the registration, and would refuse it again.
        | Reply.Remark text when flow.State.Assembly.IsNone ->
            flow |> tell (RegistrationRefused(flow.State.Settings.Tracker, text)) |> finish
        | Reply.Remark text -> registrationFailed text flow
        | Reply.Unreadable problem -> registrationFailed $"{problem.Problem}: {problem.Detail}" flow
        | Reply.Found _
        | Reply.Unrelated -> registrationFailed "it answered something else" flow

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

    /// Whether a neighbour gives further items.
    let private learn (neighbour: Neighbour) further (flow: Flow) : Flow =
        match further with
        | ValueSome _ when not flow.State.Settings.Plain ->
            flow
            |> Step.update (fun state ->
                { state with
                    GivesFurther = ValueSome neighbour.Address })
        | ValueSome _
        | ValueNone -> flow

    let private receiveFromNeighbour neighbour seq reply (flow: Flow) : Flow =
        let answered =
            Step.update (fun (state: CollectorState) -> { state with Failures = 0 })

        match reply with
        | Reply.Found(ValueNone, (ValueNone | ValueSome [] as further)) ->
            flow
            |> answered
            |> learn neighbour further
            |> tell (NeighbourLacks(neighbour, seq))
            |> askTracker false
            |> lack
            |> goOn false
        | Reply.Found(item, further) ->
            flow
            |> answered
            |> learn neighbour further
            |> take (Message.items item further) neighbour
            |> goOn false
        | Reply.Unreadable problem -> queryFailed neighbour $"{problem.Problem}: {problem.Detail}" flow
        | Reply.Placed _
        | Reply.Remark _
        | Reply.Unrelated -> queryFailed neighbour "it answered something else" flow

    /// The connection of the current activity is open.
    let opened connection (flow: Flow) : Flow =
        let settings = flow.State.Settings

        match flow.State.Activity with
        | Registering(call, _, before) when call = connection ->
            flow
            |> enter (Registering(call, true, before))
            |> Step.emitAll
                [ Send(call, Register(settings.Handle, settings.Listen.Port))
                  SetTimer(Deadline call, Limits.registration) ]
        | Asking(call, asked, seq) when call = connection ->
            flow
            |> Step.emitAll
                [ Send(call, query asked seq flow.State)
                  SetTimer(Deadline call, Limits.answer) ]
        | CheckingTracker call when call = connection ->
            flow
            |> Step.emitAll
                [ Send(call, Query(flow.State.Selection.Dealt, ValueNone))
                  SetTimer(Deadline call, Limits.answer) ]
        | Registering _
        | Asking _
        | CheckingTracker _
        | Lingering
        | Waiting
        | Idle
        | Ended -> flow

    /// The answer of the current activity.
    let received connection message (flow: Flow) : Flow =
        let reply = Reply.ofMessage message

        match flow.State.Activity with
        | Registering(call, _, before) when call = connection -> flow |> hangUp call |> receiveFromTracker before reply
        | Asking(call, neighbour, seq) when call = connection ->
            flow |> hangUp call |> receiveFromNeighbour neighbour seq reply
        | CheckingTracker call when call = connection -> flow |> hangUp call |> receiveCheck reply
        | Registering _
        | Asking _
        | CheckingTracker _
        | Lingering
        | Waiting
        | Idle
        | Ended -> flow

    /// The connection of the current activity ended without an answer; `last` cleans it up.
    let failed connection last reason (flow: Flow) : Flow =
        match flow.State.Activity with
        | Registering(call, isSent, _) when call = connection ->
            flow
            |> last
            |> Step.update (fun state ->
                { state with
                    MayBeKnown = state.MayBeKnown || isSent })
            |> registrationFailed reason
        | Asking(call, neighbour, _) when call = connection -> flow |> last |> queryFailed neighbour reason
        | CheckingTracker call when call = connection -> flow |> last |> linger
        | Registering _
        | Asking _
        | CheckingTracker _
        | Lingering
        | Waiting
        | Idle
        | Ended -> flow

    /// UPDATE_NBR: the next query goes to the new neighbour, at full pace.
    let changeNeighbour neighbour (flow: Flow) : Flow =
        if flow.State.Neighbour = ValueSome neighbour then
            flow
        else
            let isWaiting =
                match flow.State.Activity with
                | Idle -> flow.State.Assembly |> ValueOption.forall (fun assembly -> not (Assembly.isComplete assembly))
                | Waiting -> flow.State.Slowness > 1
                | Registering _
                | Asking _
                | CheckingTracker _
                | Lingering
                | Ended -> false

            flow
            |> tell (NeighbourChanged neighbour)
            |> setNeighbour neighbour
            |> (if isWaiting then rest else id)

    /// An UPDATE_NBR from another host than the tracker's proves nothing, so the peer asks the tracker by registering again.
    let doubt neighbour (flow: Flow) : Flow =
        let doubted =
            Step.update (fun (state: CollectorState) ->
                { state with
                    Doubted = ValueSome neighbour })

        match flow.State.Activity with
        | _ when flow.State.Neighbour = ValueSome neighbour -> flow
        | Waiting
        | Idle -> flow |> doubted |> Step.emit (CancelTimer Turn) |> register
        | Registering _
        | Asking _ -> doubted flow
        | CheckingTracker _
        | Lingering
        | Ended -> flow

    /// No PING came for `Limits.silence`: the peer registers again, which changes nothing for a member.
    let missedPings (flow: Flow) : Flow =
        match flow.State.Activity with
        | Waiting
        | Idle ->
            flow
            |> tell (PingsMissed(flow.State.Settings.Handle, patienceForPing flow.State))
            |> Step.update (fun state ->
                { state with
                    Silences = min MaxSilences (state.Silences + 1) })
            |> awaitSilence
            |> Step.emit (CancelTimer Turn)
            |> register
        | Registering _
        | Asking _
        | CheckingTracker _ -> flow |> Step.emit (SetTimer(Silence, flow.State.Settings.Pace))
        | Lingering -> depart flow
        | Ended -> flow

    /// Registers at once: a peer serves from its start, so it can be called as soon as it is in the ring.
    let start (flow: Flow) : Flow = register flow
