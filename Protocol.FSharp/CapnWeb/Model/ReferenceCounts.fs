namespace PeerFunctional.CapnWeb

open PeerFunctional.Kernel

/// How often each hook is referred to. A hook that nothing refers to is left out.
type ReferenceCounts = Map<Hook, int>

module ReferenceCounts =

    let private change by hook (counts: ReferenceCounts) : ReferenceCounts =
        counts
        |> Map.change hook (fun count ->
            match Option.defaultValue 0 count + by with
            | 0 -> None
            | count -> Some count)

    let private add hooks counts =
        (counts, hooks) ||> List.fold (fun counts hook -> change 1 hook counts)

    let private remove hooks counts =
        (counts, hooks) ||> List.fold (fun counts hook -> change -1 hook counts)

    let private ofValue value =
        Value.references value |> List.choose (Reference.owned >> ValueOption.toOption)

    let private ofValues = List.collect ofValue

    let private ofResult (result: Result<Held, Held>) =
        match result with
        | Ok value
        | Error value -> ofValue value

    /// What an application owns at first: its partner's main object.
    let initial: ReferenceCounts = Map.ofList [ Hook.Import 0L, 1 ]

    let private mentionedBy command =
        match command with
        | UserCommand.Call(_, _, _, ValueSome values)
        | UserCommand.Write(_, _, _, values) -> ofValues values
        | UserCommand.Map(_, _, _, mapping) -> mapping.Captures
        | UserCommand.Settle(_, result) -> ofResult result
        | UserCommand.Call(_, _, _, ValueNone)
        | UserCommand.Await _
        | UserCommand.Forget _
        | UserCommand.Promise _
        | UserCommand.Retain _
        | UserCommand.Drop _
        | UserCommand.Fail _
        | UserCommand.Lose _ -> []

    /// What an application mentions as it gives an input to its session.
    let mentioned (input: SessionInput) =
        match input with
        | Commanded command -> mentionedBy command
        | Answered(Answer.Returned(_, result)) -> ofResult result
        | Started
        | Opened _
        | Received _
        | Malformed _
        | Closed _
        | TimerFired _ -> []

    /// What a command adds to what its application owns, and what it takes away besides the references that it mentions.
    let private changedBy command =
        match command with
        | UserCommand.Call(outcome, _, _, _)
        | UserCommand.Write(outcome, _, _, _)
        | UserCommand.Map(outcome, _, _, _)
        | UserCommand.Promise outcome -> struct ([ Hook.Outcome outcome ], [])
        | UserCommand.Retain hook -> struct ([ hook ], [])
        | UserCommand.Drop hook -> struct ([], [ hook ])
        | UserCommand.Await _
        | UserCommand.Forget _
        | UserCommand.Settle _
        | UserCommand.Fail _
        | UserCommand.Lose _ -> struct ([], [])

    /// What an application owns after it gave an input to its session. The session counts each mention of the application's own
    /// objects, and takes over the references of other things.
    let afterInput (input: SessionInput) owned =
        let given = mentioned input |> List.filter (fun hook -> not hook.IsTarget)

        let struct (made, dropped) =
            match input with
            | Commanded command -> changedBy command
            | Started
            | Opened _
            | Received _
            | Malformed _
            | Closed _
            | TimerFired _
            | Answered _ -> struct ([], [])

        owned |> add made |> remove (given @ dropped)

    /// What an application owns once its session has asked it something.
    let afterQuestion question owned =
        match question with
        | Ask.Outcome(_, result) -> owned |> add (ofResult result)
        | Ask.Pump(target, stream) -> owned |> add [ Hook.Target target; stream ]
        | Ask.Ended _ -> Map.empty
        | Ask.Invoke _
        | Ask.Dispose _
        | Ask.OpenPipe _ -> owned

    let private ofWaiter waiter =
        match waiter with
        | Waiter.Call(invocation, _) -> invocation.Arguments |> ValueOption.defaultValue [] |> ofValues
        | Waiter.Map(mapping, _) -> mapping.Captures
        | Waiter.Answer _
        | Waiter.Complete _ -> []

    let private ofOutcome outcome =
        match outcome with
        | Outcome.Pending waiters
        | Outcome.Remote(_, waiters) -> waiters |> List.collect (fun (waiter, hook) -> hook :: ofWaiter waiter)
        | Outcome.Linked hook -> [ hook ]
        | Outcome.Settled result -> ofResult result

    /// What refers to the objects and promises of a session: its partner, its promises and waiting calls, and its application.
    let found owned (session: Session) : ReferenceCounts =
        let each hooks (table: Table<'entry>) =
            table.Entries |> Seq.collect (fun entry -> hooks entry.Value) |> List.ofSeq

        owned
        |> add (session.Exports |> each (fun entry -> [ entry.Hook ]))
        |> add (session.Promises |> each (fun cell -> ofOutcome cell.Outcome))
        |> add (session.Deliveries |> each (fun delivery -> ofValues delivery.Arguments))
        |> add (session.Incomplete |> each (fun incomplete -> ofValues incomplete.Values))

    /// What a session counts for each of its objects and promises.
    let counted (session: Session) : ReferenceCounts =
        let entries hook count (table: Table<'entry>) =
            table.Entries
            |> Seq.choose (fun entry -> count entry.Value |> Option.map (fun count -> hook entry.Key, count))

        [ session.Targets |> entries Hook.Target Some
          session.Promises |> entries Hook.Outcome (fun cell -> Some cell.References)
          session.Imports
          |> entries Hook.Import (fun import ->
              match import with
              | Import.Stub(references, _) -> Some references
              | Import.Promise _ -> None) ]
        |> Seq.concat
        |> Map.ofSeq
