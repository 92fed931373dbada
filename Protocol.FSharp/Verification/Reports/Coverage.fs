namespace PeerFunctional.Verification

open System
open System.Collections.Concurrent
open FSharp.Reflection
open PeerFunctional.Kernel

[<Sealed>]
type Coverage internal (kinds: string list) =

    let seen = ConcurrentDictionary<string, unit>()

    member internal _.Note kind = seen.TryAdd(kind, ()) |> ignore

    member internal _.Missing = kinds |> List.filter (seen.ContainsKey >> not)

/// The kinds of a type's values by name: the cases of a union, with those of a union inside.
type private Kinds =
    { Names: string list
      NameOf: obj -> string }

module Coverage =

    /// How deep unions are looked into.
    [<Literal>]
    let private Depth = 3

    /// A union of more cases than these is not only a split of other unions.
    [<Literal>]
    let private MaxSplit = 3

    let private isUnion (values: Type) = FSharpType.IsUnion(values, true)

    /// Options, lists, addresses and connections: types that no system brings.
    let private isGeneral (values: Type) =
        match values.FullName with
        | null -> false
        | name ->
            name.StartsWith("PeerFunctional.Kernel.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.FSharp.", StringComparison.Ordinal)

    /// The cases of a system's union tell what a value is.
    let private tells (values: Type) =
        isUnion values && not (isGeneral values) && FSharpType.GetUnionCases(values, true).Length > 1

    let private inner (case: UnionCaseInfo) =
        match case.GetFields() with
        | [| field |] when
            tells field.PropertyType && FSharpType.GetUnionCases(case.DeclaringType, true).Length <= MaxSplit
            ->
            Some field.PropertyType
        | _ -> None

    let rec private kinds depth (values: Type) =
        if values = typeof<unit> then
            { Names = []; NameOf = fun _ -> "" }
        elif depth > 0 && isUnion values then
            let tag = FSharpValue.PreComputeUnionTagReader(values, true)
            let cases = FSharpType.GetUnionCases(values, true) |> Array.map (ofCase depth)

            { Names = cases |> Seq.collect _.Names |> List.ofSeq
              NameOf = fun value -> cases[tag value].NameOf value }
        else
            { Names = [ values.Name.ToLowerInvariant() ]
              NameOf = fun _ -> values.Name.ToLowerInvariant() }

    and private ofCase depth case =
        // A case of a generic union only wraps another machine's values.
        let named name =
            if case.DeclaringType.IsGenericType then
                name
            else
                $"{case.Name}.{name}"

        match inner case with
        | Some values when depth > 1 ->
            let fields = FSharpValue.PreComputeUnionReader(case, true)
            let inner = kinds (depth - 1) values

            { Names = List.map named inner.Names
              NameOf =
                fun value ->
                    match (fields value).[0] with
                    | null -> case.Name
                    | field -> named (inner.NameOf field) }
        | Some _
        | None ->
            { Names = [ case.Name ]
              NameOf = fun _ -> case.Name }

    /// The kinds of a type's values, told with a word, and the kind of a value.
    let private told<'values> word =
        let found = kinds Depth typeof<'values>

        let nameOf (value: 'values) =
            match box value with
            | null -> word
            | value -> $"{word} {found.NameOf value}"

        struct (found.Names |> List.map (fun name -> $"{word} {name}"), nameOf)

    let private opened = "connection opens"
    let private malformed = "receives bytes that are not a message"

    let private closed (reason: CloseReason) =
        $"connection ends: {CloseReason.words reason}"

    /// What can happen besides, in a world with connections and without.
    let private others hasConnections =
        [ malformed
          if hasConnections then
              opened

              for reason in
                  [ CloseReason.ClosedByPartner
                    CloseReason.Refused
                    CloseReason.Reset
                    CloseReason.TimedOut ] do
                  closed reason ]

    let private watched (subject: Scenario<'state, 'timer, 'message, 'command, 'answer, 'ask, 'notice, 'store>) =
        let struct (messages, receives) = told<'message> "receives"
        let struct (sent, sends) = told<'message> "sends"
        let struct (timers, fires) = told<'timer> "timer"
        let struct (commands, commanded) = told<'command> "command"
        let struct (questions, asks) = told<'ask> "asks"
        let struct (answers, answered) = told<'answer> "answer"
        let struct (notices, tells) = told<'notice> "tells"

        let coverage =
            Coverage(
                List.concat
                    [ others subject.World.Streams.IsSome
                      messages
                      sent
                      timers
                      commands
                      questions
                      answers
                      notices ]
            )

        let input (input: Input<Address, 'timer, 'message, 'command, 'answer>) =
            match input with
            | Started -> ()
            | Opened _ -> coverage.Note opened
            | Received(_, message) -> coverage.Note(receives message)
            | Malformed _ -> coverage.Note malformed
            | Closed(_, reason) -> coverage.Note(closed reason)
            | TimerFired timer -> coverage.Note(fires timer)
            | Commanded command -> coverage.Note(commanded command)
            | Input.Answered answer -> coverage.Note(answered answer)

        let output (output: Output<Address, 'timer, 'message, 'ask, 'notice>) =
            match output with
            | Send(_, message) -> coverage.Note(sends message)
            | Ask question -> coverage.Note(asks question)
            | Tell notice -> coverage.Note(tells notice)
            | Open _
            | HalfClose _
            | Close _
            | SetTimer _
            | CancelTimer _
            | Finish -> ()

        let step now state given =
            input given
            let struct (_, outputs) as stepped = subject.World.Step now state given
            List.iter output outputs
            stepped

        struct (Scenario.hide
                    { subject with
                        World = { subject.World with Step = step } },
                coverage)

    let watch (subject: IScenario) =
        subject.Accept
            { new IScenarioVisitor<struct (IScenario * Coverage)> with
                member _.Visit subject = watched subject }

    let missing (coverage: Coverage) = coverage.Missing
