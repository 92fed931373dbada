namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.SessionState

/// Values that wait for the promises in them: an application sees values only.
module Completion =

    /// How many promises may stand one in the value of the other.
    [<Literal>]
    let private MaxChain = 16

    let private awaited (value: Held) =
        Value.references value
        |> List.choose (fun reference ->
            match reference with
            | Reference.Awaited hook -> Some hook
            | Reference.Part _
            | Reference.Stub _
            | Reference.Writable _
            | Reference.Readable _ -> None)

    let private invoke target name arguments promise (flow: Flow) : Flow =
        if flow.State.Deliveries.Count >= flow.State.Settings.MaxCalls then
            flow
            |> releaseEach arguments
            |> settle promise (Error(Held.error "Too many calls wait for the application."))
        else
            let wanted =
                match name with
                | ValueSome name -> Member.Call(name, arguments)
                | ValueNone -> Member.Apply arguments

            flow |> deliver target wanted arguments promise

    let private without id ids =
        ids |> Option.map (Set.remove id) |> Option.filter (Set.isEmpty >> not)

    let private notAwaiting hook id (flow: Flow) : Flow =
        flow
        |> Step.update (fun session ->
            { session with
                Awaits = session.Awaits - 1
                Awaited = session.Awaited |> Map.change hook (without id) })

    let private tell hook id result (flow: Flow) : Flow =
        flow |> notAwaiting hook id |> ask (Ask.Outcome(hook, result))

    let private proceed purpose (result: Result<Held list, Held>) (flow: Flow) : Flow =
        match purpose, result with
        | CompletionPurpose.Invoke(target, name, promise), Ok values -> flow |> invoke target name values promise
        | CompletionPurpose.Invoke(_, _, promise), Error failure -> flow |> settle promise (Error failure)
        | CompletionPurpose.Tell(hook, id), Ok [ value ] -> flow |> tell hook id (Ok value)
        | CompletionPurpose.Tell(hook, id), Ok values -> flow |> tell hook id (Ok(Value.Items values))
        | CompletionPurpose.Tell(hook, id), Error failure -> flow |> tell hook id (Error failure)

    /// The value with outcomes in place of promises; none where they are nested too deep.
    let rec private withOutcomes chain (session: Session) (value: Held) : Held voption =
        if List.isEmpty (awaited value) then
            ValueSome value
        elif chain = 0 then
            ValueNone
        else
            let mutable isWhole = true

            let outcome reference : Held =
                match reference with
                | Reference.Awaited hook ->
                    match outcomeOf hook session with
                    | ValueSome(Ok value) ->
                        match withOutcomes (chain - 1) session value with
                        | ValueSome value -> value
                        | ValueNone ->
                            isWhole <- false
                            Value.Undefined
                    | ValueSome(Error _)
                    | ValueNone -> Value.Reference reference
                | Reference.Part _
                | Reference.Stub _
                | Reference.Writable _
                | Reference.Readable _ -> Value.Reference reference

            let value = value |> Value.replace outcome id
            if isWhole then ValueSome value else ValueNone

    let private finish (incomplete: IncompleteValues) (flow: Flow) : Flow =
        let values =
            incomplete.Values |> List.choose (withOutcomes MaxChain flow.State >> ValueOption.toOption)

        if values.Length = incomplete.Values.Length then
            flow |> retainEach values |> releaseEach incomplete.Values |> proceed incomplete.Purpose (Ok values)
        else
            flow
            |> releaseEach incomplete.Values
            |> proceed incomplete.Purpose (Error(Held.error $"Promises are nested more than {MaxChain} deep."))

    let private awaitAll hooks id (flow: Flow) : Flow =
        (flow, hooks)
        ||> List.fold (fun flow hook -> flow |> retain hook |> await hook (Waiter.Complete id))

    let private put id (incomplete: IncompleteValues) (flow: Flow) : Flow =
        flow
        |> Step.update (fun session ->
            { session with
                Incomplete = session.Incomplete |> Table.add id incomplete })

    let private waitFor hooks id values purpose (flow: Flow) : Flow =
        flow
        |> hold (HeldSize.ofValues values)
        |> put
            id
            { Values = values
              Missing = List.length hooks
              Purpose = purpose }
        |> awaitAll hooks id

    /// Proceeds with the values once no promise is in them. Their references pass over.
    let start (values: Held list) purpose (flow: Flow) : Flow =
        match values |> List.collect awaited with
        | [] -> flow |> proceed purpose (Ok values)
        | _ when flow.State.Incomplete.Count - flow.State.Awaits >= flow.State.Settings.MaxCalls ->
            flow
            |> releaseEach values
            |> proceed purpose (Error(Held.error "Too many calls wait for promises in their arguments."))
        | hooks ->
            let struct (id, flow) = number flow
            flow |> waitFor hooks id values purpose

    /// The application hears the hook's outcome, with the outcomes of the promises in it.
    let tellOutcome hook (flow: Flow) : Flow =
        let struct (id, flow) = number flow

        flow
        |> retain hook
        |> Step.update (fun session ->
            { session with
                Awaits = session.Awaits + 1
                Awaited = session.Awaited |> Map.change hook (Option.defaultValue Set.empty >> Set.add id >> Some) })
        |> waitFor [ hook ] id [ Value.Reference(Reference.Awaited hook) ] (CompletionPurpose.Tell(hook, id))

    let private remove id (incomplete: IncompleteValues) (flow: Flow) : Flow =
        flow
        |> Step.update (fun session ->
            { session with
                Incomplete = session.Incomplete |> Table.remove id
                HeldBytes = session.HeldBytes - HeldSize.ofValues incomplete.Values })

    /// One of the promises has an outcome. Promises in it are waited for, too.
    let resume id (result: Result<Held, Held>) (flow: Flow) : Flow =
        match Table.tryFind id flow.State.Incomplete, result with
        | None, _ -> flow
        | Some incomplete, Error failure ->
            flow
            |> remove id incomplete
            |> retainAll failure
            |> releaseEach incomplete.Values
            |> proceed incomplete.Purpose (Error failure)
        | Some incomplete, Ok value ->
            let hooks = awaited value
            let missing = incomplete.Missing - 1 + hooks.Length

            if missing = 0 then
                flow |> remove id incomplete |> finish incomplete
            else
                flow |> put id { incomplete with Missing = missing } |> awaitAll hooks id

    /// Undoes one `tellOutcome` whose outcome has not come.
    let forget hook (flow: Flow) : Flow =
        let ids = flow.State.Awaited |> Map.tryFind hook |> Option.defaultValue Set.empty

        match Seq.tryHead ids with
        | Some id ->
            match Table.tryFind id flow.State.Incomplete with
            | Some incomplete ->
                flow
                |> notAwaiting hook id
                |> remove id incomplete
                |> stopAwaiting hook (Waiter.Complete id)
                |> releaseEach incomplete.Values
            | None -> flow
        | None -> flow
