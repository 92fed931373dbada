namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// What a session does for its application.
module Commands =

    /// The application's objects are mentioned once more; its other references pass over.
    let private acceptHooks hooks (flow: Flow) : Flow =
        (flow, hooks)
        ||> List.fold (fun flow hook ->
            match hook with
            | Hook.Target _ -> flow |> retain hook
            | Hook.Import _
            | Hook.Outcome _ -> flow)

    let private accept (value: Held) (flow: Flow) : Flow =
        match Value.references value with
        | [] -> flow
        | references -> flow |> acceptHooks (references |> List.choose (Reference.owned >> ValueOption.toOption))

    let private acceptAll values (flow: Flow) : Flow =
        (flow, values) ||> List.fold (fun flow value -> accept value flow)

    /// The parts of promises in a value are read; their promises take their places.
    let private withoutParts (value: Held) (flow: Flow) : struct (Held * Flow) =
        let mutable flow = flow

        let read reference =
            match reference with
            | Reference.Part(hook, path) ->
                let struct (result, next) = flow |> Calling.call hook (Invocation.reading path)
                flow <- next |> release hook
                Reference.Awaited result
            | Reference.Stub _
            | Reference.Awaited _
            | Reference.Writable _
            | Reference.Readable _ -> reference

        let value = value |> Value.replace (read >> Value.Reference) read
        struct (value, flow)

    let private allWithoutParts values (flow: Flow) : struct (Held list * Flow) =
        let add value (struct (values, flow)) =
            let struct (value, flow) = withoutParts value flow
            struct (value :: values, flow)

        let struct (values, flow) =
            (struct ([], flow), values) ||> List.fold (fun sofar value -> add value sofar)

        struct (List.rev values, flow)

    let private acceptResult (result: Result<Held, Held>) (flow: Flow) : struct (Result<Held, Held> * Flow) =
        match result with
        | Ok value ->
            let struct (value, flow) = flow |> accept value |> withoutParts value
            struct (Ok value, flow)
        | Error value ->
            let struct (value, flow) = flow |> accept value |> withoutParts value
            struct (Error value, flow)

    let private made outcome (struct (result, flow: Flow)) : Flow =
        flow |> addPromise outcome (Outcome.Pending []) |> settleAs outcome result

    /// A call that goes out at once names the parts of promises among its arguments; for another they are read first.
    let private withArguments target (invocation: Invocation) (flow: Flow) : struct (Invocation * Flow) =
        match locate target flow.State, invocation.Arguments with
        | Location.Remote _, _
        | _, ValueNone -> struct (invocation, flow)
        | (Location.Local _ | Location.Waiting _ | Location.Known _), ValueSome values ->
            let struct (values, flow) = allWithoutParts values flow

            struct ({ invocation with
                        Arguments = ValueSome values },
                    flow)

    let private call outcome target path arguments isStream (flow: Flow) : Flow =
        let invocation: Invocation =
            { Path = path
              Rest = path
              Arguments = arguments
              IsStream = isStream }

        let struct (invocation, flow) =
            flow |> acceptAll (ValueOption.defaultValue [] arguments) |> withArguments target invocation

        flow |> Calling.call target invocation |> made outcome

    let private map outcome target path (mapping: Mapping) (flow: Flow) : Flow =
        let flow = flow |> acceptHooks mapping.Captures

        match locate target flow.State with
        | Location.Remote(id, _) -> flow |> Outgoing.map id path mapping |> made outcome
        | Location.Local _
        | Location.Waiting _
        | Location.Known _ ->
            let struct (source, flow) = flow |> Calling.call target (Invocation.reading path)

            flow |> addPromise outcome (Outcome.Pending []) |> await source (Waiter.Map(mapping, outcome))

    let private isLastOfMain hook (session: Session) =
        match hook, Table.tryFind 0L session.Imports with
        | Hook.Import 0L, Some(Import.Stub(1, _)) -> true
        | _, _ -> false

    let private mainDisposed =
        Held.error "RPC session was shut down by disposing the main stub"

    let private drop hook (flow: Flow) : Flow =
        if isLastOfMain hook flow.State then
            flow |> Ending.finish mainDisposed
        else
            flow |> release hook

    let private settled outcome result (flow: Flow) : Flow =
        let struct (result, flow) = flow |> acceptResult result
        flow |> settle outcome result

    let obey command (flow: Flow) : Flow =
        match command with
        | UserCommand.Call(outcome, target, path, arguments) -> flow |> call outcome target path arguments false
        | UserCommand.Write(outcome, stream, name, arguments) ->
            flow |> call outcome stream [ PathStep.Name name ] (ValueSome arguments) true
        | UserCommand.Map(outcome, target, path, mapping) -> flow |> map outcome target path mapping
        | UserCommand.Await hook -> flow |> Completion.tellOutcome hook
        | UserCommand.Forget hook -> flow |> Completion.forget hook
        | UserCommand.Promise outcome -> flow |> addPromise outcome (Outcome.Pending [])
        | UserCommand.Settle(outcome, result) -> flow |> settled outcome result
        | UserCommand.Retain hook -> flow |> retain hook
        | UserCommand.Drop hook -> flow |> drop hook
        | UserCommand.Fail failure -> flow |> Ending.abort failure
        | UserCommand.Lose failure -> flow |> Ending.finish failure

    let returned id (result: Result<Held, Held>) (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Deliveries with
        | None -> flow
        | Some delivery ->
            let struct (result, flow) =
                flow
                |> Step.update (fun session ->
                    { session with
                        Deliveries = session.Deliveries |> Table.remove id
                        HeldBytes = session.HeldBytes - HeldSize.ofValues delivery.Arguments })
                |> acceptResult result

            flow |> releaseEach delivery.Arguments |> settle delivery.Promise result

    /// What an application hands to a session that is over is disposed at once.
    let private refuse (values: Held list) (flow: Flow) : Flow =
        flow |> acceptAll values |> releaseEach values

    let afterEnd failure (input: SessionInput) (flow: Flow) : Flow =
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
