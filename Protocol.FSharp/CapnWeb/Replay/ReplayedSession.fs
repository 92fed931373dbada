namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// One end of a captured session as its machine explains it so far. What its application did follows from what it sent: its
/// results, their order, and what it gave up.
type ReplayedSession =
    {
        Session: Session
        /// What the machine sent and the capture has not shown yet, first to last.
        Unseen: Message list
        /// The calls that the application works on, by the promises of their results.
        Deliveries: Map<int64, int64>
        /// The application's promises, by the exports that stand for them.
        Promises: Map<int64, int64>
        /// The application's numbers of the results of its calls, by the entries of the import table.
        Results: Map<int64, int64>
        /// The results that the capture shows, by their exports.
        Shown: Map<int64, Result<Expression, Expression>>
        /// Whether a result was made up that the capture does not show, because others were made from it.
        HasAssumed: bool
        /// Pipes that the capture shows before the message that mentions them.
        EarlyPipes: int
        /// The last number of an object, and of a promise, of the application.
        Numbered: int64
    }

/// Why a message cannot be explained.
[<RequireQualifiedAccess>]
type Unexplained =
    /// The machine would not send it.
    | Wrong
    /// The capture does not show enough.
    | Unknown of reason: string

module ReplayedSession =

    let private settings =
        { SessionSettings.standard with
            MaxEntries = Int32.MaxValue
            MaxCalls = Int32.MaxValue
            MaxWork = Int32.MaxValue
            MaxDepth = Int32.MaxValue
            SendsStacks = true }

    let private connection =
        Address.Stream(Accepted(Endpoint.create "127.0.0.1" 1, Endpoint.create "127.0.0.1" 2))

    let private heard (replayed: ReplayedSession) (question: Ask) =
        match question with
        | Ask.Invoke(call, _, _) ->
            match Table.tryFind call replayed.Session.Deliveries with
            | Some delivery ->
                { replayed with
                    Deliveries = Map.add delivery.Promise call replayed.Deliveries }
            | None -> replayed
        | Ask.Outcome _
        | Ask.Dispose _
        | Ask.OpenPipe _
        | Ask.Pump _
        | Ask.Ended _ -> replayed

    let private sent (replayed: ReplayedSession) message =
        match message with
        | Pipe when replayed.EarlyPipes > 0 ->
            { replayed with
                EarlyPipes = replayed.EarlyPipes - 1 }
        | _ ->
            { replayed with
                Unseen = replayed.Unseen @ [ message ] }

    let private step (replayed: ReplayedSession) (input: SessionInput) =
        let struct (session, outputs) =
            SessionMachine.step TimeSpan.Zero replayed.Session input

        ({ replayed with Session = session }, outputs)
        ||> List.fold (fun replayed output ->
            match output with
            | Send(_, message) -> sent replayed message
            | Ask question -> heard replayed question
            | Open _
            | HalfClose _
            | Close _
            | SetTimer _
            | CancelTimer _
            | Tell _
            | Finish -> replayed)

    let private command replayed command = step replayed (Commanded command)

    /// The end before anything was said; `shown` are the results that it will be seen to send.
    let start shown =
        { Session = SessionState.initial settings
          Unseen = []
          Deliveries = Map.empty
          Promises = Map.empty
          Results = Map.empty
          Shown = shown
          HasAssumed = false
          EarlyPipes = 0
          Numbered = 0L }
        |> fun replayed -> step replayed (Opened connection)

    /// A message of the partner comes in.
    let receive message replayed =
        step replayed (Received(connection, message))

    let private number (replayed: ReplayedSession) =
        let next = replayed.Numbered + 1L
        struct (next, { replayed with Numbered = next })

    let private newTarget replayed =
        let struct (next, replayed) = number replayed
        struct (Hook.Target next, replayed)

    /// What the sender of an expression means by an entry of its import table.
    let private imported id (replayed: ReplayedSession) =
        match Table.tryFind id replayed.Session.Imports with
        | Some(Import.Stub _) -> Some(Hook.Import id)
        | Some(Import.Promise promise) -> Some(Hook.Outcome promise.Promise)
        | None -> None

    /// A value of the application that the machine writes as this expression; none where it would write no such.
    let rec private held
        (expression: Expression)
        (replayed: ReplayedSession)
        : struct (Held voption * ReplayedSession) =
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
        | WireReference.Import _
        | WireReference.Pipeline _
        | WireReference.Remap _ -> None

    let private resultOf (result: Result<Expression, Expression>) replayed =
        let expression =
            match result with
            | Ok expression
            | Error expression -> expression

        let struct (value, replayed) = held expression replayed

        struct (value
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
        match SessionState.locate hook session with
        | SessionState.Location.Waiting _ -> true
        | SessionState.Location.Local _
        | SessionState.Location.Remote _
        | SessionState.Location.Known _ -> false

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
                match SessionState.locate entry.Hook replayed.Session with
                | SessionState.Location.Waiting waiting when waiting = promise -> Some shown.Value
                | SessionState.Location.Waiting _
                | SessionState.Location.Local _
                | SessionState.Location.Remote _
                | SessionState.Location.Known _ -> None
            | None -> None)

    let private unfollowed =
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
            match SessionState.locate hook replayed.Session with
            | SessionState.Location.Waiting source -> replayed |> unblock source need
            | SessionState.Location.Local _
            | SessionState.Location.Remote _
            | SessionState.Location.Known _ -> Error Unexplained.Wrong

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
            match SessionState.locate source replayed.Session with
            | SessionState.Location.Waiting promise -> replayed |> failFirst promise failure
            | SessionState.Location.Local _
            | SessionState.Location.Remote _
            | SessionState.Location.Known _ -> Error Unexplained.Wrong
        | Cause.Nothing -> Error Unexplained.Wrong

    /// How many results are brought one after the other for the sake of one.
    [<Literal>]
    let private MaxSteps = 1_000

    /// Brings the outcome of a promise: answers what it waits for, then its own call.
    let rec private bring steps hook (result: Result<Expression, Expression>) (replayed: ReplayedSession) =
        match SessionState.locate hook replayed.Session with
        | SessionState.Location.Waiting _ when steps = 0 ->
            Error(Unexplained.Unknown "a result depends on too many others")
        | SessionState.Location.Waiting promise ->
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
        | SessionState.Location.Local _
        | SessionState.Location.Remote _
        | SessionState.Location.Known _ -> Error Unexplained.Wrong

    let private resolves id result given (replayed: ReplayedSession) =
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
                    Unseen = replayed.Unseen @ [ given ] }
        | None, None -> Error Unexplained.Wrong

    let private heldAll expressions replayed =
        ((ValueSome [], replayed), expressions)
        ||> List.fold (fun (values, replayed) expression ->
            let struct (value, replayed) = held expression replayed

            match values, value with
            | ValueSome values, ValueSome value -> ValueSome(value :: values), replayed
            | _, _ -> ValueNone, replayed)
        |> fun (values, replayed) -> struct (ValueOption.map List.rev values, replayed)

    let private calls (place: Place) make (replayed: ReplayedSession) =
        match imported place.Id replayed, place.Arguments with
        | None, _ -> Error Unexplained.Wrong
        | Some hook, ValueNone -> Ok(make hook ValueNone replayed)
        | Some hook, ValueSome arguments ->
            let struct (values, replayed) = heldAll arguments replayed

            match values with
            | ValueSome values -> Ok(make hook (ValueSome values) replayed)
            | ValueNone -> unfollowed

    let private newResult (replayed: ReplayedSession) =
        let struct (next, replayed) = number replayed

        struct (next,
                { replayed with
                    Results = Map.add (replayed.Session.Sent + 1L) next replayed.Results })

    let private call (place: Place) =
        calls place (fun hook arguments replayed ->
            let struct (outcome, replayed) = newResult replayed
            command replayed (UserCommand.Call(outcome, hook, place.Path, arguments)))

    let private write (place: Place) (replayed: ReplayedSession) =
        match place.Path with
        | [ PathStep.Name name ] ->
            replayed
            |> calls place (fun hook arguments replayed ->
                let struct (outcome, replayed) = number replayed

                command replayed (UserCommand.Write(outcome, hook, name, ValueOption.defaultValue [] arguments)))
        | _ -> Error(Unexplained.Unknown "a stream that is not a call of a method")

    /// One more promise of what an entry leads to.
    let private asksAgain id (replayed: ReplayedSession) =
        let struct (outcome, replayed) = newResult replayed

        let struct (hook, flow) =
            Step.start replayed.Session |> Outgoing.call id (Calling.reading [])

        let struct (session, outputs) =
            flow
            |> SessionState.addPromise outcome (Outcome.Pending [])
            |> SessionState.settleAs outcome hook
            |> Step.finish

        ({ replayed with Session = session }, outputs)
        ||> List.fold (fun replayed output ->
            match output with
            | Send(_, message) -> sent replayed message
            | _ -> replayed)

    let private map (remap: Remap) (replayed: ReplayedSession) =
        let capture (hooks, replayed) one =
            match hooks, one with
            | None, _ -> None, replayed
            | Some hooks, Capture.Export _ ->
                let struct (target, replayed) = newTarget replayed
                Some(target :: hooks), replayed
            | Some hooks, Capture.Import id ->
                match imported id replayed with
                | Some hook -> Some(hook :: hooks), command replayed (UserCommand.Retain hook)
                | None -> None, replayed

        match imported remap.Id replayed, ((Some [], replayed), remap.Captures) ||> List.fold capture with
        | Some hook, (Some captures, replayed) ->
            let struct (outcome, replayed) = newResult replayed

            let mapping =
                { Captures = List.rev captures
                  Program = remap.Program }

            Ok(command replayed (UserCommand.Map(outcome, hook, remap.Path, mapping)))
        | _, _ -> Error Unexplained.Wrong

    let private pulls id (replayed: ReplayedSession) =
        match imported id replayed with
        | Some hook -> Ok(command replayed (UserCommand.Await hook))
        | None -> Error Unexplained.Wrong

    let private releases id (replayed: ReplayedSession) =
        match Table.tryFind id replayed.Session.Imports, Map.tryFind id replayed.Results with
        | Some(Import.Stub(references, _)), _ ->
            Ok(
                (replayed, [ 1..references ])
                ||> List.fold (fun replayed _ -> command replayed (UserCommand.Drop(Hook.Import id)))
            )
        | Some(Import.Promise promise), Some outcome ->
            let replayed = command replayed (UserCommand.Forget(Hook.Outcome promise.Promise))

            Ok(command replayed (UserCommand.Drop(Hook.Outcome outcome)))
        | Some(Import.Promise promise), None -> Ok(command replayed (UserCommand.Drop(Hook.Outcome promise.Promise)))
        | None, _ -> Error Unexplained.Wrong

    /// What the application must have done for this message.
    let private act message (replayed: ReplayedSession) =
        match message with
        | Push(Value.Reference(WireReference.Pipeline { Id = id
                                                        Path = []
                                                        Arguments = ValueNone })) -> Ok(replayed |> asksAgain id)
        | Push(Value.Reference(WireReference.Pipeline place | WireReference.Import place)) -> replayed |> call place
        | Push(Value.Reference(WireReference.Remap remap)) -> replayed |> map remap
        | Push _ -> Error(Unexplained.Unknown "a push that is not a call")
        | Stream(Value.Reference(WireReference.Pipeline place | WireReference.Import place)) -> replayed |> write place
        | Stream _ -> Error(Unexplained.Unknown "a stream that is not a call of a method")
        | Pull id -> replayed |> pulls id
        | Resolve(id, expression) -> replayed |> resolves id (Ok expression) message
        | Reject(id, expression) -> replayed |> resolves id (Error expression) message
        | Release(id, _) -> replayed |> releases id
        | Pipe ->
            Ok
                { replayed with
                    EarlyPipes = replayed.EarlyPipes + 1 }
        | Abort expression ->
            let failure: Held =
                expression |> Value.replace (fun _ -> Value.Undefined) (fun _ -> Reference.Readable 0L)

            Ok(command replayed (UserCommand.Fail failure))

    let private haveOneText (one: Message) (other: Message) =
        match MessageCodec.write one, MessageCodec.write other with
        | Ok one, Ok other -> one.Span.SequenceEqual other.Span
        | _, _ -> false

    /// Two messages are one where their texts are: NaN equals nothing, itself neither.
    let private isSame (one: Message) (other: Message) =
        one = other
        || match one, other with
           | Resolve(one', _), Resolve(other', _)
           | Reject(one', _), Reject(other', _) -> one' = other' && haveOneText one other
           | Push _, Push _
           | Stream _, Stream _
           | Abort _, Abort _ -> haveOneText one other
           | (Push _ | Pull _ | Resolve _ | Reject _ | Release _ | Stream _ | Pipe | Abort _), _ -> false

    let private tryTake message (replayed: ReplayedSession) =
        match List.tryFindIndex (isSame message) replayed.Unseen with
        | Some index ->
            Some
                { replayed with
                    Unseen = List.removeAt index replayed.Unseen }
        | None -> None

    let private orUnknown (replayed: ReplayedSession) problem =
        match problem with
        | Unexplained.Wrong when replayed.HasAssumed ->
            Unexplained.Unknown "it depends on results that the capture does not show"
        | problem -> problem

    /// The end sent a message: the machine sends it too, by itself or because of what the application did.
    let send message (replayed: ReplayedSession) : Result<ReplayedSession, Unexplained> =
        match tryTake message replayed, message with
        | Some next, _ -> Ok next
        | None, Pipe -> act message replayed
        | None, _ ->
            act message replayed
            |> Result.bind (fun next ->
                match tryTake message next with
                | Some next -> Ok next
                | None -> Error(orUnknown next Unexplained.Wrong))
            |> Result.mapError (orUnknown replayed)
