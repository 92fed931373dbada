namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// The original peer's client thread.
type ClientThread =
    /// The three seconds before the registration.
    | Settling
    | JoiningRing of Connection
    /// The two seconds before the next query. A failed query leaves its connection open for as long.
    | Pausing of left: Connection voption
    | Querying of Connection
    /// The peer has every item, or its registration failed.
    | ClientOver

/// The original peer's server thread.
type PeerServerThread =
    | ServingAll
    /// The client thread has failed: the server serves one more request.
    | ServingOneMore
    | ServingNobody

/// The peer as the original program, defects included.
type PublishedCollector =
    { Settings: CollectorSettings
      Neighbour: Neighbour voption
      Assembly: Assembly
      Client: ClientThread
      Server: PeerServerThread
      Callers: CallerQueue<Message>
      IsOver: bool }

module PublishedCollector =

    type private Flow = Step<PublishedCollector, RingOutput>

    let private tell notice : Flow -> Flow = Step.emit (Tell notice)

    let private client part : Flow -> Flow =
        Step.update (fun state -> { state with Client = part })

    let private server part : Flow -> Flow =
        Step.update (fun state -> { state with Server = part })

    let initial (settings: CollectorSettings) =
        { Settings = settings
          Neighbour = ValueNone
          Assembly = Assembly.create 0
          Client = Settling
          Server = ServingAll
          Callers = []
          IsOver = false }

    // The client.

    let private pause left (flow: Flow) : Flow =
        flow |> client (Pausing left) |> Step.emit (SetTimer(Turn, flow.State.Settings.Pace))

    let private register (flow: Flow) : Flow =
        let tracker = flow.State.Settings.Tracker
        let call = Dialled(tracker, 0)
        flow |> tell (Joining tracker) |> client (JoiningRing call) |> Step.emit (Open call)

    /// Asks for the lowest missing number only. With a refused handle there is no neighbour, and the original tries
    /// for ever.
    let private query left (flow: Flow) : Flow =
        let flow =
            match left with
            | ValueSome connection -> flow |> Step.emit (Close connection)
            | ValueNone -> flow

        match flow.State.Neighbour with
        | ValueSome neighbour ->
            let call = Dialled(neighbour.Address, 0)
            flow |> client (Querying call) |> Step.emit (Open call)
        | ValueNone -> pause ValueNone flow

    let private goOn (flow: Flow) : Flow =
        match Assembly.phrase flow.State.Assembly with
        | ValueSome phrase -> flow |> tell (Completed phrase) |> client ClientOver
        | ValueNone -> pause ValueNone flow

    /// An exception at registration: the client ends, and the server with its next request.
    let private clientFailed reason (flow: Flow) : Flow =
        flow
        |> tell (TrackerFailed(flow.State.Settings.Tracker, reason))
        |> client ClientOver
        |> (if flow.State.Server = ServingNobody then
                id
            else
                server ServingOneMore)

    let private take (from: Neighbour) (item: Item) (flow: Flow) : Flow =
        match Assembly.add item flow.State.Assembly with
        | Grown assembly ->
            flow
            |> Step.update (fun state -> { state with Assembly = assembly })
            |> tell (ItemArrived(item, from, Assembly.count assembly, Assembly.size assembly))
        | Known
        | Conflicting _
        | Outside -> flow

    let private placed (placement: Placement) (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Neighbour = placement.Neighbour
                Assembly = Assembly.create placement.Size })
        |> tell (
            match placement.Neighbour with
            | ValueSome _ -> Placed placement
            | ValueNone -> HandleRefused flow.State.Settings.Handle
        )
        |> take
            { Handle = "tracker"
              Address = flow.State.Settings.Tracker }
            placement.Item
        |> goOn

    let private receiveFromTracker call message (flow: Flow) : Flow =
        match message with
        | RegInit placement -> flow |> Step.emit (Close call) |> placed placement
        | NoData -> flow |> Step.emit (Close call) |> clientFailed "no pickle"
        | Echo _
        | Register _
        | UpdateNeighbour _
        | Ping _
        | Ack _
        | Query _
        | QueryResult _
        | AskRing _
        | RingPart _
        | Remark _
        | Unusual _ ->
            flow
            |> Step.emit (Close call)
            |> tell (TrackerFailed(flow.State.Settings.Tracker, "it answered something else"))
            |> client ClientOver

    let private takeFromNeighbour item (flow: Flow) : Flow =
        match flow.State.Neighbour with
        | ValueSome from -> take from item flow
        | ValueNone -> flow

    let private receiveFromNeighbour call message (flow: Flow) : Flow =
        match message with
        | QueryResult(ValueSome item, _) -> flow |> Step.emit (Close call) |> takeFromNeighbour item |> goOn
        | NoData -> pause (ValueSome call) flow
        | Unusual(value, _) when PythonIndexing.command value |> Result.isError -> pause (ValueSome call) flow
        | Echo _
        | Register _
        | RegInit _
        | UpdateNeighbour _
        | Ping _
        | Ack _
        | Query _
        | QueryResult(ValueNone, _)
        | AskRing _
        | RingPart _
        | Remark _
        | Unusual _ -> flow |> Step.emit (Close call) |> goOn

    // The server.

    let private receiveNeighbourChange neighbour (flow: Flow) : Flow =
        if flow.State.Neighbour = ValueSome neighbour then
            flow
        else
            flow
            |> Step.update (fun state ->
                { state with
                    Neighbour = ValueSome neighbour })
            |> tell (NeighbourChanged neighbour)

    let private find seq (flow: Flow) =
        Assembly.tryFind seq flow.State.Assembly

    /// `int(...)` of Python 2, for values that can give an item's number.
    let private toInt value =
        match value with
        | PeerFunctional.Kernel.Encodings.Pickled.Int number when abs number <= bigint System.Int32.MaxValue ->
            Ok(int number)
        | PeerFunctional.Kernel.Encodings.Pickled.Int _ -> Ok -1
        | PeerFunctional.Kernel.Encodings.Pickled.Bool flag -> Ok(if flag then 1 else 0)
        | PeerFunctional.Kernel.Encodings.Pickled.Float number when abs number < 2147483648.0 ->
            Ok(int (truncate number))
        | _ ->
            PythonIndexing.text value
            |> Result.bind (fun text ->
                match System.Int32.TryParse(text.Trim()) with
                | true, number -> Ok number
                | _ -> Malformation.error "no-number" "the item number of a query is not a number")

    let private answer (caller: Caller<Message>) message (flow: Flow) =
        let from = Connection.partner caller.Connection

        let reply message (flow: Flow) : Flow =
            if caller.IsGone then
                flow
            else
                flow |> Step.emit (Send(caller.Connection, message))

        let pong (flow: Flow) =
            flow |> tell (Pinged from) |> reply (Ack flow.State.Settings.Handle)

        let give seq (flow: Flow) =
            let found = find seq flow

            flow |> tell (Queried(from, seq, found.IsSome)) |> reply (QueryResult(found, ValueNone))

        match message with
        | UpdateNeighbour neighbour -> Ok(receiveNeighbourChange neighbour flow)
        | Ping _ -> Ok(pong flow)
        | Query(seq, _) -> Ok(give seq flow)
        // A request with these words is not a pickle.
        | NoData -> Malformation.error "no-pickle" "the words a peer answers with"
        | Unusual(value, problem) ->
            match PythonIndexing.command value with
            | Error problem -> Error problem
            | Ok "PING" -> Ok(pong flow)
            | Ok "QUERY" -> PythonIndexing.item 1 value |> Result.bind toInt |> Result.map (fun seq -> give seq flow)
            // The original keeps any value as its neighbour, and every query to it fails.
            | Ok "UPDATE_NBR" ->
                PythonIndexing.item 3 value
                |> Result.map (fun _ ->
                    flow
                    |> Step.update (fun state -> { state with Neighbour = ValueNone })
                    |> tell (Refused(from, problem.Problem, problem.Detail)))
            | Ok _ -> Ok(reply NoData flow)
        | Echo _
        | Register _
        | RegInit _
        | Ack _
        | QueryResult _
        | AskRing _
        | RingPart _
        | Remark _ -> Ok(reply NoData flow)

    let private serverEnded problem (flow: Flow) : Flow =
        flow |> tell (ServerEnded problem) |> server ServingNobody

    let rec private serve (flow: Flow) : Flow =
        match flow.State.Server, flow.State.Callers with
        | (ServingAll | ServingOneMore), ({ Event = ValueSome event } as caller) :: rest ->
            let flow = flow |> Step.update (fun state -> { state with Callers = rest })

            match event with
            | BadRequest problem -> serverEnded problem flow
            | NoRequest reason -> serverEnded (CallerQueue.problem reason) flow
            | Request message ->
                match answer caller message flow with
                | Error problem -> serverEnded problem flow
                | Ok flow ->
                    let flow =
                        if caller.IsGone then
                            flow
                        else
                            flow |> Step.emit (Close caller.Connection)

                    match flow.State.Server with
                    | ServingAll -> serve flow
                    | ServingOneMore
                    | ServingNobody -> server ServingNobody flow
        | (ServingAll | ServingOneMore | ServingNobody), _ -> flow

    let private updateCallers change (flow: Flow) : Flow =
        flow
        |> Step.update (fun state ->
            { state with
                Callers = change state.Callers })
        |> serve

    // Both.

    let private opened connection (flow: Flow) : Flow =
        let settings = flow.State.Settings

        match connection, flow.State.Client with
        | Accepted _, _ -> updateCallers (CallerQueue.enqueue connection) flow
        | Dialled _, JoiningRing call when call = connection ->
            flow |> Step.emit (Send(call, Register(settings.Handle, settings.Listen.Port)))
        | Dialled _, Querying call when call = connection ->
            match Assembly.firstMissing flow.State.Assembly with
            | ValueSome seq -> flow |> Step.emit (Send(call, Query(seq, ValueNone)))
            | ValueNone -> flow
        | Dialled _, _ -> flow

    let private receive connection message (flow: Flow) : Flow =
        match connection, flow.State.Client with
        | Accepted _, _ -> updateCallers (CallerQueue.receive connection (Request message)) flow
        | Dialled _, JoiningRing call when call = connection -> receiveFromTracker call message flow
        | Dialled _, Querying call when call = connection -> receiveFromNeighbour call message flow
        | Dialled _, _ -> flow

    let private receiveMalformed connection (problem: Malformation) (flow: Flow) : Flow =
        match connection, flow.State.Client with
        | Accepted _, _ -> updateCallers (CallerQueue.receive connection (BadRequest problem)) flow
        | Dialled _, JoiningRing call when call = connection ->
            flow |> Step.emit (Close call) |> clientFailed problem.Problem
        | Dialled _, Querying call when call = connection -> pause (ValueSome call) flow
        | Dialled _, _ -> flow

    let private closed connection reason (flow: Flow) : Flow =
        match connection, flow.State.Client with
        | Accepted _, _ -> updateCallers (CallerQueue.remove connection reason) flow
        | Dialled _, JoiningRing call when call = connection -> clientFailed (CloseReason.words reason) flow
        | Dialled _, Querying call when call = connection -> pause ValueNone flow
        | Dialled _, Pausing(ValueSome call) when call = connection -> client (Pausing ValueNone) flow
        | Dialled _, _ -> flow

    let private turn (flow: Flow) : Flow =
        match flow.State.Client with
        | Settling -> register flow
        | Pausing left -> query left flow
        | JoiningRing _
        | Querying _
        | ClientOver -> flow

    let step (state: PublishedCollector) (input: RingInput) =
        let flow = Step.start state

        match input with
        | _ when state.IsOver -> flow
        | Started -> flow |> Step.emit (SetTimer(Turn, Limits.settling))
        | Opened connection -> opened connection flow
        | Received(sender, message) -> receive sender message flow
        | Malformed(sender, problem) -> receiveMalformed sender problem flow
        | Closed(connection, reason) -> closed connection reason flow
        | TimerFired Turn -> turn flow
        | TimerFired(Round | Silence | Deadline _) -> flow
        | Commanded Stop -> flow |> Step.update (fun state -> { state with IsOver = true }) |> Step.emit Finish
        | Answered(Remembered | RememberFailed _ | TimeIs _) -> flow
        |> Step.finish
