namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Tracker.Collecting
open PeerFunctional.Tracker.Leaving

/// The client of a recovering peer: it registers, asks for items and takes the answers.
module CollectorClient =

    /// A neighbour that has nothing new is asked half as often, and so is a tracker that was not reached yet.
    [<Literal>]
    let private LackSlowness = 2

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
        // An UPDATE_NBR has crossed the answer, and the newer of the two is unknown: the peer asks the tracker again.
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
        // A peer that was told a neighbour is in the ring, even if the answer to its REGISTER was lost.
        | ValueNone when state.Neighbour.IsSome -> flow |> collect |> known |> goOn wasComplete
        | ValueNone when state.MayBeKnown || state.Assembly.IsSome ->
            match collect flow with
            | flow when isComplete flow -> flow |> known |> goOn wasComplete
            | flow -> registrationFailed "it has our handle, and tells no neighbour" flow
        | ValueNone -> flow |> tell (HandleRefused settings.Handle) |> finish

    let private receiveFromTracker before reply (flow: Flow) : Flow =
        match reply with
        | Reply.Placed placement -> placed before placement flow
        // The tracker says why: it would say so again.
        | Reply.Remark text when flow.State.Assembly.IsNone ->
            flow |> tell (TrackerFailed(flow.State.Settings.Tracker, text)) |> finish
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

    let private receiveFromNeighbour neighbour seq reply (flow: Flow) : Flow =
        let answered = Step.update (fun (state: Collecting) -> { state with Failures = 0 })

        match reply with
        | Reply.Found(ValueSome item) -> flow |> answered |> take item neighbour |> goOn false
        | Reply.Found ValueNone ->
            flow |> answered |> tell (NeighbourLacks(neighbour, seq)) |> askTracker false |> lack |> goOn false
        | Reply.Unreadable problem -> queryFailed neighbour $"{problem.Problem}: {problem.Detail}" flow
        | Reply.Placed _
        | Reply.Remark _
        | Reply.Unrelated -> queryFailed neighbour "it answered something else" flow

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
        let reply = Reply.ofMessage message

        match flow.State.Errand with
        | Registering(call, _, before) when call = connection -> flow |> hangUp call |> receiveFromTracker before reply
        | Asking(call, neighbour, seq) when call = connection ->
            flow |> hangUp call |> receiveFromNeighbour neighbour seq reply
        | Entrusting call when call = connection -> flow |> hangUp call |> receiveEntrusted reply
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
