namespace PeerFunctional.Tracker

open System
open PeerFunctional.Kernel
open PeerFunctional.Tracker.TrackerState
open PeerFunctional.Tracker.NeighbourUpdates
open PeerFunctional.Tracker.PingRounds

/// The recovering tracker. It serves many callers at once, answers every request, and serves items that are dealt to
/// no peer.
module RecoveringTracker =

    let private answer caller message (flow: Flow) : Flow =
        flow |> Step.emitAll [ Send(caller, message); Close caller ]

    let private countRefusal reason : Flow -> Flow =
        Step.update (fun state ->
            { state with
                Refusals = Refusals.add reason state.Refusals })

    let private count (partner: Connection) reason detail (flow: Flow) : Flow =
        flow |> countRefusal reason |> tell (Refused(Connection.partner partner, reason, detail))

    /// Answers with a remark, which every peer can read.
    let private refuse caller reason detail (flow: Flow) : Flow =
        flow |> count caller reason detail |> answer caller (Remark $"Bad request: {detail}")

    /// More members than these fit no answer.
    [<Literal>]
    let private MaxListed = 32

    let private item (member': Member) (flow: Flow) =
        Phrase.dealt member'.Item flow.State.Settings.Phrase

    /// The handle is a member's on another host, or a member keeps it against an earlier one. The answer is the original's: no neighbour, and the member's item.
    let private refuseTaken caller (holder: Member) (flow: Flow) : Flow =
        flow
        |> countRefusal "handle-taken"
        |> tell (HandleTaken(holder.Handle, Connection.partner caller))
        |> answer
            caller
            (RegInit
                { Neighbour = ValueNone
                  Size = Phrase.size flow.State.Settings.Phrase
                  Item = item holder flow })

    /// The handle looks like a member's: users could not tell the two apart.
    let private refuseTwin caller handle (holder: Member) (flow: Flow) : Flow =
        let long =
            $"the handle '{handle}' looks like '{holder.Handle}', a peer of the ring; use another one"

        let words =
            if Wire.fits (Remark $"Bad request: {long}") then
                long
            else
                "the handle looks like that of a peer of the ring; use another one"

        flow |> refuse caller "handle-confusable" words

    let private join caller (newcomer: Member) (flow: Flow) : Flow =
        let known = Ring.tryFind newcomer.Handle flow.State.Ring
        let struct (ring, affected) = Ring.apply (Joined newcomer) flow.State.Ring

        let notice =
            match known with
            | ValueSome before -> Moved(newcomer.Handle, before.Address, newcomer.Address)
            | ValueNone ->
                Registered(
                    { Handle = newcomer.Handle
                      Address = newcomer.Address },
                    Ring.count ring,
                    item newcomer flow
                )

        flow
        |> Step.update (fun state ->
            { state with
                Ring = ring
                Writing =
                    state.Writing
                    |> Map.add
                        caller
                        { Handle = newcomer.Handle
                          Notice = notice
                          Affected = affected
                          IsHere = true } })
        |> cancelPing newcomer.Handle
        |> save (Joined newcomer) (ValueSome caller)

    /// A member registers as the state file has it already: there is nothing to write, however slow the disk is.
    let private registerAgain caller (held: Member) (flow: Flow) : Flow =
        match neighbour held.Handle flow.State with
        | ValueSome neighbour ->
            flow
            |> cancelPing held.Handle
            |> tell (Moved(held.Handle, held.Address, held.Address))
            |> answerWith neighbour held.Handle (item held flow) caller
        | ValueNone -> flow |> Step.emit (Close caller)

    /// Whether an address is the tracker's own: our end of the call, or an address of the machine if it listens at
    /// all of them.
    let private isOwn (address: Endpoint) (local: Endpoint) (settings: TrackerSettings) =
        let isLoopback =
            address.Host.StartsWith("127.", StringComparison.Ordinal) || address.Host = "::1"

        address.Port = local.Port
        && (address.Host = local.Host
            || Set.contains address.Host settings.Hosts
            || (isLoopback && not settings.Hosts.IsEmpty))

    let private register caller (local: Endpoint) handle port (flow: Flow) : Flow =
        let ring = flow.State.Ring
        let address = Endpoint.create (Connection.partner caller).Host port

        if isOwn address local flow.State.Settings then
            flow
            |> refuse caller "own-address" $"{address} is the tracker itself; a peer needs a port of its own"
        elif Ring.count ring >= Limits.MaxMembers && Ring.tryFind handle ring |> ValueOption.isNone then
            flow |> refuse caller "ring-full" $"{Limits.MaxMembers} peers are registered"
        elif flow.State.UnsavedCount >= Limits.MaxUnsaved then
            flow
            |> refuse caller "disk-slow" $"{Limits.MaxUnsaved} registrations wait for the disk; try again later"
        else
            match Ring.twin handle ring, Ring.propose handle address local ring, Ring.tryFind handle ring with
            | ValueSome holder, _, _ -> refuseTwin caller handle holder flow
            | ValueNone, Error holder, _ -> refuseTaken caller holder flow
            | ValueNone, Ok _, ValueSome held when isContested held address flow.State -> refuseTaken caller held flow
            | ValueNone, Ok newcomer, ValueSome held when newcomer = held && not (isUnsaved handle flow.State) ->
                registerAgain caller held flow
            | ValueNone, Ok newcomer, ValueSome held -> flow |> moves held address |> join caller newcomer
            | ValueNone, Ok newcomer, ValueNone -> join caller newcomer flow

    /// A registration is durable: it is answered, and members whose neighbour it changed are told.
    let private registered caller (flow: Flow) : Flow =
        match Map.tryFind caller flow.State.Writing with
        | None -> flow
        | Some registration ->
            let flow =
                flow
                |> Step.update (fun state ->
                    { state with
                        Writing = Map.remove caller state.Writing })
                |> tell registration.Notice

            let handle = registration.Handle

            match Ring.tryFind handle flow.State.Ring, neighbour handle flow.State with
            | ValueSome newcomer, ValueSome neighbour when registration.IsHere ->
                flow |> answerWith neighbour handle (item newcomer flow) caller
            | _ when registration.IsHere -> flow |> Step.emit (Close caller)
            // The connection is closed, but the peer may be there.
            | _ -> flow |> markDue handle
            |> updateMembers registration.Affected

    /// All that the journal wrote is durable.
    let private remembered (flow: Flow) : Flow =
        let saved = flow.State.Saving

        (flow |> Step.update (fun state -> { state with Saving = [] }), saved)
        ||> List.fold (fun flow saved ->
            match saved.Caller with
            | ValueSome caller -> registered caller flow
            | ValueNone -> flow)
        |> saveNext

    /// The members from a place on, as many as an answer holds.
    let private ringPart place (state: TrackerState) =
        let part listed =
            { Members = Ring.count state.Ring
              Items = Phrase.size state.Settings.Phrase
              Listed = List.rev listed }

        let entry (known: Member) =
            struct ({ Handle = known.Handle
                      Address = known.Address },
                    (Phrase.dealt known.Item state.Settings.Phrase).Seq)

        let rec fill listed members =
            match members with
            | known :: rest when Wire.fits (RingPart(part (entry known :: listed))) -> fill (entry known :: listed) rest
            | _ :: _
            | [] -> RingPart(part listed)

        Ring.members state.Ring
        |> Seq.indexed
        |> Seq.filter (fun (index, _) -> index >= place)
        |> Seq.truncate MaxListed
        |> Seq.map snd
        |> List.ofSeq
        |> fill []

    let private serve caller local message (flow: Flow) : Flow =
        let from = Connection.partner caller

        match message with
        | Echo handle ->
            match Message.greeting handle with
            | greeting when Wire.fits greeting -> flow |> tell (Greeted(handle, from)) |> answer caller greeting
            | _ -> flow |> refuse caller "long-handle" "the handle is too long to be greeted"
        | Register(handle, port) -> register caller local handle port flow
        | Query(seq, wanted) ->
            let phrase = flow.State.Settings.Phrase
            let item = Phrase.tryFind seq phrase

            let found =
                if flow.State.Settings.Plain then
                    QueryAnswer.plain item
                else
                    QueryAnswer.create item (fun span -> Phrase.within span phrase) wanted

            flow |> tell (Queried(from, seq, item.IsSome)) |> answer caller (QueryAnswer.message found)
        | AskRing place -> flow |> answer caller (ringPart place flow.State)
        | Ping _ -> flow |> tell (Pinged from) |> answer caller (Ack flow.State.Settings.Handle)
        // The tracker holds every item, so it needs no neighbour.
        | UpdateNeighbour _ -> flow |> Step.emit (Close caller)
        | Unusual(_, problem) -> refuse caller problem.Problem problem.Detail flow
        | RegInit _
        | Ack _
        | QueryResult _
        | RingPart _
        | Remark _
        | NoData -> refuse caller "no-request" "an answer where a request is expected" flow

    /// Whether a caller has made its request. Only one request a connection is read.
    let private isServed caller (state: TrackerState) =
        Map.containsKey caller state.Writing || Map.containsKey caller state.Answered

    /// A called member answered. Any answer to PING shows that it is alive.
    let private receiveFromMember call said (flow: Flow) : Flow =
        match Map.tryFind call flow.State.Pings, Map.tryFind call flow.State.Updates with
        | Some _, _ -> flow |> Step.emit (Close call) |> isAlive call
        | None, Some(struct (handle, _)) -> flow |> Step.emit (Close call) |> updateFailed call handle said
        | None, None -> flow

    /// Whether another member answers a PING at the same address, so that the called member is gone.
    let private isAnother call name (state: TrackerState) =
        match Map.tryFind call state.Pings, Ring.tryFind name state.Ring with
        | Some called, ValueSome other when called <> name -> other.Address = Connection.partner call
        | _ -> false

    let private expireCalled call reason (flow: Flow) : Flow =
        match Map.tryFind call flow.State.Pings with
        | Some handle -> expire call handle reason flow
        | None -> flow

    let private receive connection message (flow: Flow) : Flow =
        match connection, message with
        | Dialled _, Ack name when isAnother connection name flow.State ->
            flow |> Step.emit (Close connection) |> expireCalled connection $"{name} answers there"
        | Dialled _, _ -> receiveFromMember connection "it answered, as if it did not know UPDATE_NBR" flow
        | Accepted _, _ when isServed connection flow.State -> flow
        | Accepted(_, local), _ -> serve connection local message flow

    let private receiveMalformed connection (problem: Malformation) (flow: Flow) : Flow =
        match connection with
        | Dialled _ -> receiveFromMember connection $"it answered {problem.Problem}" flow
        | Accepted _ when isServed connection flow.State -> flow
        | Accepted _ -> refuse connection problem.Problem problem.Detail flow

    let private opened connection (flow: Flow) : Flow =
        match Map.tryFind connection flow.State.Pings, Map.tryFind connection flow.State.Updates with
        | Some _, _ -> sendPing connection flow
        | None, Some(struct (_, neighbour)) -> sendUpdate connection neighbour flow
        | None, None -> flow

    let private closed connection reason (flow: Flow) : Flow =
        let isOrderly = reason = CloseReason.ClosedByPartner
        let state = flow.State

        match Map.tryFind connection state.Pings, Map.tryFind connection state.Updates with
        | Some _, _ when isOrderly -> isAlive connection flow
        | Some handle, _ -> expire connection handle (CloseReason.words reason) flow
        | None, Some(struct (handle, neighbour)) when isOrderly -> updateConfirmed connection handle neighbour flow
        | None, Some(struct (handle, _)) -> updateFailed connection handle (CloseReason.words reason) flow
        | None, None ->
            match Map.tryFind connection state.Answered, Map.tryFind connection state.Writing with
            | Some handle, _ -> answeredClosed connection handle isOrderly flow
            | None, Some registration ->
                let gone = { registration with IsHere = false }

                flow
                |> Step.update (fun state ->
                    { state with
                        Writing = Map.add connection gone state.Writing })
            | None, None when reason = CloseReason.TimedOut -> count connection "no-request" "nothing came in time" flow
            | None, None -> flow

    let private late connection (flow: Flow) : Flow =
        let state = flow.State
        let hangUp = Step.emit (Close connection)

        match Map.tryFind connection state.Pings, Map.tryFind connection state.Updates with
        | Some handle, _ -> flow |> hangUp |> expire connection handle "no answer to PING in time"
        | None, Some(struct (handle, _)) -> flow |> hangUp |> updateFailed connection handle "it did not close in time"
        | None, None ->
            match Map.tryFind connection state.Answered with
            // A caller may wait for our close, but the answer may be in flight: it is told its neighbour again later.
            | Some handle -> flow |> hangUp |> answeredClosed connection handle false
            | None -> flow

    let private start (flow: Flow) : Flow =
        let settings = flow.State.Settings

        flow
        |> tell (TrackerStarted(Phrase.size settings.Phrase, Ring.count flow.State.Ring))
        |> Step.emit (SetTimer(Round, settings.PingEvery))

    let private receiveAnswer answer (flow: Flow) : Flow =
        match answer with
        | Remembered -> remembered flow
        | RememberFailed reason -> flow |> tell (StateFileFailed reason) |> finish
        | TimeIs time -> startRound time flow

    let initial = TrackerState.initial

    let step (state: TrackerState) (input: RingInput) =
        let flow = Step.start state

        match input with
        | _ when state.Ended -> flow
        | Started -> start flow
        | Opened connection -> opened connection flow
        | Received(sender, message) -> receive sender message flow
        | Malformed(sender, problem) -> receiveMalformed sender problem flow
        | Closed(connection, reason) -> closed connection reason flow
        | TimerFired Round -> askTime flow
        | TimerFired(Deadline connection) -> late connection flow
        | TimerFired(Turn | Silence) -> flow
        | Answered answer -> receiveAnswer answer flow
        | Commanded Stop -> finish flow
        |> Step.finish
