namespace PeerFunctional.CapnWeb

open System
open System.Globalization
open System.Text.Json

/// What a person asks of a peer, such as `user(7).name` or `list().map(x => x.name)`.
[<RequireQualifiedAccess>]
type CallText =
    | Literal of Expression
    | Items of CallText list
    | Object of (string * CallText) list
    /// The partner's main object.
    | Main
    /// The item of a mapping, by how many mappings are between.
    | Item of depth: int
    | Member of CallText * PathStep
    | Call of CallText * CallText list
    | Map of CallText * body: CallText

module CallText =

    /// The most letters of a text, and the most parts nested in one another.
    [<Literal>]
    let MaxLength = 65_536

    [<Literal>]
    let MaxDepth = 64

    /// What is left of a text to read, and the names of the items around, innermost first.
    [<Struct>]
    type private Reader =
        { Text: string
          At: int
          Depth: int
          Names: string list }

    type private Reading<'value> = Result<struct ('value * Reader), string>

    let private expected what (reader: Reader) : Reading<'value> =
        if reader.At >= reader.Text.Length then
            Error $"{what} is missing at the end"
        else
            Error $"{what} is missing at letter {reader.At + 1}, before {reader.Text[reader.At]}"

    let rec private skip (reader: Reader) =
        if reader.At < reader.Text.Length && Char.IsWhiteSpace reader.Text[reader.At] then
            skip { reader with At = reader.At + 1 }
        else
            reader

    let private peek (reader: Reader) =
        if reader.At < reader.Text.Length then
            ValueSome reader.Text[reader.At]
        else
            ValueNone

    /// The reader behind a mark, if the mark is next.
    let private after (mark: string) (reader: Reader) =
        let reader = skip reader

        if String.CompareOrdinal(reader.Text, reader.At, mark, 0, mark.Length) = 0 then
            ValueSome
                { reader with
                    At = reader.At + mark.Length }
        else
            ValueNone

    let private need mark (reader: Reader) : Result<Reader, string> =
        match after mark reader with
        | ValueSome reader -> Ok reader
        | ValueNone -> expected $"'{mark}'" (skip reader) |> Result.map (fun struct (reader, _) -> reader)

    let private isNameStart letter =
        Char.IsLetter letter || letter = '_' || letter = '$'

    let private name (reader: Reader) : Reading<string> =
        let reader = skip reader

        match peek reader with
        | ValueSome letter when isNameStart letter ->
            let mutable last = reader.At

            while last < reader.Text.Length && (isNameStart reader.Text[last] || Char.IsDigit reader.Text[last]) do
                last <- last + 1

            Ok(struct (reader.Text.Substring(reader.At, last - reader.At), { reader with At = last }))
        | ValueSome _
        | ValueNone -> expected "a name" reader

    /// The end of a JSON text that begins with a quotation mark.
    let rec private endOfText (text: string) at =
        if at >= text.Length then ValueNone
        elif text[at] = '\\' then endOfText text (at + 2)
        elif text[at] = '"' then ValueSome(at + 1)
        else endOfText text (at + 1)

    let private text (reader: Reader) : Reading<string> =
        match endOfText reader.Text (reader.At + 1) with
        | ValueNone -> Error $"the text that begins at letter {reader.At + 1} has no end"
        | ValueSome last ->
            try
                use document = JsonDocument.Parse(reader.Text.AsMemory(reader.At, last - reader.At))

                match document.RootElement.GetString() with
                | null -> expected "a text" reader
                | text -> Ok(struct (text, { reader with At = last }))
            with
            | :? JsonException
            | :? InvalidOperationException ->
                Error $"the text that begins at letter {reader.At + 1} cannot be read as JSON"

    let private number (reader: Reader) : Reading<CallText> =
        let mutable last = reader.At

        while last < reader.Text.Length
              && (Char.IsAsciiDigit reader.Text[last] || "+-.eE".Contains reader.Text[last]) do
            last <- last + 1

        let digits = reader.Text.Substring(reader.At, last - reader.At)

        match Double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture) with
        | true, number -> Ok(struct (CallText.Literal(Value.Number number), { reader with At = last }))
        | false, _ -> expected "a number" reader

    let private word (reader: Reader) (word: string) =
        match word with
        | "null" -> CallText.Literal Value.Null
        | "undefined" -> CallText.Literal Value.Undefined
        | "true" -> CallText.Literal(Value.Flag true)
        | "false" -> CallText.Literal(Value.Flag false)
        | name ->
            match List.tryFindIndex ((=) name) reader.Names with
            | Some depth -> CallText.Item depth
            | None -> CallText.Member(CallText.Main, PathStep.Name name)

    /// What stands between two marks, with commas between.
    let private separated last (one: Reader -> Reading<'value>) (reader: Reader) : Reading<'value list> =
        let rec more (reader: Reader) found =
            match one reader with
            | Error problem -> Error problem
            | Ok struct (value, reader) ->
                match after "," reader with
                | ValueSome reader -> more reader (value :: found)
                | ValueNone -> need last reader |> Result.map (fun reader -> struct (List.rev (value :: found), reader))

        match after last reader with
        | ValueSome reader -> Ok(struct ([], reader))
        | ValueNone -> more reader []

    let rec private value (reader: Reader) : Reading<CallText> =
        if reader.Depth >= MaxDepth then
            Error $"parts are nested more than {MaxDepth} deep"
        else
            { reader with Depth = reader.Depth + 1 }
            |> skip
            |> first
            |> Result.bind (fun struct (start, reader) -> rest start reader)
            |> Result.map (fun struct (value, after) -> struct (value, { after with Depth = reader.Depth }))

    and private first (reader: Reader) : Reading<CallText> =
        match peek reader with
        | ValueSome '"' ->
            text reader
            |> Result.map (fun struct (text, reader) -> struct (CallText.Literal(Value.Text text), reader))
        | ValueSome '[' ->
            { reader with At = reader.At + 1 }
            |> separated "]" value
            |> Result.map (fun struct (items, reader) -> struct (CallText.Items items, reader))
        | ValueSome '{' ->
            { reader with At = reader.At + 1 }
            |> separated "}" field
            |> Result.map (fun struct (fields, reader) -> struct (CallText.Object fields, reader))
        | ValueSome '\'' -> Error $"the text at letter {reader.At + 1} needs double quotes"
        | ValueSome letter when not (isNameStart letter || letter = '-' || Char.IsAsciiDigit letter) ->
            expected "a value" reader
        | ValueNone -> expected "a value" reader
        | ValueSome letter when letter = '-' || Char.IsAsciiDigit letter -> number reader
        | ValueSome _
        | ValueNone -> name reader |> Result.map (fun struct (name, after) -> struct (word reader name, after))

    and private field (reader: Reader) : Reading<string * CallText> =
        let reader = skip reader

        let key =
            if peek reader = ValueSome '"' then
                text reader
            else
                name reader

        key
        |> Result.bind (fun struct (key, reader) ->
            need ":" reader
            |> Result.bind value
            |> Result.map (fun struct (value, reader) -> struct ((key, value), reader)))

    and private rest start (reader: Reader) : Reading<CallText> =
        match after "." reader, after "(" reader, after "[" reader with
        | ValueSome reader, _, _ ->
            name reader
            |> Result.bind (fun struct (name, reader) ->
                match name, after "(" reader with
                | "map", ValueSome inside -> mapping start inside
                | name, _ -> Ok(struct (CallText.Member(start, PathStep.Name name), reader)))
            |> Result.bind (fun struct (next, reader) -> rest next reader)
        | _, ValueSome reader, _ ->
            separated ")" value reader
            |> Result.bind (fun struct (arguments, reader) -> rest (CallText.Call(start, arguments)) reader)
        | _, _, ValueSome reader ->
            number (skip reader)
            |> Result.bind (fun struct (index, reader) ->
                match index with
                | CallText.Literal(Value.Number index) ->
                    need "]" reader |> Result.bind (rest (CallText.Member(start, PathStep.Index index)))
                | _ -> expected "an index" reader)
        | ValueNone, ValueNone, ValueNone -> Ok(struct (start, reader))

    and private mapping source (reader: Reader) : Reading<CallText> =
        name reader
        |> Result.bind (fun struct (item, reader) ->
            need "=>" reader
            |> Result.bind (fun inside ->
                value
                    { inside with
                        Names = item :: inside.Names })
            |> Result.bind (fun struct (body, after) ->
                need ")" after
                |> Result.map (fun after -> struct (CallText.Map(source, body), { after with Names = reader.Names }))))

    /// Whether every call in it begins with a member of the main object, or with an item.
    let rec private isSound call =
        match call with
        | CallText.Literal _
        | CallText.Main
        | CallText.Item _ -> true
        | CallText.Items values -> List.forall isSound values
        | CallText.Object fields -> fields |> List.forall (snd >> isSound)
        | CallText.Member(target, _) -> isTarget target
        | CallText.Call(target, arguments) -> isTarget target && List.forall isSound arguments
        | CallText.Map(source, body) -> isTarget source && isSound body

    and private isTarget target =
        match target with
        | CallText.Literal _
        | CallText.Items _
        | CallText.Object _ -> false
        | CallText.Main
        | CallText.Item _
        | CallText.Member _
        | CallText.Call _
        | CallText.Map _ -> isSound target

    /// Reads what a person wrote. The error says what is missing, and where.
    let parse (text: string) : Result<CallText, string> =
        if text.Length > MaxLength then
            Error $"a call has at most {MaxLength} letters"
        else
            value
                { Text = text
                  At = 0
                  Depth = 0
                  Names = [] }
            |> Result.bind (fun struct (call, reader) ->
                let reader = skip reader

                if peek reader = ValueSome ',' then
                    Error
                        $"a call ends before the comma at letter {reader.At + 1}: write two calls as words of their own, such as 'greet()' , 'name'"
                elif reader.At < text.Length then
                    expected "the end" reader |> Result.map (fun struct (call, _) -> call)
                elif isSound call then
                    Ok call
                else
                    Error
                        "a call begins with a member of the main object, such as greet(\"Ann\"), and not with a value")

    /// The members of the main object that a call's arguments are: a text without its quotation marks is read as one.
    let rec bareNames call =
        let ofArgument argument =
            match argument with
            | CallText.Member(CallText.Main, PathStep.Name name) -> [ name ]
            | other -> bareNames other

        match call with
        | CallText.Literal _
        | CallText.Main
        | CallText.Item _ -> []
        | CallText.Items values -> List.collect ofArgument values
        | CallText.Object fields -> List.collect (snd >> ofArgument) fields
        | CallText.Member(target, _) -> bareNames target
        | CallText.Call(target, arguments) -> bareNames target @ List.collect ofArgument arguments
        | CallText.Map(source, body) -> bareNames source @ bareNames body

    /// The value of a literal, which has no references.
    let literal (expression: Expression) : Held =
        expression |> Value.replace (fun _ -> Value.Undefined) (fun _ -> Reference.Readable 0L)

    /// Whether a text asks the peer for something.
    let isCall call =
        match call with
        | CallText.Member _
        | CallText.Call _
        | CallText.Map _ -> true
        | CallText.Literal _
        | CallText.Items _
        | CallText.Object _
        | CallText.Main
        | CallText.Item _ -> false
