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
          Work = 0
          HeldBytes = 0L }

    let ask question (flow: Flow) : Flow = flow |> Step.emit (Ask question)

    let send message (flow: Flow) : Flow =
        match flow.State.Connection with
        | ValueSome connection -> flow |> Step.emit (Send(Address.Stream connection, message))
        | ValueNone ->
            flow
            |> Step.update (fun session ->
                { session with
                    Unsent = message :: session.Unsent })

    let enqueue job (flow: Flow) : Flow =
        flow
        |> Step.update (fun session ->
            { session with
                NewJobs = job :: session.NewJobs })

    /// A number that nothing had before: of a promise it is the negative.
    let number (flow: Flow) : struct (int64 * Flow) =
        let next = flow.State.Numbered + 1L
        struct (next, flow |> Step.update (fun session -> { session with Numbered = next }))

    let private withImports imports (flow: Flow) : Flow =
        { flow with
            State = { flow.State with Imports = imports } }

    let private withPromises promises heldBytes (flow: Flow) : Flow =
        { flow with
            State =
                { flow.State with
                    Promises = promises
                    HeldBytes = flow.State.HeldBytes + heldBytes } }

    /// So many bytes more are held, or fewer.
    let hold bytes (flow: Flow) : Flow =
        if bytes = 0L then
            flow
        else
            flow
            |> Step.update (fun session ->
                { session with
                    HeldBytes = session.HeldBytes + bytes })

    let private withTargets targets (flow: Flow) : Flow =
        { flow with
            State = { flow.State with Targets = targets } }

    let private withExports exports (flow: Flow) : Flow =
        { flow with
            State = { flow.State with Exports = exports } }

    let putImport id import (flow: Flow) : Flow =
        flow |> withImports (flow.State.Imports |> Table.add id import)

    let removeImport id (flow: Flow) : Flow =
        flow |> withImports (flow.State.Imports |> Table.remove id)

    let setExport id entry (flow: Flow) : Flow =
        flow |> withExports (flow.State.Exports |> Table.add id entry)

    let removeExport id (flow: Flow) : Flow =
        flow |> withExports (flow.State.Exports |> Table.remove id)

    let private setOutcome id outcome (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Promises with
        | Some cell ->
            let promises = flow.State.Promises |> Table.set id { cell with Outcome = outcome }
            flow |> withPromises promises (HeldSize.ofOutcome outcome)
        | None -> flow

    /// One more refers to what the hook leads to.
    let retain hook (flow: Flow) : Flow =
        match hook with
        | Hook.Target id ->
            let references = Table.tryFind id flow.State.Targets |> Option.defaultValue 0

            flow |> withTargets (flow.State.Targets |> Table.add id (references + 1))
        | Hook.Import id ->
            match Table.tryFind id flow.State.Imports with
            | Some(Import.Stub(references, introduced)) ->
                flow |> putImport id (Import.Stub(references + 1, introduced))
            | Some(Import.Promise _)
            | None -> flow
        | Hook.Outcome id ->
            match Table.tryFind id flow.State.Promises with
            | Some cell ->
                let cell =
                    { cell with
                        References = cell.References + 1 }

                flow |> withPromises (flow.State.Promises |> Table.set id cell) 0L
            | None -> flow

    /// The partner's entry is not needed any more.
    let forgetImport id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Imports with
        | Some(Import.Stub(_, introduced)) -> flow |> removeImport id |> send (Release(id, introduced))
        | Some(Import.Promise { Source = PromiseSource.Given | PromiseSource.Result _
                                Introduced = introduced }) -> flow |> removeImport id |> send (Release(id, introduced))
        | Some(Import.Promise { Source = PromiseSource.Streamed }) -> flow |> removeImport id
        | None -> flow

    /// A value without references has nothing to give up.
    let private discard (value: Held) (flow: Flow) : Flow =
        if List.isEmpty (Value.references value) then
            flow
        else
            flow |> enqueue (Job.Discard value)

    let private discardOutcome outcome (flow: Flow) : Flow =
        match outcome with
        | Outcome.Pending _ -> flow
        | Outcome.Remote(import, _) -> flow |> forgetImport import
        | Outcome.Linked hook -> flow |> enqueue (Job.Discard(Value.Reference(Reference.Stub hook)))
        | Outcome.Settled(Ok value)
        | Outcome.Settled(Error value) -> flow |> discard value

    let private releaseTarget id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Targets with
        | Some references when references > 1 ->
            flow |> withTargets (flow.State.Targets |> Table.set id (references - 1))
        | Some _ -> flow |> withTargets (flow.State.Targets |> Table.remove id) |> ask (Ask.Dispose id)
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
            let cell =
                { cell with
                    References = cell.References - 1 }

            flow |> withPromises (flow.State.Promises |> Table.set id cell) 0L
        | Some cell ->
            flow
            |> withPromises (flow.State.Promises |> Table.remove id) -(HeldSize.ofOutcome cell.Outcome)
            |> discardOutcome cell.Outcome
        | None -> flow

    /// One fewer refers to what the hook leads to; the last one gone, the partner is told, or the application.
    let release hook (flow: Flow) : Flow =
        match hook with
        | Hook.Target id -> flow |> releaseTarget id
        | Hook.Import id -> flow |> releaseImport id
        | Hook.Outcome id -> flow |> releasePromise id

    let private each change (value: Held) (flow: Flow) : Flow =
        match Value.references value with
        | [] -> flow
        | references ->
            (flow, references)
            ||> List.fold (fun flow reference ->
                match Reference.owned reference with
                | ValueSome hook -> flow |> change hook
                | ValueNone -> flow)

    /// The value is there once more, so each of its references is.
    let retainAll value (flow: Flow) : Flow = flow |> each retain value

    let releaseAll value (flow: Flow) : Flow = flow |> each release value

    let retainEach values (flow: Flow) : Flow =
        (flow, values) ||> List.fold (fun flow value -> retainAll value flow)

    let releaseEach values (flow: Flow) : Flow =
        (flow, values) ||> List.fold (fun flow value -> releaseAll value flow)

    /// A new promise of this end, which one refers to.
    let addPromise id outcome (flow: Flow) : Flow =
        let cell = { References = 1; Outcome = outcome }
        flow |> withPromises (flow.State.Promises |> Table.add id cell) (HeldSize.ofOutcome outcome)

    /// A promise of this end under a number of its own.
    let newPromise outcome (flow: Flow) : struct (int64 * Flow) =
        let next = flow.State.Numbered + 1L
        let cell = { References = 1; Outcome = outcome }

        let flow =
            flow
            |> Step.update (fun session ->
                { session with
                    Numbered = next
                    Promises = session.Promises |> Table.addNew -next cell
                    HeldBytes = session.HeldBytes + HeldSize.ofOutcome outcome })

        struct (-next, flow)

    let private resumeAll waiters (flow: Flow) : Flow =
        (flow, List.rev waiters) ||> List.fold (fun flow waiter -> flow |> enqueue (Job.Resume waiter))

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
    let settleAs id other (flow: Flow) : Flow =
        flow |> settle id (Ok(Value.Reference(Reference.Awaited other)))

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
    let expect id promise source (flow: Flow) : Flow =
        flow
        |> putImport
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
    let await hook waiter (flow: Flow) : Flow =
        flow |> hold (HeldSize.ofWaiter waiter) |> waitFor hook waiter hook

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

    /// Whether the application works on nothing: then only its partner can bring what is waited for. A call that it makes by itself
    /// waits for the partner, too.
    let isIdle (session: Session) =
        session.Deliveries.Count = 0
        && session.Promises.Entries
           |> Seq.forall (fun entry -> entry.Key < 0L || not entry.Value.Outcome.IsPending)

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
                Deliveries = session.Deliveries |> Table.addNew call delivery
                HeldBytes = session.HeldBytes + HeldSize.ofValues arguments })
        |> ask (Ask.Invoke(call, target, wanted))
