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

    let private parseTo depth (text: string) =
        try
            use document =
                JsonDocument.Parse(withoutWords text, JsonDocumentOptions(MaxDepth = depth))

            Ok(document.RootElement.Clone())
        with :? JsonException ->
            Malformation.error "bad-json" $"the item is not JSON of at most {depth} levels"

    /// A JSON value; NaN and the infinities are strings in it. Numbers keep all their digits.
    let parse text = parseTo MaxDepth text

    let private valueTo depth (bytes: ReadOnlyMemory<byte>) =
        if not (Utf8.IsValid bytes.Span) then
            Malformation.error "bad-text" "the item is not UTF-8 text"
        else
            parseTo depth (Encoding.UTF8.GetString bytes.Span)
            |> Result.bind (fun value ->
                match value.ValueKind with
                | JsonValueKind.Object ->
                    match value.TryGetProperty "data" with
                    | true, _ -> Ok value
                    | false, _ -> Malformation.error "no-data" "the item's object has no member 'data'"
                | _ -> Malformation.error "no-object" "the item is not a JSON object")

    /// The value that an item of a json link holds: its object has the member `data`; others are ignored.
    let ofItem bytes =
        // Its object is a level more.
        valueTo (MaxDepth + 1) bytes |> Result.map (fun value -> value.GetProperty "data")

    /// Arrays and objects inside each other that Python writes, at most.
    [<Literal>]
    let private MostWritten = 1_000

    let private opening = "{\"data\": "B

    /// Whether an item looks as every program writes it; the problem where it does not.
    let written (bytes: ReadOnlyMemory<byte>) =
        valueTo MostWritten bytes
        |> Result.bind (fun value ->
            let isWritten =
                bytes.Span.StartsWith opening
                && bytes.Span[bytes.Length - 1] = '}'B
                && Ascii.IsValid bytes.Span
                && Seq.length (value.EnumerateObject()) = 1

            if isWritten then
                Ok()
            else
                Malformation.error "other-json" "the item is not written as '{\"data\": value}' in ASCII")

    /// Whether a problem of an item is that no program reads it: the thread of an original ends there.
    let isUnreadable (problem: Malformation) =
        match problem.Problem with
        | "bad-json"
        | "bad-text"
        | "no-data"
        | "no-object" -> true
        | _ -> false

    /// Whether the spaces and the escapes of JSON text are Python's: one space behind each comma and colon, and no other one.
    let isPythons (bytes: ReadOnlyMemory<byte>) =
        let at place =
            if place < bytes.Length then bytes.Span[place] else 0uy

        let isLowerHex (digit: byte) = Char.IsAsciiHexDigitLower(char digit)

        let rec isRight place isInText =
            if place >= bytes.Length then
                true
            else
                match at place, isInText with
                | '"'B, _ -> isRight (place + 1) (not isInText)
                | '\\'B, true when at (place + 1) = 'u'B ->
                    seq { place + 2 .. place + 5 } |> Seq.forall (at >> isLowerHex) && isRight (place + 6) true
                | '\\'B, true -> at (place + 1) <> '/'B && isRight (place + 2) true
                | (','B | ':'B), false -> at (place + 1) = ' 'B && isRight (place + 2) false
                | (' 'B | '\t'B | '\n'B | '\r'B), false -> false
                | _ -> isRight (place + 1) isInText

        isRight 0 false

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
