namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// Values on their way to the partner.
module Outgoing =

    /// What is to be done once the message is sent that mentions them.
    type private Announcement =
        /// The partner hears the outcome of an export unasked.
        | Promised of export: int64 * Hook
        | Pumped of target: int64 * pipe: int64

    /// Expressions under way: what to do after them, and whether one failed.
    [<Struct>]
    type private Writing =
        { Flow: Flow
          Announcements: Announcement list }

    let private export hook (flow: Flow) : struct (int64 * Flow) =
        let id = -(flow.State.Exported + 1L)

        let entry =
            { Hook = hook
              Count = 1L
              Demand = Demand.NotPulled
              IsUnreadPipe = false }

        let flow =
            flow
            |> retain hook
            |> Step.update (fun session ->
                { session with
                    Exported = session.Exported + 1L
                    Exports = Table.addNew id entry session.Exports })

        struct (id, flow)

    /// This end's next positive number, as the partner counts it too.
    let sentNumber (flow: Flow) : struct (int64 * Flow) =
        let next = flow.State.Sent + 1L
        struct (next, flow |> Step.update (fun session -> { session with Sent = next }))

    let private expectResult id source (flow: Flow) : struct (Hook * Flow) =
        let struct (promise, flow) = flow |> newPromise (Outcome.Remote(id, []))
        struct (Hook.Outcome promise, flow |> expect id promise source)

    /// A call goes through an entry of the import table.
    let private using id (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Imports with
        | Some(Import.Promise({ IsUsed = false } as promise)) ->
            flow |> putImport id (Import.Promise { promise with IsUsed = true })
        | Some(Import.Promise { IsUsed = true } | Import.Stub _)
        | None -> flow

    let private place id : WireReference =
        WireReference.Import
            { Id = id
              Path = []
              Arguments = ValueNone }

    let private promised id path : WireReference =
        WireReference.Pipeline
            { Id = id
              Path = path
              Arguments = ValueNone }

    let private newExport hook as' (writing: Writing) =
        let struct (id, flow) = export hook writing.Flow
        struct (as' id, { writing with Flow = flow })

    /// A stub of the partner's own goes back as what it is; another one becomes an export.
    let rec private stub hook (writing: Writing) : struct (WireReference * Writing) =
        match locate hook writing.Flow.State with
        | Location.Remote(id, _) -> struct (place id, writing)
        | Location.Known(Ok(Value.Reference(Reference.Stub inner))) -> stub inner writing
        | Location.Local _
        | Location.Waiting _
        | Location.Known _ -> newExport hook WireReference.Export writing

    let private promise hook (writing: Writing) : struct (WireReference * Writing) =
        match locate hook writing.Flow.State with
        | Location.Remote(id, _) -> struct (promised id [], writing)
        | Location.Local _
        | Location.Waiting _
        | Location.Known _ ->
            let struct (id, flow) = export hook writing.Flow

            struct (WireReference.Promise id,
                    { Flow = flow |> retain hook
                      Announcements = Promised(id, hook) :: writing.Announcements })

    /// A property of the partner's own is named where it stands; one of this end is read, and stands for its promise.
    let private part hook path (writing: Writing) : struct (WireReference * Writing) =
        match locate hook writing.Flow.State with
        | Location.Remote(id, _) ->
            struct (promised id path,
                    { writing with
                        Flow = writing.Flow |> using id })
        | Location.Local _
        | Location.Waiting _
        | Location.Known _ ->
            let struct (outcome, flow) = writing.Flow |> newPromise (Outcome.Pending [])

            let flow =
                flow |> retain hook |> await hook (Waiter.Call(Invocation.reading path, outcome))

            let read = Hook.Outcome outcome
            let struct (written, writing) = promise read { writing with Flow = flow }

            struct (written,
                    { writing with
                        Flow = writing.Flow |> release read })

    /// The pipe is opened before the message that mentions it.
    let private readable target (writing: Writing) : struct (WireReference * Writing) =
        let struct (id, flow) = sentNumber writing.Flow

        let flow =
            flow |> send Pipe |> putImport id (Import.Stub(1, 1L)) |> retain (Hook.Target target)

        struct (WireReference.Readable id,
                { Flow = flow
                  Announcements = Pumped(target, id) :: writing.Announcements })

    let private reference reference (writing: Writing) =
        match reference with
        | Reference.Stub hook -> stub hook writing
        | Reference.Awaited hook -> promise hook writing
        | Reference.Part(hook, path) -> part hook path writing
        | Reference.Writable hook ->
            match locate hook writing.Flow.State with
            | Location.Remote(id, _) -> struct (place id, writing)
            | Location.Local _
            | Location.Waiting _
            | Location.Known _ -> newExport hook WireReference.Writable writing
        | Reference.Readable target -> readable target writing

    let rec private isDeeperThan most (value: Held) =
        most < 0
        || match value with
           | Value.Items items -> items |> List.exists (isDeeperThan (most - 1))
           | Value.Object fields -> fields |> List.exists (snd >> isDeeperThan (most - 1))
           | Value.Error failure -> failure.Properties |> List.exists (snd >> isDeeperThan (most - 1))
           | Value.Response(body, _) -> isDeeperThan (most - 1) body
           | Value.Null
           | Value.Undefined
           | Value.Flag _
           | Value.Number _
           | Value.BigInt _
           | Value.Text _
           | Value.Date _
           | Value.Bytes _
           | Value.Url _
           | Value.Headers _
           | Value.Request _
           | Value.Blob _
           | Value.Reference _ -> false

    /// References become numbers in the order in which they stand; a value without any needs no second look.
    let private expression (value: Held) (writing: Writing) : struct (Expression * Writing) =
        let mutable writing = writing

        let written mention =
            let struct (written, next) = reference mention writing
            writing <- next
            written

        let expression = value |> Value.replace (written >> Value.Reference) written
        struct (expression, writing)

    let private withoutStacks sends (value: Held) : Held =
        match value with
        | Value.Error({ Stack = ValueSome _ } as failure) when not sends ->
            Value.Error { failure with Stack = ValueNone }
        | _ -> value

    let private announce (writing: Writing) : Flow =
        (writing.Flow, List.rev writing.Announcements)
        ||> List.fold (fun flow announcement ->
            match announcement with
            | Promised(id, hook) -> flow |> await hook (Waiter.Answer id)
            | Pumped(target, pipe) -> flow |> ask (Ask.Pump(target, Hook.Import pipe)))

    let private tooDeep most : Held =
        Held.typeError $"A value that is sent may be nested {most} deep at most."

    /// Writes values into a message and sends it; the values' own references stay. Fails before anything is sent.
    let private write (values: Held list) (toMessage: Expression list -> Flow -> struct (Message * Flow)) (flow: Flow) =
        let settings = flow.State.Settings

        if values |> List.exists (isDeeperThan settings.MaxDepth) then
            Error(tooDeep settings.MaxDepth)
        else
            let mutable writing = { Flow = flow; Announcements = [] }

            let expressions =
                values
                |> List.map (fun value ->
                    let struct (expression, next) =
                        expression (withoutStacks settings.SendsStacks value) writing

                    writing <- next
                    expression)

            let struct (message, flow) = toMessage expressions writing.Flow

            Ok(
                announce
                    { writing with
                        Flow = send message flow }
            )

    /// Sends a call on what the partner exports; its result is an import. The arguments' references end here.
    let call id (invocation: Invocation) (flow: Flow) : struct (Hook * Flow) =
        let values = invocation.Arguments |> ValueOption.defaultValue []
        let mutable result = Hook.Import id

        let message expressions flow =
            let struct (next, flow) = sentNumber flow

            let source =
                if invocation.IsStream then
                    PromiseSource.Streamed
                else
                    PromiseSource.Result false

            let struct (hook, flow) = flow |> using id |> expectResult next source
            result <- hook

            let place =
                { Id = id
                  Path = invocation.Rest
                  Arguments = invocation.Arguments |> ValueOption.map (fun _ -> expressions) }

            let wrap = if invocation.IsStream then Stream else Push
            struct (wrap (Value.Reference(WireReference.Pipeline place)), flow)

        let written = write values message flow
        let flow = written |> Result.defaultValue flow
        let flow = flow |> releaseEach values

        match written with
        | Ok _ -> struct (result, flow)
        | Error failure ->
            let struct (promise, flow) = flow |> newPromise (Outcome.Settled(Error failure))
            struct (Hook.Outcome promise, flow)

    /// Sends a mapping of what the partner exports.
    let map id path (mapping: Mapping) (flow: Flow) : struct (Hook * Flow) =
        let capture (captures, writing) hook =
            let struct (reference, writing) = stub hook writing

            let capture =
                match reference with
                | WireReference.Import place -> Capture.Import place.Id
                | WireReference.Export id
                | WireReference.Promise id
                | WireReference.Writable id
                | WireReference.Readable id -> Capture.Export id
                | WireReference.Pipeline place -> Capture.Import place.Id
                | WireReference.Remap remap -> Capture.Import remap.Id

            capture :: captures, writing

        let captures, writing =
            (([], { Flow = flow; Announcements = [] }), mapping.Captures) ||> List.fold capture

        let struct (next, flow) = sentNumber writing.Flow

        let remap =
            { Id = id
              Path = path
              Captures = List.rev captures
              Program = mapping.Program }

        let struct (hook, flow) =
            flow |> using id |> expectResult next (PromiseSource.Result false)

        let flow = flow |> send (Push(Value.Reference(WireReference.Remap remap)))
        struct (hook, (flow, mapping.Captures) ||> List.fold (fun flow hook -> release hook flow))

    /// Asks again for the outcome of a promise. What comes back has passed everything that went through the promise before.
    let askAgain id promise (flow: Flow) : Flow =
        let struct (next, flow) = sentNumber flow

        flow |> send (Push(Value.Reference(promised id []))) |> expectAgain next promise

    /// Answers a pull or a promise; the result's references stay.
    let answer id (result: Result<Held, Held>) (flow: Flow) : Flow =
        let send value toMessage =
            write [ value ] (fun expressions flow -> struct (toMessage (List.head expressions), flow)) flow

        let sent =
            match result with
            | Ok value -> send value (fun expression -> Resolve(id, expression))
            | Error failure -> send failure (fun expression -> Reject(id, expression))

        match sent with
        | Ok flow -> flow
        | Error failure ->
            match write [ failure ] (fun expressions flow -> struct (Reject(id, List.head expressions), flow)) flow with
            | Ok flow -> flow
            | Error _ -> flow
