namespace PeerFunctional.Tracker

open PeerFunctional.Kernel
open PeerFunctional.Tracker.CollectorState
open PeerFunctional.Tracker.CollectorClient
open PeerFunctional.Tracker.Leaving

/// The recovering peer. It serves callers from its start, whatever its client does, and no request stops it.
module RecoveringCollector =

    let private answer caller message (flow: Flow) : Flow =
        flow |> Step.emitAll [ Send(caller, message); Close caller ]

    let private count caller reason detail (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Refusals = Refusals.add reason state.Refusals })
        |> tell (Refused(Connection.partner caller, reason, detail))

    let private unknown caller reason detail (flow: Flow) : Flow =
        flow |> count caller reason detail |> answer caller NoData

    let private give caller seq wanted (flow: Flow) : Flow =
        let item = flow.State.Assembly |> ValueOption.bind (Assembly.tryFind seq)

        let within span =
            flow.State.Assembly |> ValueOption.map (Assembly.within span) |> ValueOption.defaultValue Seq.empty

        let found =
            if flow.State.Settings.Plain then
                QueryAnswer.plain item
            else
                QueryAnswer.create item within wanted

        let items = QueryAnswer.items found

        flow
        |> tell (Queried(Connection.partner caller, seq, item.IsSome))
        |> answer caller (QueryAnswer.message found)
        |> (if items.IsEmpty then id else given items)

    let private serve caller message (flow: Flow) : Flow =
        let from = Connection.partner caller

        match message with
        | Query(seq, wanted) -> give caller seq wanted flow
        | Ping _ -> flow |> known |> tell (Pinged from) |> answer caller (Ack flow.State.Settings.Handle)
        | UpdateNeighbour neighbour ->
            let isTold =
                from.Host = flow.State.Settings.Tracker.Host || flow.State.Neighbour.IsNone

            flow |> Step.emit (Close caller) |> (if isTold then changeNeighbour else doubt) neighbour
        | Unusual(_, problem) -> unknown caller problem.Problem problem.Detail flow
        | Echo _
        | AskRing _
        | Register _ -> unknown caller "no-tracker" "a request for a tracker" flow
        | RegInit _
        | Ack _
        | QueryResult _
        | RingPart _
        | Remark _
        | NoData -> unknown caller "no-request" "an answer where a request is expected" flow

    let private receive connection message (flow: Flow) : Flow =
        match connection with
        | Accepted _ -> serve connection message flow
        | Dialled _ -> received connection message flow

    let private receiveMalformed connection (problem: Malformation) (flow: Flow) : Flow =
        match connection with
        | Accepted _ -> unknown connection problem.Problem problem.Detail flow
        | Dialled _ ->
            failed connection (Step.emitAll [ CancelTimer(Deadline connection); Close connection ]) problem.Problem flow

    let private closed connection reason (flow: Flow) : Flow =
        match connection, reason with
        | Accepted _, CloseReason.TimedOut -> count connection "no-request" "nothing came in time" flow
        | Accepted _, _ -> flow
        | Dialled _, _ ->
            failed connection (Step.emit (CancelTimer(Deadline connection))) (CloseReason.words reason) flow

    let private late connection (flow: Flow) : Flow =
        failed connection (Step.emit (Close connection)) "no answer in time" flow

    let initial = CollectorState.initial

    let step (state: CollectorState) (input: RingInput) =
        let flow = Step.start state

        match input with
        | _ when state.Activity = Ended -> flow
        | Started -> start flow
        | Opened connection -> opened connection flow
        | Received(sender, message) -> receive sender message flow
        | Malformed(sender, problem) -> receiveMalformed sender problem flow
        | Closed(connection, reason) -> closed connection reason flow
        | TimerFired Turn when state.Activity = Waiting -> startNext flow
        | TimerFired Turn when state.Activity = Lingering -> depart flow
        | TimerFired(Deadline connection) -> late connection flow
        | TimerFired Silence -> missedPings flow
        | TimerFired(Turn | Round) -> flow
        | Commanded Stop -> finish flow
        | Answered(Remembered | RememberFailed _ | TimeIs _) -> flow
        |> Step.finish
