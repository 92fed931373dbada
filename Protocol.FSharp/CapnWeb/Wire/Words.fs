namespace PeerFunctional.CapnWeb

open System
open System.Globalization
open System.Text
open PeerFunctional.Kernel

/// Messages and values in a person's words: one line of bounded length, in which nothing is hidden.
module Words =

    /// The most letters of a line, before the count of those that are left out.
    [<Literal>]
    let MaxLength = 160

    /// The most letters of one text, name or address in a line.
    [<Literal>]
    let MaxText = 60

    let private name (text: string) = TerminalText.upTo MaxText text

    let private quoted (text: string) =
        if text.Length > MaxText then
            let half =
                if Char.IsHighSurrogate text[MaxText - 1] then
                    MaxText - 1
                else
                    MaxText

            $"{TerminalText.json (text.Substring(0, half))} and {text.Length - half} more letters"
        else
            TerminalText.json text

    let private key (text: string) =
        let isPlain =
            text <> "" && Seq.forall (fun letter -> Char.IsAsciiLetterOrDigit letter || letter = '_') text

        if isPlain then name text else quoted text

    let private number (number: float) =
        if Double.IsFinite number then
            let json = JsonWriter()
            json.Number number
            Encoding.ASCII.GetString json.Written.Span
        else
            number.ToString CultureInfo.InvariantCulture

    let private count (many: int) what =
        if many = 1 then $"1 {what}" else $"{many} {what}s"

    let private entry (id: int64) =
        if id = 0L then "the main object"
        elif id > 0L then $"result {id}"
        else $"object {id}"

    let private steps path =
        path
        |> List.map (fun step ->
            match step with
            | PathStep.Name text -> "." + name text
            | PathStep.Index index -> $"[{number index}]")
        |> String.concat ""

    let private date (time: int64 voption) =
        match time with
        | ValueSome time when abs time < 62_000_000_000_000L ->
            DateTimeOffset
                .FromUnixTimeMilliseconds(time)
                .ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture)
        | ValueSome time -> $"the date {time} ms after 1970"
        | ValueNone -> "an invalid date"

    let private bytes kind (content: ByteString) =
        let length = count content.Bytes.Length "byte"

        match ByteContainer.name kind with
        | ValueSome container -> $"{container} of {length}"
        | ValueNone -> length

    let private simple (value: Expression) =
        match value with
        | Value.Null -> "null"
        | Value.Undefined -> "undefined"
        | Value.Flag flag -> if flag then "true" else "false"
        | Value.Number value -> number value
        | Value.BigInt value -> name (value.ToString CultureInfo.InvariantCulture) + "n"
        | Value.Text text -> quoted text
        | Value.Date time -> date time
        | Value.Bytes(kind, content) -> bytes kind content
        | Value.Url href -> name href
        | Value.Headers pairs -> count pairs.Length "header"
        | Value.Request(url, _) -> $"a request for {name url}"
        | Value.Response(_, options) ->
            match List.tryFind (fun (name, _) -> name = "status") options with
            | Some(_, HttpOption.Value(Value.Number status)) -> $"a response of status {number status}"
            | Some _
            | None -> "a response"
        | Value.Blob(mediaType, _) -> $"a blob of type {quoted mediaType}"
        | Value.Error failure -> $"{name failure.Name}: {TerminalText.upTo MaxLength failure.Message}"
        | Value.Items _
        | Value.Object _
        | Value.Reference _ -> ""

    /// Adds items with commas between them, as long as the line has room.
    let private addAll (line: StringBuilder) (items: 'item list) (add: StringBuilder -> 'item -> unit) =
        items
        |> List.iteri (fun index item ->
            if line.Length <= MaxLength then
                if index > 0 then
                    line.Append ", " |> ignore

                add line item)

    let rec private add (line: StringBuilder) (value: Expression) : unit =
        if line.Length <= MaxLength then
            match value with
            | Value.Items items ->
                line.Append '[' |> ignore
                addAll line items add
                line.Append ']' |> ignore
            | Value.Object members ->
                line.Append '{' |> ignore

                addAll line members (fun line (named, value) ->
                    line.Append(key named).Append(": ") |> ignore
                    add line value)

                line.Append '}' |> ignore
            | Value.Reference reference -> addReference line reference
            | _ -> line.Append(simple value) |> ignore

    and private addReference line reference =
        match reference with
        | WireReference.Export id -> line.Append("its object ").Append(id) |> ignore
        | WireReference.Promise id -> line.Append("its promise ").Append(id) |> ignore
        | WireReference.Writable id -> line.Append("its stream ").Append(id) |> ignore
        | WireReference.Readable id -> line.Append("what comes by pipe ").Append(id) |> ignore
        | WireReference.Import place
        | WireReference.Pipeline place ->
            line.Append(entry place.Id).Append(steps place.Path) |> ignore

            match place.Arguments with
            | ValueSome arguments -> addArguments line arguments
            | ValueNone -> ()
        | WireReference.Remap remap ->
            line
                .Append(entry remap.Id)
                .Append(steps remap.Path)
                .Append(".map(")
                .Append(count remap.Program.Length "step")
                .Append(')')
            |> ignore

    and private addArguments line arguments =
        line.Append '(' |> ignore
        addAll line arguments add
        line.Append ')' |> ignore

    let private told write =
        let line = StringBuilder()
        write line
        // Every part is shown already: shown again, its escapes would be escaped.
        let text = line.ToString()

        if text.Length > MaxLength then
            text.Substring(0, MaxLength) + "…"
        else
            text

    /// A value, such as `{name: "Al", tags: [1, 2]}`.
    let value expression = told (fun line -> add line expression)

    let private called (line: StringBuilder) (place: Place) arguments =
        match place.Path with
        | [] ->
            line.Append("calls ").Append(entry place.Id) |> ignore
            addArguments line arguments
        | path ->
            line.Append("calls ").Append((steps path).TrimStart '.') |> ignore
            addArguments line arguments
            line.Append(" on ").Append(entry place.Id) |> ignore

    let private evaluated (line: StringBuilder) (expression: Expression) =
        match expression with
        | Value.Reference(WireReference.Import place)
        | Value.Reference(WireReference.Pipeline place) ->
            match place.Arguments, place.Path with
            | ValueSome arguments, _ -> called line place arguments
            | ValueNone, [] -> line.Append("refers to ").Append(entry place.Id) |> ignore
            | ValueNone, path ->
                line.Append("reads ").Append((steps path).TrimStart '.').Append(" of ").Append(entry place.Id)
                |> ignore
        | Value.Reference(WireReference.Remap remap) ->
            line
                .Append("maps ")
                .Append(entry remap.Id)
                .Append(steps remap.Path)
                .Append(" in ")
                .Append(count remap.Program.Length "step")
            |> ignore
        | _ ->
            line.Append "gives " |> ignore
            add line expression

    let private tell (line: StringBuilder) message =
        match message with
        | Push expression -> evaluated line expression
        | Pull id -> line.Append("asks for ").Append(entry id) |> ignore
        | Resolve(id, expression) ->
            line.Append("resolves ").Append(id).Append(": ") |> ignore
            add line expression
        | Reject(id, expression) ->
            line.Append("rejects ").Append(id).Append(": ") |> ignore
            add line expression
        | Release(id, 1L) -> line.Append("gives up ").Append(id) |> ignore
        | Release(id, count) ->
            line.Append("gives up ").Append(id).Append(", ").Append(count).Append(" times") |> ignore
        | Stream expression ->
            evaluated line expression
            line.Append ", as a part of a stream" |> ignore
        | Pipe -> line.Append "opens a pipe" |> ignore
        | Abort Value.Undefined -> line.Append "ends the session" |> ignore
        | Abort expression ->
            line.Append "ends the session: " |> ignore
            add line expression

    /// What a message does, such as `resolves 1: "Hello, Al"`.
    let message message = told (fun line -> tell line message)

    /// What a message does that takes its sender's next number, such as
    /// `calls greet("Al") on the main object; result 1`. Other messages take none.
    let numbered (number: int64) message =
        let words = told (fun line -> tell line message)

        match message with
        | Push _
        | Stream _ -> $"{words}; result {number}"
        | Pipe -> $"{words}; its writing end is number {number}"
        | Pull _
        | Resolve _
        | Reject _
        | Release _
        | Abort _ -> words
