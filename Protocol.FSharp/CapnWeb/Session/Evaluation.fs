namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// Expressions of the partner, evaluated: what they mention enters the tables, and the calls in them are made.
module Evaluation =

    /// What numbers in an expression mean.
    [<RequireQualifiedAccess>]
    type private Scope =
        /// Entries of the export table.
        | Session
        /// In a mapping program 0 is the item, -1 the first capture, 1 the first result.
        | Program of item: Hook * captures: Hook array * results: Table<Hook>

    let private noEntry id =
        Error(Held.error $"no such entry on exports table: {id}")

    let private lookUp scope id (session: Session) =
        match scope with
        | Scope.Session ->
            match Table.tryFind id session.Exports with
            | Some entry -> Ok entry.Hook
            | None -> noEntry id
        | Scope.Program(item, _, _) when id = 0L -> Ok item
        | Scope.Program(_, captures, _) when id < 0L ->
            match captures |> Array.tryItem (int (min (-1L - id) (int64 captures.Length))) with
            | Some hook -> Ok hook
            | None -> noEntry id
        | Scope.Program(_, _, results) ->
            match Table.tryFind id results with
            | Some hook -> Ok hook
            | None -> noEntry id

    let private stub id (flow: Flow) : Result<struct (Hook * Flow), Held> =
        match Table.tryFind id flow.State.Imports with
        | Some(Import.Stub(references, introduced)) ->
            Ok(struct (Hook.Import id, flow |> putImport id (Import.Stub(references + 1, introduced + 1L))))
        | Some(Import.Promise({ Source = PromiseSource.Given } as promise)) ->
            let again =
                Import.Promise
                    { promise with
                        Introduced = promise.Introduced + 1L }

            let hook = Hook.Outcome promise.Promise
            Ok(struct (hook, flow |> putImport id again |> retain hook))
        | Some(Import.Promise { Source = PromiseSource.Result _ | PromiseSource.Streamed }) ->
            Error(Held.error $"The export {id} has the number of a call.")
        | None -> Ok(struct (Hook.Import id, flow |> putImport id (Import.Stub(1, 1L))))

    let private promise id (flow: Flow) : Result<struct (Hook * Flow), Held> =
        match Table.tryFind id flow.State.Imports with
        | Some _ -> stub id flow
        | None ->
            let struct (promise, flow) = flow |> newPromise (Outcome.Remote(id, []))
            Ok(struct (Hook.Outcome promise, flow |> expect id promise PromiseSource.Given))

    let private readable id (flow: Flow) : Result<struct (Reference * Flow), Held> =
        match Table.tryFind id flow.State.Exports with
        | Some({ IsUnreadPipe = true
                 Hook = Hook.Target target } as entry) ->
            let flow =
                flow
                |> Step.update (fun session ->
                    { session with
                        Exports = session.Exports |> Table.add id { entry with IsUnreadPipe = false } })

            Ok(struct (Reference.Readable target, flow))
        | Some _
        | None -> Error(Held.error $"Export {id} is not a pipe or its readable end was already consumed.")

    let private noExports () =
        Error(Held.error "A mapper function cannot refer to exports.")

    let private capture scope (capture: Capture) (flow: Flow) : Result<struct (Hook * Flow), Held> =
        match capture, scope with
        | Capture.Import id, _ ->
            lookUp scope id flow.State |> Result.map (fun hook -> struct (hook, flow |> retain hook))
        | Capture.Export id, Scope.Session -> stub id flow
        | Capture.Export _, Scope.Program _ -> noExports ()

    let private asReference as' (result: Result<struct (Hook * Flow), Held>) : Result<struct (Reference * Flow), Held> =
        result |> Result.map (fun struct (hook, flow) -> struct (as' hook, flow))

    let private captureAll scope captures flow : Result<struct (Hook list * Flow), Held> =
        (Ok(struct ([], flow)), captures)
        ||> List.fold (fun sofar one ->
            sofar
            |> Result.bind (fun struct (hooks, flow) ->
                capture scope one flow |> Result.map (fun struct (hook, flow) -> struct (hook :: hooks, flow))))
        |> Result.map (fun struct (hooks, flow) -> struct (List.rev hooks, flow))

    let private map scope (remap: Remap) (flow: Flow) : Result<struct (Reference * Flow), Held> =
        lookUp scope remap.Id flow.State
        |> Result.bind (fun hook ->
            captureAll scope remap.Captures flow
            |> Result.map (fun struct (captures, flow) ->
                let mapping =
                    { Captures = captures
                      Program = remap.Program }

                let struct (source, flow) =
                    flow |> Calling.call hook (Invocation.reading remap.Path)

                let struct (promise, flow) = flow |> newPromise (Outcome.Pending [])
                let flow = flow |> await source (Waiter.Map(mapping, promise))
                struct (Reference.Awaited(Hook.Outcome promise), flow)))

    /// Evaluates left to right. After the first failure nothing more is.
    let rec private value scope (expression: Expression) (flow: Flow) : Result<struct (Held * Flow), Held> =
        let mutable flow = flow
        let mutable failure = ValueNone

        let evaluated mention : Reference =
            match failure with
            | ValueSome _ -> Reference.Readable 0L
            | ValueNone ->
                match reference scope mention flow with
                | Ok struct (reference, next) ->
                    flow <- next
                    reference
                | Error problem ->
                    failure <- ValueSome problem
                    Reference.Readable 0L

        let value = expression |> Value.replace (evaluated >> Value.Reference) evaluated

        match failure with
        | ValueSome problem -> Error problem
        | ValueNone ->
            let struct (value, refused) = Held.withoutRefused value
            Ok(struct (value, flow |> releaseEach refused))

    and private reference scope mention (flow: Flow) : Result<struct (Reference * Flow), Held> =
        match scope, mention with
        | _, WireReference.Import place -> flow |> at scope place |> asReference Reference.Stub
        | _, WireReference.Pipeline place -> flow |> at scope place |> asReference Reference.Awaited
        | _, WireReference.Remap remap -> flow |> map scope remap
        | Scope.Session, WireReference.Export id -> flow |> stub id |> asReference Reference.Stub
        | Scope.Session, WireReference.Promise id -> flow |> promise id |> asReference Reference.Awaited
        | Scope.Session, WireReference.Writable id -> flow |> stub id |> asReference Reference.Writable
        | Scope.Session, WireReference.Readable id -> flow |> readable id
        | Scope.Program _,
          (WireReference.Export _ | WireReference.Promise _ | WireReference.Writable _ | WireReference.Readable _) ->
            noExports ()

    and private at scope (place: Place) (flow: Flow) : Result<struct (Hook * Flow), Held> =
        lookUp scope place.Id flow.State
        |> Result.bind (fun hook ->
            match place.Arguments with
            | ValueNone -> Ok(flow |> Calling.call hook (Invocation.reading place.Path))
            | ValueSome arguments ->
                arguments
                |> values scope flow
                |> Result.map (fun struct (arguments, flow) ->
                    flow |> Calling.call hook (Invocation.calling place.Path arguments)))

    and private values scope flow expressions : Result<struct (Held list * Flow), Held> =
        (Ok(struct ([], flow)), expressions)
        ||> List.fold (fun sofar expression ->
            sofar
            |> Result.bind (fun struct (values, flow) ->
                flow
                |> value scope expression
                |> Result.map (fun struct (value, flow) -> struct (value :: values, flow))))
        |> Result.map (fun struct (values, flow) -> struct (List.rev values, flow))

    /// An expression of a message. A failure ends the session.
    let evaluate expression flow = value Scope.Session expression flow

    /// What a value leads to; its references pass over.
    let toHook (value: Held) (flow: Flow) : struct (Hook * Flow) =
        match value with
        | Value.Reference(Reference.Awaited hook | Reference.Stub hook) -> struct (hook, flow)
        | _ ->
            let struct (promise, flow) = flow |> newPromise (Outcome.Settled(Ok value))
            struct (Hook.Outcome promise, flow)

    let private releaseHooks hooks (flow: Flow) : Flow =
        (flow, hooks) ||> Seq.fold (fun flow hook -> release hook flow)

    /// The value of the last instruction. The results of the others are released.
    let rec private instructions item captures (results: Table<Hook>) (program: Expression list) (flow: Flow) =
        let released = releaseHooks results.Entries.Values

        match program with
        | [] -> Error(Held.error "Invalid empty mapper function."), flow
        | expression :: rest ->
            match flow |> value (Scope.Program(item, captures, results)) expression, rest with
            | Error failure, _ -> Error failure, released flow
            | Ok struct (value, flow), [] -> Ok value, released flow
            | Ok struct (value, flow), _ ->
                let struct (hook, flow) = flow |> toHook value
                let results = results |> Table.add (int64 results.Count + 1L) hook
                flow |> instructions item captures results rest

    /// Runs the program for one item, whose references stay.
    let private mapItem program captures (item: Held) (flow: Flow) =
        let struct (hook, flow) = flow |> retainAll item |> toHook item
        let result, flow = flow |> instructions hook captures Table.empty program
        result, flow |> release hook

    let private mapItems program captures items (flow: Flow) =
        ((Ok [], flow), items)
        ||> List.fold (fun (results, flow) item ->
            match results with
            | Error _ -> results, flow
            | Ok results ->
                match flow |> mapItem program captures item with
                | Ok result, flow -> Ok(result :: results), flow
                | Error failure, flow -> Error failure, flow |> releaseEach results)

    let private steps (mapping: Mapping) (items: Held list) =
        int64 mapping.Program.Length * int64 items.Length

    /// Runs a mapping over a value: for each item of an array, or once. Null and undefined stay. The captures end here.
    let runMapping mapping promise (source: Result<Held, Held>) (flow: Flow) : Flow =
        let captures = Array.ofList mapping.Captures

        let result, flow =
            match source with
            | Error failure -> Error failure, flow |> retainAll failure
            | Ok(Value.Null | Value.Undefined as value) -> Ok value, flow
            | Ok(Value.Items items) when int64 flow.State.Work + steps mapping items > int64 flow.State.Settings.MaxWork ->
                Error(Held.error $"A map may take {flow.State.Settings.MaxWork} steps at most."), flow
            | Ok(Value.Items items) ->
                let results, flow = flow |> mapItems mapping.Program captures items

                let flow =
                    flow
                    |> Step.update (fun session ->
                        { session with
                            Work = session.Work + int (steps mapping items) })

                results |> Result.map (List.rev >> Value.Items), flow
            | Ok value -> flow |> mapItem mapping.Program captures value

        flow |> settle promise result |> releaseHooks mapping.Captures
