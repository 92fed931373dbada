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
    let rec private held (expression: Expression) (replayed: ReplayedSession) : struct (Held voption * ReplayedSession) =
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

    let private answer call (result: Result<Held, Held>) (replayed: ReplayedSession) =
        step replayed (Answered(Answer.Returned(call, result)))

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
        | Delivery of call: int64 * promise: int64
        /// A call goes on from a promise.
        | CallOn of Hook * Invocation
        | MapOf of Hook
        | Nothing

    let private waitersOf (cell: Cell) =
        match cell.Outcome with
        | Outcome.Pending waiters
        | Outcome.Remote(_, waiters) -> waiters
        | Outcome.Linked _
        | Outcome.Settled _ -> []

    let private causeOf promise (replayed: ReplayedSession) =
        match Map.tryFind promise replayed.Deliveries with
        | Some call -> Cause.Delivery(call, promise)
        | None ->
            replayed.Session.Promises.Entries
            |> Seq.collect (fun entry -> waitersOf entry.Value)
            |> Seq.tryPick (fun (waiter, hook) ->
                match waiter with
                | Waiter.Call(invocation, result) when result = promise -> Some(Cause.CallOn(hook, invocation))
                | Waiter.Map(_, result) when result = promise -> Some(Cause.MapOf hook)
                | Waiter.Call _
                | Waiter.Map _
                | Waiter.Answer _
                | Waiter.Complete _ -> None)
            |> Option.defaultValue Cause.Nothing

    /// The export that stands for a promise, if its result is shown.
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

    let private withAnswer call promise result (replayed: ReplayedSession) =
        let struct (value, replayed) = resultOf result replayed

        match value with
        | ValueSome value ->
            Ok(
                answer
                    call
                    value
                    { replayed with
                        Deliveries = Map.remove promise replayed.Deliveries }
            )
        | ValueNone -> Error(Unexplained.Unknown "a result refers to what this replay cannot follow")

    let private answered call promise value (replayed: ReplayedSession) =
        answer
            call
            (Ok value)
            { replayed with
                Deliveries = Map.remove promise replayed.Deliveries }

    /// Answers what keeps a hook from having this outcome, nearest first.
    let rec private bring hook result (replayed: ReplayedSession) : Result<ReplayedSession, Unexplained> =
        match SessionState.locate hook replayed.Session with
        | SessionState.Location.Waiting promise ->
            match causeOf promise replayed with
            | Cause.Delivery(call, promise) -> replayed |> withAnswer call promise result
            | Cause.CallOn(source, invocation) ->
                replayed
                |> goOn source invocation result
                |> Result.bind (fun next ->
                    // The call has been made now, and waits for the application.
                    if invocation.Arguments.IsSome then
                        bring hook result next
                    else
                        Ok next)
            | Cause.MapOf _ -> Error(Unexplained.Unknown "the capture does not show the list that was mapped")
            | Cause.Nothing -> Error Unexplained.Wrong
        | SessionState.Location.Local _
        | SessionState.Location.Remote _
        | SessionState.Location.Known _ -> Error Unexplained.Wrong

    /// Gives the source of a call an outcome: the one that the capture shows, or any that the call can go on from.
    and private goOn source (invocation: Invocation) result (replayed: ReplayedSession) =
        match SessionState.locate source replayed.Session with
        | SessionState.Location.Waiting promise ->
            match causeOf promise replayed, shownFor promise replayed with
            | Cause.Delivery(call, promise), Some shown -> replayed |> withAnswer call promise shown
            | Cause.Delivery(call, promise), None ->
                match invocation.Arguments with
                | ValueSome _ ->
                    let struct (target, replayed) = newTarget replayed

                    let any =
                        nest invocation.Rest (Value.Reference(Reference.Stub target))

                    // A method is called on its object.
                    let any =
                        match List.tryLast invocation.Rest with
                        | Some(PathStep.Name _) ->
                            nest
                                (List.truncate (invocation.Rest.Length - 1) invocation.Rest)
                                (Value.Reference(Reference.Stub target))
                        | Some(PathStep.Index _)
                        | None -> any

                    Ok(answered call promise any replayed)
                | ValueNone ->
                    let struct (value, replayed) = resultOf result replayed

                    match value with
                    | ValueSome(Ok value) -> Ok(answered call promise (nest invocation.Rest value) replayed)
                    | ValueSome(Error failure) -> Ok(answer call (Error failure) replayed)
                    | ValueNone -> Error(Unexplained.Unknown "a result refers to what this replay cannot follow")
            | Cause.CallOn(earlier, before), _ -> replayed |> goOn earlier before result
            | Cause.MapOf _, _ -> Error(Unexplained.Unknown "the capture does not show the list that was mapped")
            | Cause.Nothing, _ -> Error Unexplained.Wrong
        | SessionState.Location.Local _
        | SessionState.Location.Remote _
        | SessionState.Location.Known _ -> Error Unexplained.Wrong

    let private resolves id result (replayed: ReplayedSession) =
        match Map.tryFind id replayed.Promises, Table.tryFind id replayed.Session.Exports with
        | Some promise, _ ->
            let struct (value, replayed) = resultOf result replayed

            match value with
            | ValueSome value -> Ok(command replayed (UserCommand.Settle(promise, value)))
            | ValueNone -> Error(Unexplained.Unknown "a result refers to what this replay cannot follow")
        | None, Some entry -> replayed |> bring entry.Hook result
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
            | ValueNone -> Error(Unexplained.Unknown "an argument refers to what this replay cannot follow")

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

                command
                    replayed
                    (UserCommand.Write(outcome, hook, name, ValueOption.defaultValue [] arguments)))
        | _ -> Error(Unexplained.Unknown "a stream that is no call of a method")

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
            let replayed =
                command replayed (UserCommand.Forget(Hook.Outcome promise.Promise))

            Ok(command replayed (UserCommand.Drop(Hook.Outcome outcome)))
        | Some(Import.Promise promise), None -> Ok(command replayed (UserCommand.Drop(Hook.Outcome promise.Promise)))
        | None, _ -> Error Unexplained.Wrong

    /// What the application must have done for this message.
    let private act message (replayed: ReplayedSession) =
        match message with
        | Push(Value.Reference(WireReference.Pipeline { Path = []; Arguments = ValueNone })) ->
            Error(Unexplained.Unknown "a promise is asked for by a push of its own")
        | Push(Value.Reference(WireReference.Pipeline place | WireReference.Import place)) -> replayed |> call place
        | Push(Value.Reference(WireReference.Remap remap)) -> replayed |> map remap
        | Push _ -> Error(Unexplained.Unknown "a push that is no call")
        | Stream(Value.Reference(WireReference.Pipeline place | WireReference.Import place)) -> replayed |> write place
        | Stream _ -> Error(Unexplained.Unknown "a stream that is no call of a method")
        | Pull id -> replayed |> pulls id
        | Resolve(id, expression) -> replayed |> resolves id (Ok expression)
        | Reject(id, expression) -> replayed |> resolves id (Error expression)
        | Release(id, _) -> replayed |> releases id
        | Pipe ->
            Ok
                { replayed with
                    EarlyPipes = replayed.EarlyPipes + 1 }
        | Abort expression ->
            let failure: Held =
                expression
                |> Value.replace (fun _ -> Value.Undefined) (fun _ -> Reference.Readable 0L)

            Ok(command replayed (UserCommand.Fail failure))

    let private tryTake message (replayed: ReplayedSession) =
        match List.tryFindIndex ((=) message) replayed.Unseen with
        | Some index ->
            Some
                { replayed with
                    Unseen = List.removeAt index replayed.Unseen }
        | None -> None

    /// The end sent a message: the machine sends it too, by itself or because of what the application did.
    let send message (replayed: ReplayedSession) : Result<ReplayedSession, Unexplained> =
        match tryTake message replayed with
        | Some next -> Ok next
        | None ->
            match act message replayed, message with
            | Ok next, Pipe -> Ok next
            | Ok next, _ ->
                match tryTake message next with
                | Some next -> Ok next
                | None -> Error Unexplained.Wrong
            | Error problem, _ -> Error problem
