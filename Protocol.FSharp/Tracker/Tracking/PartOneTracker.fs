namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// The tracker of part 1. It answers the place of an item in its list with the item.
type PartOneTracker =
    {
        Policy: Policy
        Items: Item array
        /// Policy `AsPublished` serves one caller at a time; otherwise no caller waits here.
        Callers: CallerQueue<PartOne>
        [<Undigested("they count for the user; no step depends on them")>]
        Refusals: Refusals
        IsOver: bool
    }

module PartOneTracker =

    type private Flow = Step<PartOneTracker, Output<Connection, Timer, PartOne, Question, Notice>>

    let private tell notice : Flow -> Flow = Step.emit (Tell notice)

    let initial policy phrase =
        { Policy = policy
          Items = Array.ofList (Phrase.items phrase)
          Callers = []
          Refusals = Map.empty
          IsOver = false }

    let private finish (flow: Flow) : Flow =
        flow |> Step.update (fun state -> { state with IsOver = true }) |> Step.emit Finish

    let private refused caller reason detail (flow: Flow) =
        let flow =
            flow
            |> Step.update (fun state ->
                { state with
                    Refusals = Refusals.add reason state.Refusals })
            |> tell (Refused(Connection.partner caller, reason, detail))

        struct (flow, PartOne.BadRequest)

    /// The item at a place of the list; as in Python, -1 is the last one.
    let private itemAt position (state: PartOneTracker) =
        let index =
            if position < 0 then
                position + state.Items.Length
            else
                position

        Array.tryItem index state.Items

    let private answer caller event (flow: Flow) =
        let from = Connection.partner caller

        match event with
        | Request PartOne.Register -> struct (flow, PartOne.Size flow.State.Items.Length)
        | Request(PartOne.Position position) ->
            match itemAt position flow.State with
            | Some item -> struct (flow |> tell (Queried(from, item.Seq, true)), PartOne.Item item)
            | None -> refused caller "no-such-position" $"position {position}" flow
        | Request(PartOne.Unusual(_, problem))
        | BadRequest problem -> refused caller problem.Problem problem.Detail flow
        | Request(PartOne.Size _ | PartOne.Item _ | PartOne.BadRequest) ->
            refused caller "no-request" "an answer where a request is expected" flow
        | NoRequest reason -> refused caller "no-request" (CloseReason.words reason) flow

    let private serveOne (caller: Caller<PartOne>) event (flow: Flow) : Flow =
        let struct (flow, message) = answer caller.Connection event flow

        if caller.IsGone then
            flow
        else
            flow |> Step.emitAll [ Send(caller.Connection, message); Close caller.Connection ]

    /// A connection that is reset ends the original tracker; it answers everything else.
    let rec private serve (flow: Flow) : Flow =
        match flow.State.Callers, flow.State.Policy with
        | { Event = ValueSome(NoRequest CloseReason.Reset) } :: _, AsPublished ->
            flow |> tell (FellSilent(CallerQueue.problem CloseReason.Reset)) |> finish
        | ({ Event = ValueSome event } as caller) :: rest, _ ->
            flow |> Step.update (fun state -> { state with Callers = rest }) |> serveOne caller event |> serve
        | _ -> flow

    let private updateCallers change (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Callers = change state.Callers })
        |> serve

    let private opened connection (flow: Flow) : Flow =
        match flow.State.Policy with
        | AsPublished -> updateCallers (CallerQueue.enqueue connection) flow
        | Recovering -> flow

    let private closed connection reason (flow: Flow) : Flow =
        match flow.State.Policy, reason with
        | AsPublished, _ -> updateCallers (CallerQueue.remove connection reason) flow
        | Recovering, CloseReason.TimedOut ->
            let struct (flow, _) = refused connection "no-request" "nothing came in time" flow
            flow
        | Recovering, _ -> flow

    let step (state: PartOneTracker) (input: Input<Connection, Timer, PartOne, UserCommand, Answer>) =
        let flow = Step.start state

        match input with
        | _ when state.IsOver -> flow
        | Started -> flow |> tell (TrackerStarted(state.Items.Length, 0))
        | Opened connection -> opened connection flow
        | Received(sender, message) -> updateCallers (CallerQueue.receive sender (Request message)) flow
        | Malformed(sender, problem) -> updateCallers (CallerQueue.receive sender (BadRequest problem)) flow
        | Closed(connection, reason) -> closed connection reason flow
        | Commanded Stop -> finish flow
        | TimerFired _
        | Answered(Remembered | RememberFailed _ | TimeIs _) -> flow
        |> Step.finish

    let machine policy phrase : Machine<PartOneTracker, Timer, PartOne, UserCommand, Answer, Question, Notice> =
        { Initial = initial policy phrase
          Step = Machine.overStreams (fun _ -> step) }
