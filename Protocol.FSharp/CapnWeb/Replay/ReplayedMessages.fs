namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel
open PeerFunctional.CapnWeb.ReplayedSession
open PeerFunctional.CapnWeb.ReplayedResults

/// What the application of a captured end must have done for each message that the end sent.
module ReplayedMessages =

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
        | _ -> Error(Unexplained.Unknown "a stream message that calls no method")

    /// One more promise of what an entry leads to.
    let private asksAgain id (replayed: ReplayedSession) =
        let struct (outcome, replayed) = newResult replayed

        let struct (hook, flow) =
            Step.start replayed.Session |> Outgoing.call id (Invocation.reading [])

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
        | Push _ -> Error(Unexplained.Unknown "a push that calls nothing")
        | Stream(Value.Reference(WireReference.Pipeline place | WireReference.Import place)) -> replayed |> write place
        | Stream _ -> Error(Unexplained.Unknown "a stream message that calls no method")
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
        UnseenMessages.tryTake isSame message replayed.Unseen
        |> Option.map (fun unseen -> { replayed with Unseen = unseen })

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
