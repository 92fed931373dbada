namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel

/// Steps that all parts of a session use.
module SessionState =

    type Flow = Step<Session, SessionOutput>

    let private mainExport =
        { Hook = Hook.Target 0L
          Count = 1L
          Demand = Demand.NotPulled
          IsUnreadPipe = false }

    /// Both main objects are there from the start. The application refers to its partner's by `Hook.Import 0`.
    let initial settings =
        { Settings = settings
          Phase = SessionPhase.Connecting
          Connection = ValueNone
          Exports = Table.single 0L mainExport
          Imports = Table.single 0L (Import.Stub(1, 1L))
          Promises = Table.empty
          Targets = Table.single 0L 1
          Deliveries = Table.empty
          Incomplete = Table.empty
          Awaited = Map.empty
          Awaits = 0
          Unsent = []
          Received = 0L
          Sent = 0L
          Exported = 0L
          Numbered = 0L
          Jobs = []
          NewJobs = []
          Work = 0 }

    let ask question : Flow -> Flow = Step.emit (Ask question)

    let send message (flow: Flow) : Flow =
        match flow.State.Connection with
        | ValueSome connection -> flow |> Step.emit (Send(Address.Stream connection, message))
        | ValueNone ->
            flow
            |> Step.update (fun session ->
                { session with
                    Unsent = message :: session.Unsent })

    let enqueue job : Flow -> Flow =
        Step.update (fun session ->
            { session with
                NewJobs = job :: session.NewJobs })

    /// A number that nothing had before: of a promise it is the negative.
    let number (flow: Flow) : struct (int64 * Flow) =
        let next = flow.State.Numbered + 1L
        struct (next, flow |> Step.update (fun session -> { session with Numbered = next }))

    let private updateImports change : Flow -> Flow =
        Step.update (fun session ->
            { session with
                Imports = change session.Imports })

    let private updatePromises change : Flow -> Flow =
        Step.update (fun session ->
            { session with
                Promises = change session.Promises })

    let private updateTargets change : Flow -> Flow =
        Step.update (fun session ->
            { session with
                Targets = change session.Targets })

    let putImport id import : Flow -> Flow = updateImports (Table.add id import)

    let removeImport id : Flow -> Flow = updateImports (Table.remove id)

    let setExport id entry : Flow -> Flow =
        Step.update (fun session ->
            { session with
                Exports = session.Exports |> Table.add id entry })

    let removeExport id : Flow -> Flow =
        Step.update (fun session ->
            { session with
                Exports = session.Exports |> Table.remove id })

    let private setOutcome id outcome : Flow -> Flow =
        updatePromises (Table.update id (fun cell -> { cell with Outcome = outcome }))

    /// One more refers to what the hook leads to.
    let retain hook (flow: Flow) : Flow =
        match hook with
        | Hook.Target id ->
            let references = Table.tryFind id flow.State.Targets |> Option.defaultValue 0

            flow |> updateTargets (Table.add id (references + 1))
        | Hook.Import id ->
            match Table.tryFind id flow.State.Imports with
            | Some(Import.Stub(references, introduced)) ->
                flow |> putImport id (Import.Stub(references + 1, introduced))
            | Some(Import.Promise _)
            | None -> flow
        | Hook.Outcome id ->
            flow
            |> updatePromises (
                Table.update id (fun cell ->
                    { cell with
                        References = cell.References + 1 })
            )

    /// The partner's entry is not needed any more.
    let forgetImport id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Imports with
        | Some(Import.Stub(_, introduced)) -> flow |> removeImport id |> send (Release(id, introduced))
        | Some(Import.Promise { Source = PromiseSource.Given | PromiseSource.Result _
                                Introduced = introduced }) -> flow |> removeImport id |> send (Release(id, introduced))
        | Some(Import.Promise { Source = PromiseSource.Streamed }) -> flow |> removeImport id
        | None -> flow

    let private discardOutcome outcome : Flow -> Flow =
        match outcome with
        | Outcome.Pending _ -> id
        | Outcome.Remote(import, _) -> forgetImport import
        | Outcome.Linked hook -> enqueue (Job.Discard(Value.Reference(Reference.Stub hook)))
        | Outcome.Settled(Ok value)
        | Outcome.Settled(Error value) -> enqueue (Job.Discard value)

    let private releaseTarget id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Targets with
        | Some references when references > 1 -> flow |> updateTargets (Table.add id (references - 1))
        | Some _ -> flow |> updateTargets (Table.remove id) |> ask (Ask.Dispose id)
        | None -> flow

    let private releaseImport id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Imports with
        | Some(Import.Stub(references, introduced)) when references > 1 ->
            flow |> putImport id (Import.Stub(references - 1, introduced))
        | Some(Import.Stub _) -> flow |> forgetImport id
        | Some(Import.Promise _)
        | None -> flow

    let private releasePromise id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Promises with
        | Some cell when cell.References > 1 ->
            flow
            |> updatePromises (
                Table.add
                    id
                    { cell with
                        References = cell.References - 1 }
            )
        | Some cell -> flow |> updatePromises (Table.remove id) |> discardOutcome cell.Outcome
        | None -> flow

    /// One fewer refers to what the hook leads to; the last one gone, the partner is told, or the application.
    let release hook : Flow -> Flow =
        match hook with
        | Hook.Target id -> releaseTarget id
        | Hook.Import id -> releaseImport id
        | Hook.Outcome id -> releasePromise id

    let private each change (value: Held) (flow: Flow) : Flow =
        (flow, Value.references value)
        ||> List.fold (fun flow reference ->
            match Reference.owned reference with
            | ValueSome hook -> flow |> change hook
            | ValueNone -> flow)

    /// The value is there once more, so each of its references is.
    let retainAll value : Flow -> Flow = each retain value

    let releaseAll value : Flow -> Flow = each release value

    let retainEach values (flow: Flow) : Flow =
        (flow, values) ||> List.fold (fun flow value -> retainAll value flow)

    let releaseEach values (flow: Flow) : Flow =
        (flow, values) ||> List.fold (fun flow value -> releaseAll value flow)

    /// A new promise of this end, which one refers to.
    let addPromise id outcome : Flow -> Flow =
        updatePromises (Table.add id { References = 1; Outcome = outcome })

    /// A promise of this end under a number of its own.
    let newPromise outcome (flow: Flow) : struct (int64 * Flow) =
        let next = flow.State.Numbered + 1L
        let cell = { References = 1; Outcome = outcome }

        let flow =
            flow
            |> Step.update (fun session ->
                { session with
                    Numbered = next
                    Promises = session.Promises |> Table.addNew -next cell })

        struct (-next, flow)

    let private resumeAll waiters (flow: Flow) : Flow =
        (flow, List.rev waiters) ||> List.fold (fun flow waiter -> flow |> enqueue (Job.Resume waiter))

    /// What a hook leads to now.
    [<RequireQualifiedAccess>]
    type Location =
        | Local of target: int64
        /// On the partner's side; whether that is a stub, or a promise of which nothing is known.
        | Remote of id: int64 * isStub: bool
        | Waiting of promise: int64
        | Known of Result<Held, Held>

    let private released = Location.Known(Error(Held.error "The stub was disposed."))

    let rec locate hook (session: Session) =
        match hook with
        | Hook.Target id -> Location.Local id
        | Hook.Import id when session.Imports |> Table.tryFind id |> Option.isSome -> Location.Remote(id, true)
        | Hook.Import _ -> released
        | Hook.Outcome id ->
            match Table.tryFind id session.Promises with
            | Some { Outcome = Outcome.Linked next } -> locate next session
            | Some { Outcome = Outcome.Settled result } -> Location.Known result
            | Some { Outcome = Outcome.Remote(import, _) } -> Location.Remote(import, false)
            | Some { Outcome = Outcome.Pending _ } -> Location.Waiting id
            | None -> released

    /// The end of a chain of links and stubs.
    let rec private lastLink hook (session: Session) =
        match hook with
        | Hook.Outcome id ->
            match Table.tryFind id session.Promises with
            | Some { Outcome = Outcome.Linked next | Outcome.Settled(Ok(Value.Reference(Reference.Stub next))) } ->
                lastLink next session
            | Some _
            | None -> hook
        | Hook.Import _
        | Hook.Target _ -> hook

    let private settled id outcome unused (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Promises with
        | Some { Outcome = Outcome.Pending waiters | Outcome.Remote(_, waiters) } ->
            flow |> setOutcome id outcome |> resumeAll waiters
        | Some { Outcome = Outcome.Linked _ | Outcome.Settled _ }
        | None -> flow |> releaseAll unused

    /// A promise gets its outcome, and whoever waits for it goes on. The value's references pass over.
    let settle id (result: Result<Held, Held>) (flow: Flow) : Flow =
        match result with
        | Ok(Value.Reference(Reference.Awaited other | Reference.Stub other) as value) when
            lastLink other flow.State = Hook.Outcome id
            ->
            let failure = Held.error "A promise cannot be its own outcome."
            flow |> settled id (Outcome.Settled(Error failure)) Value.Null |> releaseAll value
        | Ok(Value.Reference(Reference.Awaited other)) ->
            flow |> settled id (Outcome.Linked other) (Value.Reference(Reference.Stub other))
        | Ok value
        | Error value -> flow |> settled id (Outcome.Settled result) value

    /// A promise's outcome is that of a hook, whose reference passes over.
    let settleAs id other : Flow -> Flow =
        settle id (Ok(Value.Reference(Reference.Awaited other)))

    let private pull id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Imports with
        | Some(Import.Promise({ Source = PromiseSource.Result false } as promise)) ->
            flow
            |> putImport
                id
                (Import.Promise
                    { promise with
                        Source = PromiseSource.Result true })
            |> send (Pull id)
        | Some(Import.Promise { Source = PromiseSource.Result true | PromiseSource.Given | PromiseSource.Streamed })
        | Some(Import.Stub _)
        | None -> flow

    /// A promise's outcome comes from the partner, for an entry of the import table.
    let expect id promise source : Flow -> Flow =
        putImport
            id
            (Import.Promise
                { Promise = promise
                  Introduced = 1L
                  Source = source
                  IsUsed = false })

    let rec private waitFor last waiter (hook: Hook) (flow: Flow) : Flow =
        match last with
        | Hook.Outcome id ->
            match Table.tryFind id flow.State.Promises with
            | Some { Outcome = Outcome.Pending waiters } ->
                flow |> setOutcome id (Outcome.Pending((waiter, hook) :: waiters))
            | Some { Outcome = Outcome.Remote(import, waiters) } ->
                flow |> setOutcome id (Outcome.Remote(import, (waiter, hook) :: waiters)) |> pull import
            | Some { Outcome = Outcome.Linked next } -> flow |> waitFor next waiter hook
            | Some { Outcome = Outcome.Settled _ }
            | None -> flow |> enqueue (Job.Resume(waiter, hook))
        | Hook.Import _
        | Hook.Target _ -> flow |> enqueue (Job.Resume(waiter, hook))

    /// Goes on with the waiter when the hook has an outcome; its reference passes over. The partner is asked where it must be.
    let await hook waiter : Flow -> Flow = waitFor hook waiter hook

    /// Nobody waits by this waiter any more; its reference of the hook ends.
    let rec private stopWaiting last waiter (hook: Hook) (flow: Flow) : Flow =
        let without waiters =
            waiters |> List.filter (fun (one, _) -> one <> waiter)

        match last with
        | Hook.Outcome id ->
            match Table.tryFind id flow.State.Promises with
            | Some { Outcome = Outcome.Pending waiters } ->
                flow |> setOutcome id (Outcome.Pending(without waiters)) |> release hook
            | Some { Outcome = Outcome.Remote(import, waiters) } ->
                flow |> setOutcome id (Outcome.Remote(import, without waiters)) |> release hook
            | Some { Outcome = Outcome.Linked next } -> flow |> stopWaiting next waiter hook
            | Some { Outcome = Outcome.Settled _ }
            | None -> flow
        | Hook.Import _
        | Hook.Target _ -> flow

    /// Undoes `await`. One that goes on already is left alone.
    let stopAwaiting hook waiter : Flow -> Flow = stopWaiting hook waiter hook

    /// The partner is asked anew, under another entry: who waits for the promise waits for that one.
    let expectAgain id promise (flow: Flow) : Flow =
        match Table.tryFind promise flow.State.Promises with
        | Some { Outcome = Outcome.Remote(_, waiters) } ->
            flow
            |> setOutcome promise (Outcome.Remote(id, waiters))
            |> expect id promise (PromiseSource.Result false)
            |> pull id
        | Some { Outcome = Outcome.Pending _ | Outcome.Linked _ | Outcome.Settled _ }
        | None -> flow

    /// A hook's outcome; none while there is none.
    let outcomeOf hook (session: Session) : Result<Held, Held> voption =
        match locate hook session with
        | Location.Local id -> ValueSome(Ok(Value.Reference(Reference.Stub(Hook.Target id))))
        | Location.Remote(id, true) -> ValueSome(Ok(Value.Reference(Reference.Stub(Hook.Import id))))
        | Location.Known result -> ValueSome result
        | Location.Waiting _
        | Location.Remote(_, false) -> ValueNone

    /// Asks the application for a member of one of its objects.
    let deliver target wanted arguments promise (flow: Flow) : Flow =
        let call = flow.State.Numbered + 1L

        let delivery =
            { Promise = promise
              Arguments = arguments }

        flow
        |> Step.update (fun session ->
            { session with
                Numbered = call
                Deliveries = session.Deliveries |> Table.addNew call delivery })
        |> ask (Ask.Invoke(call, target, wanted))
