namespace PeerFunctional.CapnWeb

/// What a person asks of a peer as commands of a session: nothing waits, so all of it leaves in one message after the other.
module CallCommands =

    /// Commands so far, last first, and the number of the last promise.
    [<Struct>]
    type private Writing =
        { Commands: UserCommand list
          Last: int64 }

    let private main = Hook.Import 0L

    let private command make (writing: Writing) : struct (Hook * Writing) =
        let outcome = writing.Last + 1L

        struct (Hook.Outcome outcome,
                { Commands = make outcome :: writing.Commands
                  Last = outcome })

    /// What a path begins with, and the path.
    let rec private path (call: CallText) steps =
        match call with
        | CallText.Member(inner, step) -> path inner (step :: steps)
        | CallText.Main
        | CallText.Item _
        | CallText.Call _
        | CallText.Map _
        | CallText.Literal _
        | CallText.Items _
        | CallText.Object _ -> struct (call, steps)

    /// A mapping's program under way. It captures the main object, then the items of the mappings around it, innermost first.
    [<Struct>]
    type private Program =
        {
            /// Last first.
            Instructions: Expression list
            /// How many mappings are around it.
            Outer: int
        }

    let private at id path arguments : Expression =
        Value.Reference(
            WireReference.Pipeline
                { Id = id
                  Path = path
                  Arguments = arguments }
        )

    let private instruction expression (program: Program) : struct (int64 * Program) =
        let instructions = expression :: program.Instructions
        struct (int64 instructions.Length,
                { program with
                    Instructions = instructions })

    /// The main object is the first capture of every program.
    [<Literal>]
    let private MainCapture = -1L

    /// What a mapping inside a program captures, in the numbers of the program.
    let private captures (program: Program) =
        Capture.Import MainCapture
        :: Capture.Import 0L
        :: [ for outer in 1 .. program.Outer -> Capture.Import(MainCapture - int64 outer) ]

    let rec private inProgram (call: CallText) (program: Program) : Result<struct (Expression * Program), string> =
        match call with
        | CallText.Literal value -> Ok(struct (value, program))
        | CallText.Items items ->
            items
            |> allInProgram program
            |> Result.map (fun struct (items, program) -> struct (Value.Items items, program))
        | CallText.Object fields ->
            fields
            |> List.map snd
            |> allInProgram program
            |> Result.map (fun struct (values, program) ->
                struct (Value.Object(List.zip (List.map fst fields) values), program))
        | CallText.Main
        | CallText.Item _
        | CallText.Member _ ->
            let struct (start, steps) = path call []

            start
            |> placeInProgram program
            |> Result.map (fun struct (id, program) -> struct (at id steps ValueNone, program))
        | CallText.Call(target, arguments) ->
            let struct (start, steps) = path target []

            start
            |> placeInProgram program
            |> Result.bind (fun struct (id, program) ->
                arguments
                |> allInProgram program
                |> Result.map (fun struct (arguments, program) ->
                    let struct (result, program) =
                        program |> instruction (at id steps (ValueSome arguments))

                    struct (at result [] ValueNone, program)))
        | CallText.Map(source, body) ->
            let struct (start, steps) = path source []

            start
            |> placeInProgram program
            |> Result.bind (fun struct (id, program) ->
                mappingOf (program.Outer + 1) body
                |> Result.map (fun inner ->
                    let remap: Expression =
                        Value.Reference(
                            WireReference.Remap
                                { Id = id
                                  Path = steps
                                  Captures = captures program
                                  Program = inner }
                        )

                    let struct (result, program) = program |> instruction remap
                    struct (at result [] ValueNone, program)))

    /// The number that a path begins at.
    and private placeInProgram (program: Program) (start: CallText) : Result<struct (int64 * Program), string> =
        match start with
        | CallText.Main -> Ok(struct (MainCapture, program))
        | CallText.Item 0 -> Ok(struct (0L, program))
        | CallText.Item outer -> Ok(struct (MainCapture - int64 outer, program))
        | CallText.Call _
        | CallText.Map _
        | CallText.Member _ ->
            // Calls and mappings are the last instruction.
            inProgram start program
            |> Result.map (fun struct (_, program) -> struct (int64 program.Instructions.Length, program))
        | CallText.Literal _
        | CallText.Items _
        | CallText.Object _ ->
            inProgram start program
            |> Result.map (fun struct (value, program) -> program |> instruction value)

    and private allInProgram (program: Program) calls : Result<struct (Expression list * Program), string> =
        (Ok(struct ([], program)), calls)
        ||> List.fold (fun sofar call ->
            sofar
            |> Result.bind (fun struct (values, program) ->
                inProgram call program
                |> Result.map (fun struct (value, program) -> struct (value :: values, program))))
        |> Result.map (fun struct (values, program) -> struct (List.rev values, program))

    /// A program whose last instruction is the body's value.
    and private mappingOf outer (body: CallText) : Result<Expression list, string> =
        inProgram body { Instructions = []; Outer = outer }
        |> Result.map (fun struct (value, program) -> List.rev (value :: program.Instructions))

    let rec private promise (call: CallText) (writing: Writing) : Result<struct (Hook * Writing), string> =
        match call with
        | CallText.Main -> Ok(struct (main, writing))
        | CallText.Item _
        | CallText.Literal _
        | CallText.Items _
        | CallText.Object _ -> Error "a call begins with a member of the main object, such as greet(\"Ann\")"
        | CallText.Member _ ->
            let struct (start, steps) = path call []

            promise start writing
            |> Result.map (fun struct (hook, writing) ->
                writing
                |> command (fun outcome -> UserCommand.Call(outcome, hook, steps, ValueNone)))
        | CallText.Call(target, arguments) ->
            let struct (start, steps) = path target []

            promise start writing
            |> Result.bind (fun struct (hook, writing) ->
                arguments
                |> values writing
                |> Result.map (fun struct (arguments, writing) ->
                    writing
                    |> command (fun outcome -> UserCommand.Call(outcome, hook, steps, ValueSome arguments))))
        | CallText.Map(source, body) ->
            let struct (start, steps) = path source []

            promise start writing
            |> Result.bind (fun struct (hook, writing) ->
                mappingOf 0 body
                |> Result.map (fun program ->
                    { writing with
                        Commands = UserCommand.Retain main :: writing.Commands }
                    |> command (fun outcome ->
                        UserCommand.Map(
                            outcome,
                            hook,
                            steps,
                            { Captures = [ main ]
                              Program = program }
                        ))))

    /// A value among arguments. Results of calls in it are handed on as promises.
    and private argument (call: CallText) (writing: Writing) : Result<struct (Held * Writing), string> =
        match call with
        | CallText.Literal value ->
            Ok(struct (value |> Value.replace (fun _ -> Value.Undefined) (fun _ -> Reference.Readable 0L), writing))
        | CallText.Items items ->
            items
            |> values writing
            |> Result.map (fun struct (items, writing) -> struct (Value.Items items, writing))
        | CallText.Object fields ->
            fields
            |> List.map snd
            |> values writing
            |> Result.map (fun struct (values, writing) ->
                struct (Value.Object(List.zip (List.map fst fields) values), writing))
        | CallText.Main
        | CallText.Item _
        | CallText.Member _
        | CallText.Call _
        | CallText.Map _ ->
            promise call writing
            |> Result.map (fun struct (hook, writing) -> struct (Value.Reference(Reference.Awaited hook), writing))

    and private values (writing: Writing) calls : Result<struct (Held list * Writing), string> =
        (Ok(struct ([], writing)), calls)
        ||> List.fold (fun sofar call ->
            sofar
            |> Result.bind (fun struct (values, writing) ->
                argument call writing
                |> Result.map (fun struct (value, writing) -> struct (value :: values, writing))))
        |> Result.map (fun struct (values, writing) -> struct (List.rev values, writing))

    /// The commands of a call, and the hook of its result. Promises are numbered from `last` + 1.
    let create last call : Result<struct (Hook * UserCommand list), string> =
        promise call { Commands = []; Last = last }
        |> Result.map (fun struct (hook, writing) -> struct (hook, List.rev writing.Commands))
