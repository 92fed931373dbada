namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.ReplayedSession

/// Results of calls as the application of a captured end must have given them.
module ReplayedResults =

    /// A value of the application that the machine writes as this expression; none where it would write no such.
    let rec held (expression: Expression) (replayed: ReplayedSession) : struct (Held voption * ReplayedSession) =
        let mutable replayed = replayed
        let mutable isKnown = true

        let mention reference =
            match held1 reference replayed with
            | Some struct (reference, next) ->
                replayed <- next
                reference
            | None ->
                isKnown <- false
                Reference.Readable 0L

        let value = expression |> Value.replace (mention >> Value.Reference) mention
        struct ((if isKnown then ValueSome value else ValueNone), replayed)

    and private held1 reference (replayed: ReplayedSession) : (struct (Reference * ReplayedSession)) option =
        let target as' =
            let struct (target, replayed) = newTarget replayed
            Some(struct (as' target, replayed))

        let back id as' =
            imported id replayed
            |> Option.map (fun hook -> struct (as' hook, command replayed (UserCommand.Retain hook)))

        match reference with
        | WireReference.Export _ -> target Reference.Stub
        | WireReference.Writable _ -> target Reference.Writable
        | WireReference.Readable _ ->
            let struct (next, replayed) = number replayed
            Some(struct (Reference.Readable next, replayed))
        | WireReference.Promise id ->
            let struct (next, replayed) = number replayed
            let replayed = command replayed (UserCommand.Promise next)

            Some(
                struct (Reference.Awaited(Hook.Outcome next),
                        { replayed with
                            Promises = Map.add id next replayed.Promises })
            )
        | WireReference.Import { Id = id
                                 Path = []
                                 Arguments = ValueNone } -> back id Reference.Stub
        | WireReference.Pipeline { Id = id
                                   Path = []
                                   Arguments = ValueNone } -> back id Reference.Awaited
        | WireReference.Pipeline { Id = id
                                   Path = path
                                   Arguments = ValueNone } -> back id (fun hook -> Reference.Part(hook, path))
        | WireReference.Import _
        | WireReference.Pipeline _
        | WireReference.Remap _ -> None

    /// The machine reads the parts of promises in a result before it sends them; an original may not.
    let private hasNoPart (value: Held) =
        Value.references value |> List.exists _.IsPart |> not

    let private resultOf (result: Result<Expression, Expression>) replayed =
        let expression =
            match result with
            | Ok expression
            | Error expression -> expression

        let struct (value, replayed) = held expression replayed

        struct (value
                |> ValueOption.filter hasNoPart
                |> ValueOption.map (fun value ->
                    match result with
                    | Ok _ -> Ok value
                    | Error _ -> Error value),
                replayed)

    /// What came as an argument lives until the capture shows that it was given up.
    let private keepArguments call (replayed: ReplayedSession) =
        match Table.tryFind call replayed.Session.Deliveries with
        | Some delivery ->
            (replayed, delivery.Arguments |> List.collect Value.references)
            ||> List.fold (fun replayed reference ->
                match Reference.hook reference with
                | Hook.Import _ as hook -> command replayed (UserCommand.Retain hook)
                | Hook.Target _
                | Hook.Outcome _ -> replayed)
        | None -> replayed

    let private answer call promise (result: Result<Held, Held>) (replayed: ReplayedSession) =
        let replayed = keepArguments call replayed

        step
            { replayed with
                Deliveries = Map.remove promise replayed.Deliveries }
            (Answered(Answer.Returned(call, result)))

    /// A value in which a path leads to another.
    let rec private nest path (value: Held) : Held =
        match path with
        | [] -> value
        | PathStep.Name name :: rest -> Value.Object [ (name, nest rest value) ]
        | PathStep.Index index :: rest ->
            Value.Items(List.replicate (int (max 0.0 (min index 10_000.0))) Value.Undefined @ [ nest rest value ])

    /// What a promise of this end waits for.
    [<RequireQualifiedAccess>]
    type private Cause =
        | Delivery of call: int64
        /// A call goes on from a hook.
        | CallOn of Hook * Invocation
        | MapOf of Hook
        /// A call whose arguments wait for a hook.
        | ArgumentOf of Hook
        | Nothing

    let private waitersOf (cell: Cell) =
        match cell.Outcome with
        | Outcome.Pending waiters
        | Outcome.Remote(_, waiters) -> waiters
        | Outcome.Linked _
        | Outcome.Settled _ -> []

    let private isWaiting (session: Session) hook =
        match locate hook session with
        | Location.Waiting _ -> true
        | Location.Local _
        | Location.Remote _
        | Location.Known _ -> false

    let private argumentOf promise (session: Session) =
        session.Incomplete.Entries.Values
        |> Seq.tryPick (fun incomplete ->
            match incomplete.Purpose with
            | CompletionPurpose.Invoke(_, _, result) when result = promise ->
                incomplete.Values
                |> List.collect Value.references
                |> List.map Reference.hook
                |> List.tryFind (isWaiting session)
            | CompletionPurpose.Invoke _
            | CompletionPurpose.Tell _ -> None)

    let private causeOf promise (replayed: ReplayedSession) =
        let fromWaiter () =
            replayed.Session.Promises.Entries.Values
            |> Seq.collect waitersOf
            |> Seq.tryPick (fun (waiter, hook) ->
                match waiter with
                | Waiter.Call(invocation, result) when result = promise -> Some(Cause.CallOn(hook, invocation))
                | Waiter.Map(_, result) when result = promise -> Some(Cause.MapOf hook)
                | Waiter.Call _
                | Waiter.Map _
                | Waiter.Answer _
                | Waiter.Complete _ -> None)

        match Map.tryFind promise replayed.Deliveries, argumentOf promise replayed.Session with
        | Some call, _ -> Cause.Delivery call
        | None, Some hook -> Cause.ArgumentOf hook
        | None, None -> fromWaiter () |> Option.defaultValue Cause.Nothing

    /// The result that the capture shows for a promise.
    let private shownFor promise (replayed: ReplayedSession) =
        replayed.Shown
        |> Seq.tryPick (fun shown ->
            match Table.tryFind shown.Key replayed.Session.Exports with
            | Some entry ->
                match locate entry.Hook replayed.Session with
                | Location.Waiting waiting when waiting = promise -> Some shown.Value
                | Location.Waiting _
                | Location.Local _
                | Location.Remote _
                | Location.Known _ -> None
            | None -> None)

    let unfollowed =
        Error(Unexplained.Unknown "a value refers to what this replay cannot follow")

    let private answerAsShown call promise result (replayed: ReplayedSession) =
        let struct (value, replayed) = resultOf result replayed

        match value with
        | ValueSome value -> Ok(answer call promise value replayed)
        | ValueNone -> unfollowed

    /// A result that nothing shows: an object on which the calls can go on that wait for it.
    let private assume call promise (make: Held -> Held) (replayed: ReplayedSession) =
        let struct (target, replayed) = newTarget replayed

        { replayed with HasAssumed = true }
        |> answer call promise (Ok(make (Value.Reference(Reference.Stub target))))

    /// Where a method's object stands.
    let private objectPath (path: PathStep list) =
        List.truncate (max 0 (path.Length - 1)) path

    let private listLike (result: Result<Expression, Expression>) (stub: Held) : Held =
        match result with
        | Ok(Value.Items items) -> Value.Items(items |> List.map (fun _ -> stub))
        | Ok _
        | Error _ -> stub

    /// Answers the call that keeps a promise from its outcome. `need` makes a result of an object that is called.
    let rec private unblock promise need (replayed: ReplayedSession) : Result<ReplayedSession, Unexplained> =
        let further hook need =
            match locate hook replayed.Session with
            | Location.Waiting source -> replayed |> unblock source need
            | Location.Local _
            | Location.Remote _
            | Location.Known _ -> Error Unexplained.Wrong

        match causeOf promise replayed, shownFor promise replayed with
        | Cause.Delivery call, Some shown -> replayed |> answerAsShown call promise shown
        | Cause.Delivery call, None -> Ok(replayed |> assume call promise need)
        | Cause.CallOn(source, { Arguments = ValueSome _; Rest = rest }), _ -> further source (nest (objectPath rest))
        | Cause.CallOn(source, { Arguments = ValueNone; Rest = rest }), _ -> further source (need >> nest rest)
        | Cause.ArgumentOf hook, _ -> further hook id
        | Cause.MapOf source, _ -> further source need
        | Cause.Nothing, _ -> Error Unexplained.Wrong

    /// A path that cannot be followed fails as the call does that it begins with.
    let rec private failFirst promise failure (replayed: ReplayedSession) =
        match causeOf promise replayed with
        | Cause.Delivery call -> Ok(replayed |> answer call promise (Error failure))
        | Cause.CallOn(source, _)
        | Cause.ArgumentOf source
        | Cause.MapOf source ->
            match locate source replayed.Session with
            | Location.Waiting promise -> replayed |> failFirst promise failure
            | Location.Local _
            | Location.Remote _
            | Location.Known _ -> Error Unexplained.Wrong
        | Cause.Nothing -> Error Unexplained.Wrong

    /// How many results are brought one after the other for the sake of one.
    [<Literal>]
    let private MaxSteps = 1_000

    /// Brings the outcome of a promise: answers what it waits for, then its own call.
    let rec private bring steps hook (result: Result<Expression, Expression>) (replayed: ReplayedSession) =
        match locate hook replayed.Session with
        | Location.Waiting _ when steps = 0 -> Error(Unexplained.Unknown "a result depends on too many others")
        | Location.Waiting promise ->
            match causeOf promise replayed with
            | Cause.Delivery call -> replayed |> answerAsShown call promise result
            | Cause.CallOn(_, { Arguments = ValueNone }) ->
                let struct (value, next) = resultOf result replayed

                match value with
                | ValueSome(Ok value) -> next |> unblock promise (fun _ -> value)
                | ValueSome(Error failure) -> next |> failFirst promise failure
                | ValueNone -> unfollowed
            | Cause.CallOn _
            | Cause.ArgumentOf _
            | Cause.MapOf _ ->
                replayed
                |> unblock promise (listLike result)
                |> Result.bind (fun next ->
                    if isWaiting next.Session hook then
                        bring (steps - 1) hook result next
                    else
                        Ok next)
            | Cause.Nothing -> Error Unexplained.Wrong
        | Location.Local _
        | Location.Remote _
        | Location.Known _ -> Error Unexplained.Wrong

    let resolves id result given (replayed: ReplayedSession) =
        match Map.tryFind id replayed.Promises, Table.tryFind id replayed.Session.Exports with
        | Some promise, _ ->
            let struct (value, replayed) = resultOf result replayed

            match value with
            | ValueSome value -> Ok(command replayed (UserCommand.Settle(promise, value)))
            | ValueNone -> unfollowed
        | None, Some entry -> replayed |> bring MaxSteps entry.Hook result
        // An original answers a call that was given up meanwhile.
        | None, None when id > 0L && id <= replayed.Session.Received ->
            Ok
                { replayed with
                    Unseen = UnseenMessages.add given replayed.Unseen }
        | None, None -> Error Unexplained.Wrong
