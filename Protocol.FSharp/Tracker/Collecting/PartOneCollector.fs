namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel

/// The settings of a collector of part 1.
type PartOneSettings =
    {
        Tracker: Endpoint
        /// How long it waits after a request that failed.
        Pause: TimeSpan
        /// How often it tries a request before it gives up.
        Tries: int
    }

/// The collector of part 1: it registers, then asks the tracker for the item at every place.
type PartOneCollector =
    {
        Settings: PartOneSettings
        Exchange: Exchange<PartOne>
        /// None before the size is known.
        Assembly: Assembly voption
        /// Failures of this request.
        Failures: int
        /// Whether a call was taken: who listens there answers REGISTER if it is a tracker of part 1.
        IsConnected: bool
        IsOver: bool
    }

module PartOneCollector =

    type private Flow = Step<PartOneCollector, Output<Connection, Timer, PartOne, Question, Notice>>

    let private tell notice : Flow -> Flow = Step.emit (Tell notice)

    let initial (settings: PartOneSettings) =
        { Settings = settings
          Exchange = Exchange.create settings.Tracker PartOne.Register
          Assembly = ValueNone
          Failures = 0
          IsConnected = false
          IsOver = false }

    /// The message, once every item is here.
    let phrase (state: PartOneCollector) =
        state.Assembly |> ValueOption.bind Assembly.phrase

    let private finish (flow: Flow) : Flow =
        flow |> Step.update (fun state -> { state with IsOver = true }) |> Step.emit Finish

    /// The exchange takes its step; that it finishes does not finish us.
    let private exchange input (flow: Flow) : Flow =
        let struct (exchange, outputs) = Exchange.step flow.State.Exchange input

        flow
        |> Step.update (fun state -> { state with Exchange = exchange })
        |> Step.emitAll (outputs |> List.filter (fun output -> not output.IsFinish))

    let private ask request (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Exchange = Exchange.create state.Settings.Tracker request })
        |> exchange Started

    let private failed reason (flow: Flow) : Flow =
        let settings = flow.State.Settings
        let failures = flow.State.Failures + 1
        let flow = flow |> tell (TrackerFailed(settings.Tracker, reason))

        if failures >= settings.Tries then
            flow |> tell (GaveUp failures) |> finish
        else
            flow
            |> Step.update (fun state -> { state with Failures = failures })
            |> Step.emit (SetTimer(Turn, settings.Pause))

    /// Who answers is something else: it would answer the same again.
    let private foreign sign (flow: Flow) : Flow =
        flow |> tell (NotPartOne(flow.State.Settings.Tracker, sign)) |> finish

    /// What a tracker of part 2 says to REGISTER, which is no pickle: a remark, if it says anything.
    let private answerWords message =
        match message with
        | PartOne.Unusual(value, _) -> Message.words (Wire.readAnswer value)
        | PartOne.Register
        | PartOne.Position _
        | PartOne.Size _
        | PartOne.Item _
        | PartOne.BadRequest -> PartOne.words message

    /// The item at the next place, or the end.
    let private askAfter position assembly (flow: Flow) : Flow =
        let flow =
            flow
            |> Step.update (fun state ->
                { state with
                    Assembly = ValueSome assembly
                    Failures = 0 })

        match Assembly.phrase assembly with
        | ValueSome phrase -> flow |> tell (Completed phrase) |> finish
        | ValueNone when position + 1 < Assembly.size assembly -> flow |> ask (PartOne.Position(position + 1))
        | ValueNone -> flow |> tell (TrackerFailed(flow.State.Settings.Tracker, "its items are not a phrase")) |> finish

    let private take (item: Item) position assembly (flow: Flow) : Flow =
        let tracker =
            { Handle = "tracker"
              Address = flow.State.Settings.Tracker }

        match Assembly.add item assembly with
        | Grown assembly ->
            flow
            |> tell (ItemArrived(item, tracker, Assembly.count assembly, Assembly.size assembly))
            |> askAfter position assembly
        | Conflicting held ->
            flow
            |> tell (ConflictingItem({ Seq = item.Seq; Text = held }, item.Text, tracker))
            |> askAfter position assembly
        | Known
        | Outside -> askAfter position assembly flow

    /// `ended` is how the call ended if it just did. The original tracker of part 2 hangs up at REGISTER or listens no
    /// more.
    let private proceed ended (flow: Flow) : Flow =
        let { Request = request; Outcome = outcome } = flow.State.Exchange
        let hasHungUp = flow.State.IsConnected && ValueOption.isSome ended

        match request, outcome, flow.State.Assembly with
        | _, Pending, _ -> flow
        | PartOne.Register, Failure reason, _ when hasHungUp ->
            foreign $"it accepted the connection, but no REGISTER: {reason}" flow
        | _, Failure reason, _ -> failed reason flow
        | PartOne.Register, Answer(PartOne.Size size), _ -> askAfter -1 (Assembly.create size) flow
        | PartOne.Position position, Answer(PartOne.Item item), ValueSome assembly -> take item position assembly flow
        | _, Answer message, _ -> foreign $"it answered {answerWords message}" flow

    let private again (flow: Flow) : Flow = ask flow.State.Exchange.Request flow

    let step (state: PartOneCollector) (input: Input<Connection, Timer, PartOne, UserCommand, Answer>) =
        let flow = Step.start state

        let ended =
            match input with
            | Closed(_, reason) -> ValueSome reason
            | Started
            | Opened _
            | Received _
            | Malformed _
            | TimerFired _
            | Commanded _
            | Answered _ -> ValueNone

        let isOpened =
            match input with
            | Opened _ -> true
            | Started
            | Received _
            | Malformed _
            | Closed _
            | TimerFired _
            | Commanded _
            | Answered _ -> false

        match input with
        | _ when state.IsOver -> flow
        | Started -> flow |> tell (Joining state.Settings.Tracker) |> exchange Started
        | TimerFired Turn -> again flow
        | Commanded Stop -> finish flow
        | Opened _
        | Received _
        | Malformed _
        | Closed _
        | TimerFired(Round | Silence | Deadline _)
        | Answered(Remembered | RememberFailed _ | TimeIs _) ->
            match state.Exchange.Outcome with
            | Pending ->
                flow
                |> Step.update (fun state ->
                    { state with
                        IsConnected = state.IsConnected || isOpened })
                |> exchange input
                |> proceed ended
            | Answer _
            | Failure _ -> flow
        |> Step.finish

    let machine settings : Machine<PartOneCollector, Timer, PartOne, UserCommand, Answer, Question, Notice> =
        { Initial = initial settings
          Step = Machine.overStreams (fun _ -> step) }
