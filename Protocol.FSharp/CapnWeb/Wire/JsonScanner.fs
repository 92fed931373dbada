namespace PeerFunctional.CapnWeb

open System
open System.Buffers
open System.Globalization
open System.Runtime.InteropServices
open System.Text
open PeerFunctional.Kernel

/// A walk through JSON text. The first problem ends it: from then on the text reads as if it ended there.
[<Sealed>]
type internal JsonScanner(text: ReadOnlyMemory<byte>) =
    /// Arrays and objects within one another that are read past without their values.
    static let skippedNesting = 1_000

    static let stringEnds =
        SearchValues.Create(ReadOnlySpan [| yield! [ 0uy .. 31uy ]; '"'B; '\\'B |])

    let struct (bytes: byte[], start, count) =
        match MemoryMarshal.TryGetArray text with
        | true, segment -> struct (segment.Array |> nonNull, segment.Offset, segment.Count)
        | false, _ -> struct (text.ToArray(), 0, text.Length)

    let mutable at = start
    let mutable stop = start + count
    let mutable problem: Malformation voption = ValueNone

    let fail malformation =
        if problem.IsNone then
            problem <- ValueSome malformation

        at <- stop

    let units until =
        Encoding.UTF8.GetCharCount(bytes, start, until - start)

    let failJson words =
        if problem.IsNone then
            fail (Malformation.create WireProblem.BadJson $"{words} in JSON at position {units at}")

    /// The unexpected token and what stands around it, as V8 shows them.
    let surroundings () =
        let whole = Encoding.UTF8.GetString(bytes, start, count)
        let place = units at
        let isLong = whole.Length > 20
        let isCut = isLong && place >= 10
        let isCutAfter = isLong && place < whole.Length - 10
        let first = if isCut then place - 10 else 0
        let last = if isCutAfter then place + 10 else whole.Length
        let before = if isCut then "..." else ""
        let after = if isCutAfter then "..." else ""
        $"Unexpected token '{whole[place]}', {before}\"{whole.Substring(first, last - first)}\"{after}"

    let failToken () =
        if problem.IsNone then
            if at >= stop then
                fail (Malformation.create WireProblem.BadJson "Unexpected end of JSON input")
            else
                match bytes[at] with
                | '"'B -> failJson "Unexpected string"
                | '-'B -> failJson "Unexpected number"
                | digit when digit >= '0'B && digit <= '9'B -> failJson "Unexpected number"
                | _ -> fail (Malformation.create WireProblem.BadJson (surroundings () + " is not valid JSON"))

    let isDigit () =
        at < stop && bytes[at] >= '0'B && bytes[at] <= '9'B

    let digits words =
        if isDigit () then
            while isDigit () do
                at <- at + 1
        else
            failJson words

    let takes value =
        let isThere = at < stop && bytes[at] = value

        if isThere then
            at <- at + 1

        isThere

    /// Moves behind a number, and answers where it ended.
    let passNumber () =
        takes '-'B |> ignore

        if not (takes '0'B) then
            digits "No number after minus sign"
        elif isDigit () then
            failJson "Unexpected number"

        if takes '.'B then
            digits "Unterminated fractional number"

        if takes 'e'B || takes 'E'B then
            if not (takes '+'B) then
                takes '-'B |> ignore

            digits "Exponent part is missing a number"

    /// Whether only digits stand between a place and this one.
    let isWhole from =
        ReadOnlySpan(bytes, from, at - from).IndexOfAnyExceptInRange('0'B, '9'B) < 0

    /// The number of at most 15 digits between a place and this one.
    let wholeNumber from =
        let mutable number = 0L

        for place in from .. at - 1 do
            number <- 10L * number + int64 (bytes[place] - '0'B)

        float number

    let hexUnit () =
        let mutable unit = 0

        for _ in 1..4 do
            if at < stop && Char.IsAsciiHexDigit(char bytes[at]) then
                unit <- 16 * unit + Convert.ToInt32(string (char bytes[at]), 16)
                at <- at + 1
            else
                failJson "Bad Unicode escape"

        char unit

    let escape () =
        if at >= stop then
            failToken ()
            '\000'
        else
            at <- at + 1

            match bytes[at - 1] with
            | 'b'B -> '\b'
            | 'f'B -> '\f'
            | 'n'B -> '\n'
            | 'r'B -> '\r'
            | 't'B -> '\t'
            | 'u'B -> hexUnit ()
            | '"'B
            | '\\'B
            | '/'B -> char bytes[at - 1]
            | _ ->
                at <- at - 1
                failJson "Bad escaped character"
                '\000'

    /// The rest of a string from its first escape on.
    let rec escapedText (parts: StringBuilder) =
        let rest = ReadOnlySpan(bytes, at, stop - at)
        let length = rest.IndexOfAny stringEnds
        let plain = if length < 0 then rest.Length else length
        parts.Append(Encoding.UTF8.GetString(rest.Slice(0, plain))) |> ignore
        at <- at + plain

        if takes '"'B then
            parts.ToString()
        elif takes '\\'B then
            parts.Append(escape ()) |> ignore
            escapedText parts
        else
            failJson (
                if at >= stop then
                    "Unterminated string"
                else
                    "Bad control character in string literal"
            )

            ""

    /// The length of the string at this place if it holds no escape and ends.
    let plainLength () =
        let rest = ReadOnlySpan(bytes, at + 1, stop - at - 1)
        let length = rest.IndexOfAny stringEnds
        if length >= 0 && rest[length] = '"'B then length else -1

    member _.Problem = problem

    member _.HasFailed = problem.IsSome

    member _.Position = at

    /// The same text from a place on, read anew.
    member _.From(place: int) =
        JsonScanner(ReadOnlyMemory(bytes, place, start + count - place))

    /// The same text from its beginning.
    member this.FromStart() = this.From start

    /// Ends the walk.
    member _.Fail malformation = fail malformation

    /// The next byte that is no blank; 0 at the end.
    member _.Next() =
        while at < stop && (bytes[at] = ' 'B || bytes[at] = '\n'B || bytes[at] = '\r'B || bytes[at] = '\t'B) do
            at <- at + 1

        if at < stop then bytes[at] else 0uy

    /// Moves behind the bracket, comma or colon that is next.
    member _.Pass() = at <- at + 1

    /// Moves behind `close` if it is next.
    member this.TryLeave(close: byte) = this.Next() = close && takes close

    /// Whether another item follows in an array, or a member in an object, whose end is `close`.
    member this.HasMore(close: byte) =
        if this.TryLeave ','B then
            true
        else
            if not (this.TryLeave close) then
                failJson (
                    if close = ']'B then
                        "Expected ',' or ']' after array element"
                    else
                        "Expected ',' or '}' after property value"
                )

            false

    /// The string that is next.
    member _.Text() =
        match plainLength () with
        | -1 ->
            at <- at + 1
            escapedText (StringBuilder())
        | length ->
            let text = Encoding.UTF8.GetString(bytes, at + 1, length)
            at <- at + length + 2
            text

    /// The string that is next, in UTF-8.
    member this.TextBytes() =
        match plainLength () with
        | -1 -> ReadOnlyMemory(Encoding.UTF8.GetBytes(this.Text()))
        | length ->
            let text = ReadOnlyMemory(bytes, at + 1, length)
            at <- at + length + 2
            text

    /// The key that is next and the colon behind it; V8 has other words for the first one's problems.
    member this.Key(isFirst: bool) =
        if this.Next() = '"'B then
            let key = this.Text()

            if not (this.TryLeave ':'B) then
                if isFirst then
                    failJson "Expected ':' after property name"
                else
                    failToken ()

            key
        else
            failJson (
                if isFirst then
                    "Expected property name or '}'"
                else
                    "Expected double-quoted property name"
            )

            ""

    /// The number that is next; what is no number is an unexpected token.
    member this.Number() =
        let first = this.Next()
        let from = at

        if first <> '-'B && not (isDigit ()) then
            failToken ()
            0.0
        else
            passNumber ()
            let mutable value = 0.0

            if problem.IsSome then
                0.0
            elif at - from <= 15 && isWhole from then
                wholeNumber from
            else
                Double.TryParse(
                    ReadOnlySpan(bytes, from, at - from),
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    &value
                )
                |> ignore

                value

    /// Moves behind `null`, `true` or `false`.
    member _.Word(word: string) =
        let mutable letter = 0

        while letter < word.Length do
            if takes (byte word[letter]) then
                letter <- letter + 1
            else
                failToken ()
                letter <- word.Length

    /// Moves behind the value that is next without reading it.
    member this.Skip(depth: int) : unit =
        if depth > skippedNesting then
            fail (WireProblem.tooDeep skippedNesting)
        else
            match this.Next() with
            | '['B ->
                at <- at + 1

                if not (this.TryLeave ']'B) then
                    this.Skip(depth + 1)

                    while this.HasMore ']'B do
                        this.Skip(depth + 1)
            | '{'B ->
                at <- at + 1

                if not (this.TryLeave '}'B) then
                    this.SkipMember(depth, true)

                    while this.HasMore '}'B do
                        this.SkipMember(depth, false)
            | '"'B -> this.TextBytes() |> ignore
            | 'n'B -> this.Word "null"
            | 't'B -> this.Word "true"
            | 'f'B -> this.Word "false"
            | _ -> this.Number() |> ignore

    member private this.SkipMember(depth, isFirst) =
        this.Key isFirst |> ignore
        this.Skip(depth + 1)

    /// Nothing may follow the text's one value.
    member this.End() =
        this.Next() |> ignore

        if at < stop then
            fail (
                Malformation.create
                    WireProblem.BadJson
                    $"Unexpected non-whitespace character after JSON at position {units at}"
            )
