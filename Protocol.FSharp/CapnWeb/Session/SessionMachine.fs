namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// One end of a session: client and server at once.
module SessionMachine =

    let private isEnded (session: Session) =
        match session.Phase with
        | SessionPhase.Ended _ -> true
        | SessionPhase.Connecting
        | SessionPhase.Open -> false

    let private closeConnection (flow: Flow) : Flow =
        match flow.State.Connection with
        | ValueSome connection -> flow |> Step.emit (Close(Address.Stream connection))
        | ValueNone -> flow

    let private tellAwaiting failure (flow: Flow) : Flow =
        (flow, flow.State.Awaited)
        ||> Map.fold (fun flow hook ids ->
            (flow, ids) ||> Set.fold (fun flow _ -> flow |> ask (Ask.Outcome(hook, Error failure))))

    let private disposeTargets (flow: Flow) : Flow =
        (flow, flow.State.Targets.Entries)
        ||> Map.fold (fun flow target _ -> flow |> ask (Ask.Dispose target))

    /// Everything that waits fails, everything held is disposed, once.
    let private finish failure (flow: Flow) : Flow =
        if isEnded flow.State then
            flow
        else
            flow
            |> tellAwaiting failure
            |> disposeTargets
            |> ask (Ask.Ended failure)
            |> Step.emit (Tell(SessionEnded(Held.text failure)))
            |> Step.emit (CancelTimer Silence)
            |> closeConnection
            |> Step.update (fun session ->
                { initial session.Settings with
                    Phase = SessionPhase.Ended failure
                    Exports = Table.empty
                    Imports = Table.empty
                    Targets = Table.empty })

    /// A value that is sent when the session ends: references in it would lead nowhere.
    let private plain (value: Held) : Expression =
        value |> Value.replace (fun _ -> Value.Undefined) (fun _ -> WireReference.Readable 0L)

    let private held (expression: Expression) : Held =
        expression |> Value.replace (fun _ -> Value.Undefined) (fun _ -> Reference.Readable 0L)

    /// The partner broke the protocol, or cost too much.
    let private abort failure (flow: Flow) : Flow =
        if isEnded flow.State then
            flow
        else
            flow |> send (Abort(plain failure)) |> finish failure

    let private addExport hook demand isPipe (flow: Flow) : Flow =
        flow
        |> Step.update (fun session ->
            let id = session.Received + 1L

            { session with
                Received = id
                Exports =
                    session.Exports
                    |> Table.add
                        id
                        { Hook = hook
                          Count = 1L
                          Demand = demand
                          IsUnreadPipe = isPipe } })

    let private answerWhenReady id hook (flow: Flow) : Flow =
        flow |> retain hook |> await hook (Waiter.Answer id)

    let private pushed demand expression (flow: Flow) : Flow =
        match flow |> Incoming.evaluate expression with
        | Error failure -> flow |> abort failure
        | Ok struct (value, flow) ->
            let struct (hook, flow) = flow |> Incoming.toHook value
            let flow = flow |> addExport hook demand false

            match demand with
            | Demand.Streamed -> flow |> answerWhenReady flow.State.Received hook
            | Demand.NotPulled
            | Demand.Pulled -> flow

    let private piped (flow: Flow) : Flow =
        let target = -(flow.State.Received + 1L)

        flow
        |> retain (Hook.Target target)
        |> ask (Ask.OpenPipe target)
        |> addExport (Hook.Target target) Demand.NotPulled true

    let private setExport id entry : Flow -> Flow =
        Step.update (fun session ->
            { session with
                Exports = session.Exports |> Table.add id entry })

    let private removeExport id : Flow -> Flow =
        Step.update (fun session ->
            { session with
                Exports = session.Exports |> Table.remove id })

    let private noExport id = Held.error $"no such export ID: {id}"

    /// A partner pulls results; of an object that it was given there is none.
    let private notAResult id (entry: Export) (session: Session) =
        match locate entry.Hook session with
        | Location.Local target when target < 0L -> ValueSome "Cannot pull a WritableStream stub"
        | Location.Local _
        | Location.Remote(_, true) when id < 0L -> ValueSome "Tried to resolve a non-promise stub."
        | Location.Local _
        | Location.Remote _
        | Location.Waiting _
        | Location.Known _ -> ValueNone

    let private pulledEntry id (entry: Export) (flow: Flow) : Flow =
        match notAResult id entry flow.State with
        | ValueSome problem -> flow |> Outgoing.answer id (Error(Held.error problem))
        | ValueNone -> flow |> setExport id { entry with Demand = Demand.Pulled } |> answerWhenReady id entry.Hook

    let private pulled id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Exports with
        | None -> flow |> abort (noExport id)
        | Some({ Demand = Demand.NotPulled } as entry) -> flow |> pulledEntry id entry
        | Some { Demand = Demand.Pulled | Demand.Streamed } -> flow

    /// Whether a value leads to something on this side. Calls that went to the partner's promise of it are on their way back,
    /// and a call made here would overtake them.
    let private leadsHome (value: Held) (session: Session) =
        Value.references value
        |> List.exists (fun reference ->
            match locate (Reference.hook reference) session with
            | Location.Local _
            | Location.Waiting _
            | Location.Known _ -> true
            | Location.Remote _ -> false)

    let private resolved id (result: Result<Expression, Expression>) (flow: Flow) : Flow =
        let expression =
            match result with
            | Ok expression
            | Error expression -> expression

        match flow |> Incoming.evaluate expression with
        | Error failure -> flow |> abort failure
        | Ok struct (value, flow) ->
            let outcome =
                match result with
                | Ok _ -> Ok value
                | Error _ -> Error value

            match Table.tryFind id flow.State.Imports with
            | Some(Import.Promise promise) when promise.IsUsed && leadsHome value flow.State ->
                flow |> releaseAll value |> Outgoing.askAgain id promise.Promise |> forgetImport id
            | Some(Import.Promise promise) -> flow |> forgetImport id |> settle promise.Promise outcome
            | Some(Import.Stub _)
            | None -> flow |> releaseAll value

    let private released id count (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Exports with
        | None -> flow |> abort (noExport id)
        | Some entry when count > entry.Count ->
            flow |> abort (Held.error $"refcount would go negative: {entry.Count} < {count}")
        | Some entry when count = entry.Count -> flow |> removeExport id |> release entry.Hook
        | Some entry ->
            flow
            |> setExport
                id
                { entry with
                    Count = entry.Count - count }

    let private restartSilence (flow: Flow) : Flow =
        let idle = flow.State.Settings.Idle

        if idle > TimeSpan.Zero then
            flow |> Step.emit (SetTimer(Silence, idle))
        else
            flow

    let private received message : Flow -> Flow =
        match message with
        | Push expression -> pushed Demand.NotPulled expression
        | Message.Stream expression -> pushed Demand.Streamed expression
        | Pipe -> piped
        | Pull id -> pulled id
        | Resolve(id, expression) -> resolved id (Ok expression)
        | Reject(id, expression) -> resolved id (Error expression)
        | Release(id, count) -> released id count
        | Message.Abort expression -> finish (held expression)

    let private answered id result (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Exports with
        | None -> flow
        | Some entry ->
            let flow = flow |> Outgoing.answer id result

            match entry.Demand with
            | Demand.Streamed -> flow |> removeExport id |> release entry.Hook
            | Demand.NotPulled
            | Demand.Pulled -> flow

    /// A call on the partner's promise need not wait for it.
    let private isCallable hook (session: Session) =
        match locate hook session with
        | Location.Waiting _ -> false
        | Location.Local _
        | Location.Remote _
        | Location.Known _ -> true

    let private resume waiter hook (flow: Flow) : Flow =
        match outcomeOf hook flow.State, waiter with
        | _, Waiter.Call(invocation, promise) when isCallable hook flow.State ->
            let struct (result, flow) = flow |> Calling.call hook invocation
            flow |> settleAs promise result |> release hook
        | ValueNone, _
        | _, Waiter.Call _ -> flow |> await hook waiter
        | ValueSome result, Waiter.Map(mapping, promise) ->
            flow |> Incoming.runMapping mapping promise result |> release hook
        | ValueSome result, Waiter.Answer id -> flow |> answered id result |> release hook
        | ValueSome result, Waiter.Complete id -> flow |> Completion.resume id result |> release hook

    let private perform job : Flow -> Flow =
        match job with
        | Job.Resume(waiter, hook) -> resume waiter hook
        | Job.Discard value -> releaseAll value

    let private tooMuch = Held.error "The message causes too much work."

    /// Does what is left to do, first things first.
    let rec private run mostWork (flow: Flow) : Flow =
        match flow.State.Jobs, flow.State.NewJobs with
        | [], [] -> flow
        | _ when flow.State.Work > mostWork -> flow |> abort tooMuch
        | [], jobs ->
            flow
            |> Step.update (fun session ->
                { session with
                    Jobs = List.rev jobs
                    NewJobs = [] })
            |> run mostWork
        | job :: rest, _ ->
            flow
            |> Step.update (fun session ->
                { session with
                    Jobs = rest
                    Work = session.Work + 1 })
            |> perform job
            |> run mostWork

    let private withinLimits (flow: Flow) : Flow =
        let most = flow.State.Settings.MaxEntries

        if flow.State.Exports.Count > most then
            flow |> abort (Held.error $"More than {most} results and objects are held for this peer.")
        elif flow.State.Imports.Count > most then
            flow |> abort (Held.error $"This peer gave more than {most} objects.")
        else
            flow

    /// The application's objects are mentioned once more; its other references pass over.
    let private acceptHooks hooks (flow: Flow) : Flow =
        (flow, hooks)
        ||> List.fold (fun flow hook ->
            match hook with
            | Hook.Target _ -> flow |> retain hook
            | Hook.Import _
            | Hook.Outcome _ -> flow)

    let private accept (value: Held) : Flow -> Flow =
        Value.references value |> List.choose (Reference.owned >> ValueOption.toOption) |> acceptHooks

    let private acceptAll values (flow: Flow) : Flow =
        (flow, values) ||> List.fold (fun flow value -> accept value flow)

    let private acceptResult (result: Result<Held, Held>) : Flow -> Flow =
        match result with
        | Ok value
        | Error value -> accept value

    let private made outcome (struct (result, flow: Flow)) : Flow =
        flow |> addPromise outcome (Outcome.Pending []) |> settleAs outcome result

    let private call outcome target path arguments isStream (flow: Flow) : Flow =
        let invocation: Invocation =
            { Path = path
              Rest = path
              Arguments = arguments
              IsStream = isStream }

        flow
        |> acceptAll (ValueOption.defaultValue [] arguments)
        |> Calling.call target invocation
        |> made outcome

    let private map outcome target path (mapping: Mapping) (flow: Flow) : Flow =
        let flow = flow |> acceptHooks mapping.Captures

        match locate target flow.State with
        | Location.Remote(id, _) -> flow |> Outgoing.map id path mapping |> made outcome
        | Location.Local _
        | Location.Waiting _
        | Location.Known _ ->
            let struct (source, flow) = flow |> Calling.call target (Calling.reading path)

            flow |> addPromise outcome (Outcome.Pending []) |> await source (Waiter.Map(mapping, outcome))

    let private isLastOfMain hook (session: Session) =
        match hook, Table.tryFind 0L session.Imports with
        | Hook.Import 0L, Some(Import.Stub(1, _)) -> true
        | _, _ -> false

    let private mainDisposed =
        Held.error "RPC session was shut down by disposing the main stub"

    let private drop hook (flow: Flow) : Flow =
        if isLastOfMain hook flow.State then
            flow |> finish mainDisposed
        else
            flow |> release hook

    let private commanded command : Flow -> Flow =
        match command with
        | UserCommand.Call(outcome, target, path, arguments) -> call outcome target path arguments false
        | UserCommand.Write(outcome, stream, name, arguments) ->
            call outcome stream [ PathStep.Name name ] (ValueSome arguments) true
        | UserCommand.Map(outcome, target, path, mapping) -> map outcome target path mapping
        | UserCommand.Await hook -> Completion.tellOutcome hook
        | UserCommand.Forget hook -> Completion.forget hook
        | UserCommand.Promise outcome -> addPromise outcome (Outcome.Pending [])
        | UserCommand.Settle(outcome, result) -> acceptResult result >> settle outcome result
        | UserCommand.Retain hook -> retain hook
        | UserCommand.Drop hook -> drop hook
        | UserCommand.Fail failure -> abort failure
        | UserCommand.Lose failure -> finish failure

    let private returned id (result: Result<Held, Held>) (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Deliveries with
        | None -> flow
        | Some delivery ->
            flow
            |> Step.update (fun session ->
                { session with
                    Deliveries = session.Deliveries |> Table.remove id })
            |> acceptResult result
            |> releaseEach delivery.Arguments
            |> settle delivery.Promise result

    /// What an application hands to a session that is over is disposed at once.
    let private refuse (values: Held list) (flow: Flow) : Flow =
        flow |> acceptAll values |> releaseEach values

    let private afterEnd failure (input: SessionInput) (flow: Flow) : Flow =
        match input with
        | Commanded(UserCommand.Await hook) -> flow |> ask (Ask.Outcome(hook, Error failure))
        | Commanded(UserCommand.Call(_, _, _, ValueSome values) | UserCommand.Write(_, _, _, values)) ->
            flow |> refuse values
        | Commanded(UserCommand.Settle(_, (Ok value | Error value)))
        | Answered(Answer.Returned(_, (Ok value | Error value))) -> flow |> refuse [ value ]
        | Commanded(UserCommand.Map(_, _, _, mapping)) ->
            (flow |> acceptHooks mapping.Captures, mapping.Captures)
            ||> List.fold (fun flow hook -> release hook flow)
        | Commanded(UserCommand.Call(_, _, _, ValueNone))
        | Commanded(UserCommand.Promise _ | UserCommand.Retain _ | UserCommand.Forget _)
        | Commanded(UserCommand.Drop _ | UserCommand.Fail _ | UserCommand.Lose _)
        | Started
        | Opened _
        | Received _
        | Malformed _
        | Closed _
        | TimerFired _ -> flow

    let private opened connection (flow: Flow) : Flow =
        let unsent = List.rev flow.State.Unsent

        let flow =
            flow
            |> Step.update (fun session ->
                { session with
                    Phase = SessionPhase.Open
                    Connection = ValueSome connection
                    Unsent = [] })
            |> Step.emit (Tell SessionOpened)
            |> restartSilence

        (flow, unsent) ||> List.fold (fun flow message -> flow |> send message)

    let private failureOf (problem: Malformation) : Held =
        Value.Error(WireProblem.failure problem)

    let private started (flow: Flow) : Flow =
        match flow.State.Settings.Partner with
        | ValueSome endpoint -> flow |> Step.emit (Open(Address.Stream(Dialled(endpoint, 1))))
        | ValueNone -> flow

    let private taken (input: SessionInput) : Flow -> Flow =
        match input with
        | Started -> started
        | Opened(Address.Stream connection) -> opened connection
        | Received(Address.Stream _, message) ->
            restartSilence
            >> received message
            >> fun flow -> flow |> run flow.State.Settings.MaxWork |> withinLimits
        | Malformed(Address.Stream _, problem) -> abort (failureOf problem)
        | Closed(Address.Stream _, reason) ->
            Step.update (fun session -> { session with Connection = ValueNone })
            >> finish (Held.error $"The connection ended: {CloseReason.words reason}.")
        | TimerFired Silence -> abort (Held.error "The partner was silent for too long.")
        | Commanded command -> commanded command
        | Answered(Answer.Returned(call, result)) -> returned call result
        | Opened(Address.Datagram _ | Address.Substream _)
        | Received((Address.Datagram _ | Address.Substream _), _)
        | Malformed((Address.Datagram _ | Address.Substream _), _)
        | Closed((Address.Datagram _ | Address.Substream _), _) -> id

    let step (_: TimeSpan) (session: Session) (input: SessionInput) =
        let flow: Flow = Step.start { session with Work = 0 }

        match session.Phase with
        | SessionPhase.Ended failure -> flow |> afterEnd failure input
        | SessionPhase.Connecting
        | SessionPhase.Open -> flow |> taken input
        |> run Int32.MaxValue
        |> Step.finish

    let machine settings : Machine<Session, Timer, Message, UserCommand, Answer, Ask, Notice> =
        { Initial = initial settings
          Step = step }
