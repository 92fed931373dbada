namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// What a session does with each message of its partner.
module Receiving =

    let private addExport hook demand isPipe (flow: Flow) : Flow =
        flow
        |> Step.update (fun session ->
            let id = session.Received + 1L

            { session with
                Received = id
                Exports =
                    session.Exports
                    |> Table.addNew
                        id
                        { Hook = hook
                          Count = 1L
                          Demand = demand
                          IsUnreadPipe = isPipe } })

    let private answerWhenReady id hook (flow: Flow) : Flow =
        flow |> retain hook |> await hook (Waiter.Answer id)

    let private pushed demand expression (flow: Flow) : Flow =
        match flow |> Evaluation.evaluate expression with
        | Error failure -> flow |> Ending.abort failure
        | Ok struct (value, flow) ->
            let struct (hook, flow) = flow |> Evaluation.toHook value
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
        | None -> flow |> Ending.abort (noExport id)
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

        match flow |> Evaluation.evaluate expression with
        | Error failure -> flow |> Ending.abort failure
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
        | None -> flow |> Ending.abort (noExport id)
        | Some entry when count > entry.Count ->
            flow |> Ending.abort (Held.error $"refcount would go negative: {entry.Count} < {count}")
        | Some entry when count = entry.Count -> flow |> removeExport id |> release entry.Hook
        | Some entry ->
            flow
            |> setExport
                id
                { entry with
                    Count = entry.Count - count }

    let message message (flow: Flow) : Flow =
        match message with
        | Push expression -> flow |> pushed Demand.NotPulled expression
        | Message.Stream expression -> flow |> pushed Demand.Streamed expression
        | Pipe -> flow |> piped
        | Pull id -> flow |> pulled id
        | Resolve(id, expression) -> flow |> resolved id (Ok expression)
        | Reject(id, expression) -> flow |> resolved id (Error expression)
        | Release(id, count) -> flow |> released id count
        | Message.Abort expression -> flow |> Ending.finish (Ending.held expression)
