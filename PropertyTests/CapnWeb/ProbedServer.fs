namespace PeerFunctional.Tests.CapnWeb

open System.Globalization
open PeerFunctional.Kernel
open PeerFunctional.CapnWeb

/// The server that the probes were put to, as far as they show it.
type ProbedServer =
    {
        /// Targets and calls that it has numbered.
        Numbered: int64
        /// The functions and objects that it gave away.
        Given: Map<int64, string>
        /// Pipes: the chunks, last first, and the call that waits for their end.
        Pipes: Map<int64, Held list * int64 voption>
    }

module ProbedServer =

    let private answer call result : SessionInput = Answered(Answer.Returned(call, result))

    let private text text : Held = Value.Text text

    let rec private javaScriptText (value: Held) =
        match value with
        | Value.Number number when number = floor number && abs number < 1e15 -> string (bigint number)
        | Value.Number number -> number.ToString CultureInfo.InvariantCulture
        | Value.Undefined -> "undefined"
        | Value.Items _
        | Value.Object _
        | Value.Reference _ -> "[object Object]"
        | other -> ResultText.reason other

    let private kind (value: Held) =
        match value with
        | Value.Undefined -> "undefined"
        | Value.Null -> "object:null"
        | Value.Flag _ -> "boolean"
        | Value.Number number when number = infinity -> "number:Infinity"
        | Value.Number _ -> "number:" + javaScriptText value
        | Value.BigInt number -> $"bigint:{number}"
        | Value.Text _ -> "string"
        | Value.Date ValueNone -> "Date:NaN"
        | Value.Date(ValueSome ms) -> $"Date:{ms}"
        | Value.Bytes(ByteKind.Plain, bytes) -> $"Buffer:{bytes.Bytes.Length}"
        | Value.Bytes(kind, bytes) -> $"{kind}:{bytes.Bytes.Length}"
        | Value.Error failure ->
            let known =
                set
                    [ "EvalError"
                      "RangeError"
                      "ReferenceError"
                      "SyntaxError"
                      "TypeError"
                      "URIError"
                      "AggregateError" ]

            let name =
                if Set.contains failure.Name known then
                    failure.Name
                else
                    "Error"

            let keys = failure.Properties |> List.map fst |> String.concat ","
            $"Error:{name}:{name}:{keys}"
        | Value.Items _ -> "array"
        | Value.Object fields -> "object:" + (fields |> List.map fst |> String.concat ",")
        | Value.Reference _ -> "function"
        | Value.Url _
        | Value.Headers _
        | Value.Request _
        | Value.Response _
        | Value.Blob _ -> "object"

    let private give name (server: ProbedServer) =
        let target = server.Numbered + 1L

        { server with
            Numbered = target
            Given = Map.add target name server.Given },
        (Value.Reference(Reference.Stub(Hook.Target target)): Held)

    let private refused name =
        Held.typeError
            $"Attempted to access property '{name}', which is an instance property of the RpcTarget. To avoid leaking private internals, instance properties cannot be accessed over RPC. If you want to make this property available over RPC, define it as a method or getter on the class, instead of an instance property."

    let private list: Held =
        Value.Items
            [ Value.Number 10.0
              Value.Items [ Value.Number 20.0; Value.Number 21.0 ]
              Value.Object [ ("k", text "v") ] ]

    let private methods =
        set
            [ "greet"
              "echo"
              "typeOf"
              "sub"
              "list"
              "callIt"
              "collect"
              "later"
              "inherited"
              "helper" ]

    let private call number name (arguments: Held list) server =
        match name, arguments with
        | "greet", who :: _ -> server, [ answer number (Ok(text ("Hello, " + javaScriptText who))) ]
        | "echo", value :: _ ->
            // The arguments end with the call, so that what is handed back is mentioned anew.
            let again =
                Value.references value
                |> List.map (fun reference -> (Commanded(UserCommand.Retain(Reference.hook reference)): SessionInput))

            server, again @ [ answer number (Ok value) ]
        | "typeOf", value :: _ -> server, [ answer number (Ok(text (kind value))) ]
        | "sub", _ ->
            let server, stub = give "sub" server
            server, [ answer number (Ok stub) ]
        | "list", _ -> server, [ answer number (Ok list) ]
        | "inherited", _ -> server, [ answer number (Ok(text "from base")) ]
        | "later", _ -> server, []
        | "callIt", Value.Reference reference :: _ ->
            let outcome = server.Numbered + 1L
            let result: Held = Value.Reference(Reference.Awaited(Hook.Outcome outcome))
            let one: Held = Value.Number 1.0

            { server with Numbered = outcome },
            [ Commanded(UserCommand.Call(outcome, Reference.hook reference, [], ValueSome [ one ]))
              answer number (Ok result) ]
        | "collect", Value.Reference(Reference.Readable target) :: _ ->
            { server with
                Pipes = server.Pipes |> Map.add target ([], ValueSome number) },
            []
        | "hidden", _ -> server, [ answer number (Error(refused "hidden")) ]
        | name, _ -> server, [ answer number (Error(Held.notAFunction [ PathStep.Name name ])) ]

    let private get number name server =
        match name with
        | "hidden" -> server, [ answer number (Error(refused "hidden")) ]
        | "prop" ->
            let server, f = give "f" server

            let value: Held =
                Value.Object
                    [ "a", Value.Object [ ("b", Value.Number 1.0) ]
                      "arr", Value.Items [ Value.Number 5.0; Value.Number 6.0 ]
                      "f", f ]

            server, [ answer number (Ok value) ]
        | "bag" -> server, [ answer number (Ok(Value.Object [ ("size", Value.Number 3.0) ])) ]
        | name when Set.contains name methods ->
            let server, f = give name server
            server, [ answer number (Ok f) ]
        | _ -> server, [ answer number (Ok Value.Undefined) ]

    /// Functions have a name and a count of arguments.
    let private given number (name: string) wanted server =
        match name, wanted with
        | "sub", Member.Call("ping", _) -> server, [ answer number (Ok(text "pong")) ]
        | _, Member.Get "name" -> server, [ answer number (Ok(text name)) ]
        | _, Member.Get "length" -> server, [ answer number (Ok(Value.Number 1.0)) ]
        | _, Member.Get _ -> server, [ answer number (Ok Value.Undefined) ]
        | _, (Member.Call _ | Member.Apply _) -> server, [ answer number (Error(Held.notAFunction [])) ]

    let private toPipe number target wanted server =
        let chunks, waiting =
            server.Pipes |> Map.tryFind target |> Option.defaultValue ([], ValueNone)

        let ended result =
            { server with
                Pipes = Map.remove target server.Pipes },
            [ match waiting with
              | ValueSome call -> answer call result
              | ValueNone -> ()
              answer number (Ok Value.Undefined) ]

        match wanted with
        | Member.Call("write", [ chunk ]) ->
            { server with
                Pipes = server.Pipes |> Map.add target (chunk :: chunks, waiting) },
            [ answer number (Ok Value.Undefined) ]
        | Member.Call("close", _) -> ended (Ok(Value.Items(List.rev chunks)))
        | Member.Call("abort", [ reason ]) -> ended (Error reason)
        | Member.Call(name, _) -> server, [ answer number (Error(Held.error $"Unknown WritableStream method: {name}")) ]
        | Member.Get _ ->
            server, [ answer number (Error(Held.error "Cannot access properties on a WritableStream stub")) ]
        | Member.Apply _ -> server, [ answer number (Error(Held.notAFunction [])) ]

    let private hear server question =
        match question with
        | Ask.Invoke(number, target, wanted) when target < 0L -> server |> toPipe number target wanted
        | Ask.Invoke(number, 0L, Member.Call(name, arguments)) -> server |> call number name arguments
        | Ask.Invoke(number, 0L, Member.Get name) -> server |> get number name
        | Ask.Invoke(number, 0L, Member.Apply _) -> server, [ answer number (Error(Held.notAFunction [])) ]
        | Ask.Invoke(number, target, wanted) -> server |> given number server.Given[target] wanted
        | Ask.Dispose target ->
            match Map.tryFind target server.Pipes with
            | Some(_, ValueSome call) ->
                { server with
                    Pipes = Map.remove target server.Pipes },
                [ answer call (Error(Held.error "WritableStream RPC stub was disposed without calling close()")) ]
            | Some(_, ValueNone)
            | None -> server, []
        | Ask.Outcome _
        | Ask.OpenPipe _
        | Ask.Pump _
        | Ask.Ended _ -> server, []

    let application =
        { State =
            { Numbered = 0L
              Given = Map.empty
              Pipes = Map.empty }
          Hear = hear }
