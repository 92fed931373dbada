namespace PeerFunctional.CapnWeb

open System
open System.Globalization
open PeerFunctional.Kernel

/// Expressions to JSON, byte for byte as npm writes them.
module ExpressionWriter =

    let private tooDeep () =
        Malformation.error
            WireProblem.TooDeep
            "Serialization exceeded maximum allowed depth. (Does the message contain cycles?)"

    let private separated (json: JsonWriter) (items: 'item list) (write: 'item -> unit) =
        let mutable rest = items

        while not rest.IsEmpty do
            write rest.Head
            rest <- rest.Tail

            if not rest.IsEmpty then
                json.Byte ','B

    let private list (json: JsonWriter) items write =
        json.Byte '['B
        separated json items write
        json.Byte ']'B

    let private members (json: JsonWriter) (members: (string * 'value) list) write =
        json.Byte '{'B

        separated json members (fun (key, value) ->
            json.Text key
            json.Byte ':'B
            write key value)

        json.Byte '}'B

    let private path (json: JsonWriter) steps =
        list json steps (fun step ->
            match step with
            | PathStep.Name name -> json.Text name
            // JSON has no NaN; neither is an index of an array.
            | PathStep.Index index when Double.IsNaN index -> json.Ascii "-1"
            | PathStep.Index index -> json.Number index)

    let private headers (json: JsonWriter) pairs =
        list json pairs (fun (name, value) ->
            json.Byte '['B
            json.Text name
            json.Byte ','B
            json.Text value
            json.Byte ']'B)

    let private named (json: JsonWriter) (opening: string) (id: int64) =
        json.Ascii opening
        json.Whole id

    let private capture (json: JsonWriter) capture =
        match capture with
        | Capture.Import id -> named json "[\"import\"," id
        | Capture.Export id -> named json "[\"export\"," id

        json.Byte ']'B

    let private number (json: JsonWriter) number =
        if Double.IsFinite number then json.Number number
        elif Double.IsNaN number then json.Ascii "[\"nan\"]"
        elif number > 0.0 then json.Ascii "[\"inf\"]"
        else json.Ascii "[\"-inf\"]"

    let private text (json: JsonWriter) (opening: string) text =
        json.Ascii opening
        json.Text text
        json.Byte ']'B

    let private bytes (json: JsonWriter) kind (content: ByteString) =
        json.Ascii "[\"bytes\",\""
        json.Base64 content.Bytes.Span

        match ByteContainer.name kind with
        | ValueSome name -> json.Ascii $"\",\"{name}\"]"
        | ValueNone -> json.Ascii "\"]"

    /// Writes expressions until one is nested too deep.
    [<Sealed>]
    type internal Walk(json: JsonWriter) =
        let mutable isTooDeep = false
        let mutable programs = 0

        let check depth =
            if depth >= WireLimits.SentNesting || programs > WireLimits.SentProgramNesting then
                isTooDeep <- true

        member _.IsTooDeep = isTooDeep

        member this.Value(depth, value: Expression) : unit =
            check depth

            if not isTooDeep then
                match value with
                | Value.Null -> json.Ascii "null"
                | Value.Undefined -> json.Ascii "[\"undefined\"]"
                | Value.Flag true -> json.Ascii "true"
                | Value.Flag false -> json.Ascii "false"
                | Value.Number value -> number json value
                | Value.Text value -> json.Text value
                | Value.BigInt value -> text json "[\"bigint\"," (value.ToString CultureInfo.InvariantCulture)
                | Value.Date(ValueSome time) ->
                    named json "[\"date\"," time
                    json.Byte ']'B
                | Value.Date ValueNone -> json.Ascii "[\"date\",null]"
                | Value.Bytes(kind, content) -> bytes json kind content
                | Value.Url href -> text json "[\"url\"," href
                | Value.Items items ->
                    json.Byte '['B
                    this.List(depth + 1, items)
                    json.Byte ']'B
                | Value.Object pairs -> this.Members(depth + 1, pairs)
                | Value.Reference reference -> this.Reference(depth, reference)
                | Value.Error failure -> this.Failure(depth, failure)
                | Value.Headers pairs ->
                    json.Ascii "[\"headers\","
                    headers json pairs
                    json.Byte ']'B
                | Value.Request(url, options) -> this.Request(depth, url, options)
                | Value.Response(body, options) -> this.Response(depth, body, options)
                | Value.Blob(mediaType, stream) ->
                    json.Ascii "[\"blob\","
                    json.Text mediaType
                    json.Byte ','B
                    this.Reference(depth + 1, stream)
                    json.Byte ']'B

        /// The whole of a push: a path stands in it even when it has no steps.
        member this.Pushed(value: Expression) =
            match value with
            | Value.Reference(WireReference.Pipeline { Id = id
                                                       Path = []
                                                       Arguments = ValueNone }) ->
                named json "[\"pipeline\"," id
                json.Ascii ",[]]"
            | _ -> this.Value(0, value)

        member private this.List(depth, values) =
            list json values (fun value -> this.Value(depth, value))

        member private this.Members(depth, pairs) =
            members json pairs (fun _ value -> this.Value(depth, value))

        member private this.Reference(depth, reference) =
            match reference with
            | WireReference.Export id -> named json "[\"export\"," id
            | WireReference.Promise id -> named json "[\"promise\"," id
            | WireReference.Writable id -> named json "[\"writable\"," id
            | WireReference.Readable id -> named json "[\"readable\"," id
            | WireReference.Import target -> this.Target(depth, "[\"import\",", target)
            | WireReference.Pipeline target -> this.Target(depth, "[\"pipeline\",", target)
            | WireReference.Remap remap -> this.Remap remap

            json.Byte ']'B

        member private this.Target(depth, opening, target: Place) =
            named json opening target.Id

            match target.Arguments, target.Path with
            | ValueNone, [] -> ()
            | ValueNone, steps ->
                json.Byte ','B
                path json steps
            | ValueSome arguments, steps ->
                json.Byte ','B
                path json steps
                json.Byte ','B
                this.List(depth + 1, arguments)

        /// Instructions are values of their own: their nesting starts anew.
        member private this.Remap remap =
            named json "[\"remap\"," remap.Id
            json.Byte ','B
            path json remap.Path
            json.Byte ','B
            list json remap.Captures (capture json)
            json.Byte ','B
            programs <- programs + 1
            this.List(0, remap.Program)
            programs <- programs - 1

        member private this.Failure(depth, failure) =
            json.Ascii "[\"error\","
            json.Text failure.Name
            json.Byte ','B
            json.Text failure.Message

            match failure.Stack, failure.Properties with
            | ValueNone, [] -> ()
            | ValueSome stack, [] ->
                json.Byte ','B
                json.Text stack
            | stack, properties ->
                json.Byte ','B

                match stack with
                | ValueSome stack -> json.Text stack
                | ValueNone -> json.Ascii "null"

                json.Byte ','B
                this.Members(depth + 1, properties)

            json.Byte ']'B

        /// JSON as it stands, in which arrays are not escaped; a value that plain JSON has not is written in its form.
        member private this.Plain(depth, value: Expression) : unit =
            check depth

            if not isTooDeep then
                match value with
                | Value.Number number -> json.Number number
                | Value.Items items -> list json items (fun item -> this.Plain(depth + 1, item))
                | Value.Object pairs -> members json pairs (fun _ value -> this.Plain(depth + 1, value))
                | _ -> this.Value(depth, value)

        member private this.Options(depth, options, isRequest) =
            members json options (fun name option ->
                match option with
                | HttpOption.Headers pairs -> headers json pairs
                | HttpOption.Value value when isRequest && name = "body" -> this.Value(depth + 1, value)
                | HttpOption.Value value -> this.Plain(depth + 1, value))

        member private this.Request(depth, url, options) =
            json.Ascii "[\"request\","
            json.Text url
            json.Byte ','B
            this.Options(depth, options, true)
            json.Byte ']'B

        member private this.Response(depth, body, options) =
            json.Ascii "[\"response\","
            this.Value(depth + 1, body)
            json.Byte ','B
            this.Options(depth, options, false)
            json.Byte ']'B

    /// The bytes that `write` makes of a walk, unless a value is nested too deep.
    let internal written (write: JsonWriter -> Walk -> unit) : Result<ReadOnlyMemory<byte>, Malformation> =
        let json = JsonWriter()
        let walk = Walk json
        write json walk
        if walk.IsTooDeep then tooDeep () else Ok json.Written

    /// An expression as JSON. Values nested deeper than
    /// `WireLimits.SentNesting` are the malformation `too-deep`.
    let write (expression: Expression) =
        written (fun _ walk -> walk.Value(0, expression))
