namespace PeerFunctional.Tracker

open PeerFunctional.Kernel

/// A round of UPDATE_NBR under way: one call after the other, to as many peers as there were at its start.
type UpdateRound =
    { Index: int
      Count: int
      Call: Connection }

/// The original's first thread. It serves the first caller; a round of UPDATE_NBR follows each REGISTER.
type ServerThread =
    | Listening
    | UpdatingFor of UpdateRound

/// The original's second thread. It calls peers with PING.
type PingThread =
    | Sleeping
    | WaitingForTime
    /// `kept` are the peers that answered, the last first; `index` is the place of the called peer.
    | PingingAll of time: string * index: int * count: int * kept: Neighbour list * call: Connection
    | UpdatingAll of UpdateRound
    | Died

/// The tracker as the original program, defects included.
type PublishedTracker =
    {
        Settings: TrackerSettings
        /// In the order of registration.
        Peers: Neighbour array
        /// The item of the last successful registration. A refused registration gets it too.
        Last: Item voption
        Callers: CallerQueue<Message>
        Server: ServerThread
        Pinger: PingThread
        IsSilent: bool
    }

module PublishedTracker =

    type private Flow = Step<PublishedTracker, RingOutput>

    let private tell notice : Flow -> Flow = Step.emit (Tell notice)

    let private enter server : Flow -> Flow =
        Step.update (fun state -> { state with Server = server })

    let private pinger part : Flow -> Flow =
        Step.update (fun state -> { state with Pinger = part })

    let initial (settings: TrackerSettings) =
        { Settings = settings
          Peers =
            Ring.members settings.Ring
            |> Seq.map (fun known ->
                { Handle = known.Handle
                  Address = known.Address })
            |> Array.ofSeq
          Last = ValueNone
          Callers = []
          Server = Listening
          Pinger = Sleeping
          IsSilent = false }

    let private finish (flow: Flow) : Flow =
        flow |> Step.update (fun state -> { state with IsSilent = true }) |> Step.emit Finish

    /// Any exception closes the listening socket.
    let private fallSilent problem (flow: Flow) : Flow =
        flow |> tell (FellSilent problem) |> finish

    let private dial call (due: System.TimeSpan) : Flow -> Flow =
        Step.emitAll [ Open call; SetTimer(Deadline call, due) ]

    let private hangUp call : Flow -> Flow =
        Step.emitAll [ CancelTimer(Deadline call); Close call ]

    let private sleep (flow: Flow) : Flow =
        flow |> pinger Sleeping |> Step.emit (SetTimer(Round, flow.State.Settings.PingEvery))

    /// The threads' calls have numbers of their own: both may call one peer at once.
    let private serverCall (peer: Neighbour) = Dialled(peer.Address, 0)
    let private pingerCall (peer: Neighbour) = Dialled(peer.Address, 1)

    let private peerAt index (flow: Flow) =
        Array.tryItem index flow.State.Peers |> ValueOption.ofOption

    /// The neighbour that is sent to the peer at this place of a round.
    let private neighbourAt index count (flow: Flow) =
        peerAt ((index + count - 1) % count) flow

    /// Removes the first caller, which was served.
    let private pop (flow: Flow) : Flow =
        match flow.State.Callers with
        | served :: rest ->
            flow
            |> Step.update (fun state -> { state with Callers = rest })
            |> (if served.IsGone then
                    id
                else
                    Step.emit (Close served.Connection))
        | [] -> flow

    let private reply (caller: Caller<Message>) message : Flow -> Flow =
        if caller.IsGone then
            id
        else
            Step.emit (Send(caller.Connection, message))

    let private log (newcomer: Neighbour) (flow: Flow) : Flow =
        let count = flow.State.Peers.Length + 1
        let item = Phrase.dealt (count - 1) flow.State.Settings.Phrase

        flow
        |> Step.update (fun state ->
            { state with
                Peers = Array.append state.Peers [| newcomer |]
                Last = ValueSome item })
        |> tell (Registered(newcomer, count, item))

    /// REG_INIT; a taken handle gets no neighbour, and the item of the last successful registration.
    let private register caller handle port (flow: Flow) : Flow =
        let from = Connection.partner caller.Connection
        let isTaken = flow.State.Peers |> Array.exists (fun peer -> peer.Handle = handle)

        let newcomer =
            { Handle = handle
              Address = Endpoint.create from.Host port }

        let flow =
            if isTaken then
                flow |> tell (HandleTaken(handle, from))
            else
                flow |> log newcomer

        let neighbour =
            if isTaken then
                ValueNone
            else
                neighbourAt (flow.State.Peers.Length - 1) flow.State.Peers.Length flow

        match flow.State.Last with
        | ValueSome item ->
            flow
            |> reply
                caller
                (RegInit
                    { Neighbour = neighbour
                      Size = Phrase.size flow.State.Settings.Phrase
                      Item = item })
        | ValueNone -> flow

    /// Answers one request; also whether a round of UPDATE_NBR follows.
    let private answer caller message (flow: Flow) =
        let badRequest (flow: Flow) =
            struct (flow |> reply caller (Remark "Bad request"), false)

        let greet handle (flow: Flow) =
            struct (flow
                    |> tell (Greeted(handle, Connection.partner caller.Connection))
                    |> reply caller (Message.greeting handle),
                    false)

        match message with
        | Register(handle, port) -> Ok(struct (register caller handle port flow, true))
        | Echo handle -> Ok(greet handle flow)
        | NoData -> Malformation.error "no-pickle" "the words a peer answers with"
        | Unusual(value, _) ->
            match PythonIndexing.command value with
            | Error problem -> Error problem
            | Ok "ECHO" ->
                PythonIndexing.item 1 value
                |> Result.bind PythonIndexing.text
                |> Result.map (fun handle -> greet handle flow)
            | Ok "REGISTER" ->
                PythonIndexing.item 1 value
                |> Result.bind (fun handle ->
                    PythonIndexing.item 2 value
                    |> Result.map (fun port ->
                        struct (register caller (PythonIndexing.anyText handle) (PythonIndexing.anyNumber port) flow,
                                true)))
            | Ok _ -> Ok(badRequest flow)
        | RegInit _
        | UpdateNeighbour _
        | Ping _
        | Ack _
        | Query _
        | QueryResult _
        | AskRing _
        | RingPart _
        | Remark _ -> Ok(badRequest flow)

    /// The first thread serves the first caller as soon as its request has come, and the next one after the round of
    /// UPDATE_NBR.
    let rec private serve (flow: Flow) : Flow =
        match flow.State.Server, flow.State.Callers with
        | Listening, ({ Event = ValueSome event } as caller) :: _ ->
            match event with
            | BadRequest problem -> fallSilent problem flow
            | NoRequest reason -> fallSilent (CallerQueue.problem reason) flow
            | Request message ->
                match answer caller message flow with
                | Error problem -> fallSilent problem flow
                | Ok(struct (flow, false)) -> flow |> pop |> serve
                | Ok(struct (flow, true)) ->
                    match flow.State.Peers.Length with
                    | count when count < 2 -> flow |> pop |> serve
                    | count -> updateFor 0 count flow
        | (Listening | UpdatingFor _), _ -> flow

    /// If peers were removed during the round, an index is out of range, and the original does not catch it.
    and private updateFor index count (flow: Flow) : Flow =
        match peerAt index flow, neighbourAt index count flow with
        | _ when index = count -> flow |> enter Listening |> pop |> serve
        | ValueSome peer, ValueSome _ ->
            let call = serverCall peer

            flow
            |> enter (
                UpdatingFor
                    { Index = index
                      Count = count
                      Call = call }
            )
            |> dial call Limits.connect
        | _ -> fallSilent (Malformation.create "out-of-range" "peers were removed during a round of UPDATE_NBR") flow

    let rec private updateAll index count (flow: Flow) : Flow =
        match peerAt index flow, neighbourAt index count flow with
        | _ when index = count -> sleep flow
        | ValueSome peer, ValueSome _ ->
            let call = pingerCall peer

            flow
            |> pinger (
                UpdatingAll
                    { Index = index
                      Count = count
                      Call = call }
            )
            |> dial call Limits.connect
        | _ -> pinger Died flow

    let rec private pingNext time index count kept (flow: Flow) : Flow =
        match peerAt index flow with
        | ValueSome peer when index < count ->
            let call = pingerCall peer

            flow |> pinger (PingingAll(time, index, count, kept, call)) |> dial call Limits.answer
        | _ -> endRound count (List.rev kept) flow

    /// A peer that registered during a round that removed another peer is lost.
    and private endRound count kept (flow: Flow) : Flow =
        if kept.Length = count then
            flow |> tell (RoundEnded flow.State.Peers.Length) |> sleep
        else
            let flow =
                flow
                |> Step.update (fun state -> { state with Peers = Array.ofList kept })
                |> tell (RoundEnded kept.Length)

            if kept.Length < 2 then
                sleep flow
            else
                updateAll 0 kept.Length flow

    let private pinged isAlive reason time index count kept (flow: Flow) : Flow =
        match peerAt index flow with
        | ValueSome peer when isAlive -> pingNext time (index + 1) count (peer :: kept) flow
        | ValueSome peer -> flow |> tell (Pruned(peer, reason)) |> pingNext time (index + 1) count kept
        | ValueNone -> flow

    let private opened connection (flow: Flow) : Flow =
        let update round =
            match neighbourAt round.Index round.Count flow with
            | ValueSome neighbour -> Step.emit (Send(connection, UpdateNeighbour neighbour))
            | ValueNone -> id

        match connection, flow.State.Server, flow.State.Pinger with
        | Accepted _, _, _ ->
            flow
            |> Step.update (fun state ->
                { state with
                    Callers = CallerQueue.enqueue connection state.Callers })
        | Dialled _, UpdatingFor round, _ when round.Call = connection ->
            flow |> update round |> hangUp connection |> updateFor (round.Index + 1) round.Count
        | Dialled _, _, UpdatingAll round when round.Call = connection ->
            flow |> update round |> hangUp connection |> updateAll (round.Index + 1) round.Count
        | Dialled _, _, PingingAll(time, _, _, _, call) when call = connection ->
            flow |> Step.emitAll [ Send(call, Ping time); SetTimer(Deadline call, Limits.answer) ]
        | Dialled _, _, _ -> flow

    /// A call has ended, in failure or in order.
    let private callOver connection isAlive reason (flow: Flow) : Flow =
        match flow.State.Server, flow.State.Pinger with
        | UpdatingFor round, _ when round.Call = connection -> updateFor (round.Index + 1) round.Count flow
        | _, UpdatingAll round when round.Call = connection -> updateAll (round.Index + 1) round.Count flow
        | _, PingingAll(time, index, count, kept, call) when call = connection ->
            pinged isAlive reason time index count kept flow
        | _ -> flow

    let private isCall connection (flow: Flow) =
        match flow.State.Server, flow.State.Pinger with
        | UpdatingFor round, _ when round.Call = connection -> true
        | _, UpdatingAll round -> round.Call = connection
        | _, PingingAll(_, _, _, _, call) -> call = connection
        | _ -> false

    let private arrived connection event (flow: Flow) : Flow =
        match connection with
        | Accepted _ ->
            flow
            |> Step.update (fun state ->
                { state with
                    Callers = CallerQueue.receive connection event state.Callers })
            |> serve
        // Any answer to PING counts.
        | Dialled _ when isCall connection flow -> flow |> hangUp connection |> callOver connection true ""
        | Dialled _ -> flow

    let private closed connection reason (flow: Flow) : Flow =
        match connection with
        | Accepted _ ->
            flow
            |> Step.update (fun state ->
                { state with
                    Callers = CallerQueue.remove connection reason state.Callers })
            |> serve
        | Dialled _ ->
            flow
            |> Step.emit (CancelTimer(Deadline connection))
            |> callOver connection (reason = CloseReason.ClosedByPartner) (CloseReason.words reason)

    let private late connection (flow: Flow) : Flow =
        if isCall connection flow then
            flow |> Step.emit (Close connection) |> callOver connection false "no answer in time"
        else
            flow

    let private start (flow: Flow) : Flow =
        flow
        |> tell (TrackerStarted(Phrase.size flow.State.Settings.Phrase, 0))
        |> Step.emit (SetTimer(Round, flow.State.Settings.PingEvery))

    let private receiveAnswer answer (flow: Flow) : Flow =
        match answer, flow.State.Pinger with
        | TimeIs time, WaitingForTime -> pingNext time 0 flow.State.Peers.Length [] flow
        | (TimeIs _ | Remembered | RememberFailed _), _ -> flow

    let step (state: PublishedTracker) (input: RingInput) =
        let flow = Step.start state

        match input with
        | _ when state.IsSilent -> flow
        | Started -> start flow
        | Opened connection -> opened connection flow
        | Received(sender, message) -> arrived sender (Request message) flow
        | Malformed(sender, problem) -> arrived sender (BadRequest problem) flow
        | Closed(connection, reason) -> closed connection reason flow
        | TimerFired Round -> flow |> pinger WaitingForTime |> Step.emit (Ask ClockTime)
        | TimerFired(Deadline connection) -> late connection flow
        | TimerFired(Turn | Silence) -> flow
        | Answered answer -> receiveAnswer answer flow
        | Commanded Stop -> finish flow
        |> Step.finish
