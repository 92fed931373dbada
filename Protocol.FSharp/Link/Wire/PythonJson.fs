namespace PeerFunctional.Link

open System
open System.Text
open System.Text.Json
open System.Text.Unicode
open PeerFunctional.Kernel

/// JSON as Python's `json` module reads and writes it.
module PythonJson =

    /// Arrays and objects inside each other.
    [<Literal>]
    let MaxDepth = 64

    let private options = JsonDocumentOptions(MaxDepth = MaxDepth)

    /// Words that Python writes for floats and JSON does not have. The longest come first.
    let private words = [ "-Infinity"; "Infinity"; "NaN" ]

    /// The text with Python's words for floats as JSON strings.
    let private withoutWords (text: string) =
        let result = StringBuilder(text.Length)

        let rec copy at inString =
            if at < text.Length then
                let character = text[at]

                match
                    words
                    |> List.tryFind (fun word ->
                        not inString && String.CompareOrdinal(text, at, word, 0, word.Length) = 0)
                with
                | Some word ->
                    result.Append('"').Append(word).Append('"') |> ignore
                    copy (at + word.Length) false
                | None when inString && character = '\\' && at + 1 < text.Length ->
                    result.Append(character).Append(text[at + 1]) |> ignore
                    copy (at + 2) true
                | None ->
                    result.Append character |> ignore
                    copy (at + 1) (inString <> (character = '"'))

        copy 0 false
        result.ToString()

    /// A JSON value; NaN and the infinities are strings in it. Numbers keep all their digits.
    let parse (text: string) =
        try
            use document = JsonDocument.Parse(withoutWords text, options)
            Ok(document.RootElement.Clone())
        with :? JsonException ->
            Malformation.error "bad-json" $"the item is not JSON of at most {MaxDepth} levels"

    /// The value that an item of a json link holds: its object has the member `data`; others are ignored.
    let ofItem (bytes: ReadOnlyMemory<byte>) =
        if not (Utf8.IsValid bytes.Span) then
            Malformation.error "bad-text" "the item is not UTF-8 text"
        else
            parse (Encoding.UTF8.GetString bytes.Span)
            |> Result.bind (fun value ->
                match value.ValueKind with
                | JsonValueKind.Object ->
                    match value.TryGetProperty "data" with
                    | true, data -> Ok data
                    | false, _ -> Malformation.error "no-data" "the item's object has no member 'data'"
                | _ -> Malformation.error "no-object" "the item is not a JSON object")

    /// ASCII, as Python writes it.
    let private escaped (text: string) =
        let result = StringBuilder(text.Length)

        for character in text do
            if character < '\u0080' then
                result.Append character |> ignore
            else
                result.Append("\\u").Append((int character).ToString "x4") |> ignore

        result.ToString()

    /// The item of a json link that holds a value.
    let item (value: JsonElement) =
        ReadOnlyMemory(Encoding.ASCII.GetBytes("{\"data\": " + escaped (value.GetRawText()) + "}"))
