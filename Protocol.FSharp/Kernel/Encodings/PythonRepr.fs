namespace PeerFunctional.Kernel.Encodings

open System
open System.Globalization
open System.Numerics
open System.Text
open System.Text.Json

module PythonRepr =

    let private length (text: string) = text.EnumerateRunes() |> Seq.length

    let private printable (rune: Rune) =
        match Rune.GetUnicodeCategory rune with
        | UnicodeCategory.Control
        | UnicodeCategory.Format
        | UnicodeCategory.Surrogate
        | UnicodeCategory.PrivateUse
        | UnicodeCategory.OtherNotAssigned
        | UnicodeCategory.LineSeparator
        | UnicodeCategory.ParagraphSeparator -> false
        | UnicodeCategory.SpaceSeparator -> rune.Value = int ' '
        | _ -> true

    let private escape (quote: char) (rune: Rune) =
        match rune.Value with
        | value when value = int quote || value = int '\\' -> $"\\{rune}"
        | 0x0A -> "\\n"
        | 0x0D -> "\\r"
        | 0x09 -> "\\t"
        | _ when printable rune -> rune.ToString()
        | value when value <= 0xFF -> $"\\x{value:x2}"
        | value when value <= 0xFFFF -> $"\\u{value:x4}"
        | value -> $"\\U{value:x8}"

    let text (value: string) =
        let quote =
            if value.Contains '\'' && not (value.Contains '"') then
                '"'
            else
                '\''

        let body = value.EnumerateRunes() |> Seq.map (escape quote) |> String.concat ""
        $"{quote}{body}{quote}"

    let bytes (value: byte array) =
        let quote =
            if Array.contains (byte '\'') value && not (Array.contains (byte '"') value) then
                '"'
            else
                '\''

        let show (value: byte) =
            match char value with
            | '\\' -> "\\\\"
            | '\n' -> "\\n"
            | '\r' -> "\\r"
            | '\t' -> "\\t"
            | letter when letter = quote -> $"\\{letter}"
            | letter when value >= 32uy && value < 127uy -> string letter
            | _ -> $"\\x{value:x2}"

        let body = value |> Array.map show |> String.concat ""
        $"{quote}{body}{quote}"

    /// The power of ten of the first digit of a number as .NET spells it: `1.5E-05`, `123.45`, `0.00012`.
    let private exponentOf (shortest: string) =
        match shortest.Split 'E' with
        | [| _; exponent |] -> int exponent
        | _ ->
            let whole = (shortest.Split '.')[0]

            if whole <> "0" then
                whole.Length - 1
            else
                let fraction = shortest.Substring(min shortest.Length 2)
                fraction.TrimStart('0').Length - fraction.Length - 1

    let float (value: float) =
        let sign = if Double.IsNegative value then "-" else ""
        let shortest = (abs value).ToString("R", CultureInfo.InvariantCulture)

        if Double.IsNaN value then
            "nan"
        elif Double.IsInfinity value then
            sign + "inf"
        elif value = 0.0 then
            sign + "0.0"
        else
            let exponent = exponentOf shortest
            let mantissa = shortest.Split 'E' |> Array.head
            let digits = mantissa.Replace(".", "").Trim '0'

            if exponent < -4 || exponent >= 16 then
                let fraction = if digits.Length > 1 then "." + digits.Substring 1 else ""
                let direction = if exponent < 0 then "-" else "+"
                $"{sign}{digits[0]}{fraction}e{direction}{abs exponent:D2}"
            elif exponent < 0 then
                sign + "0." + String('0', -exponent - 1) + digits
            elif digits.Length <= exponent + 1 then
                sign + digits.PadRight(exponent + 1, '0') + ".0"
            else
                sign + digits.Insert(exponent + 1, ".")

    let private number (raw: string) =
        if raw.IndexOfAny [| '.'; 'e'; 'E' |] < 0 then
            BigInteger.Parse(raw, CultureInfo.InvariantCulture).ToString()
        else
            float (Double.Parse(raw, CultureInfo.InvariantCulture))

    let private compareByCodePoint (a: string) (b: string) =
        Seq.compareWith compare (a.EnumerateRunes() |> Seq.map _.Value) (b.EnumerateRunes() |> Seq.map _.Value)

    /// An object's members as a dictionary sorted by key; of members with one name the last wins.
    let private members (object: JsonElement) =
        object.EnumerateObject()
        |> Seq.fold (fun members item -> Map.add item.Name item.Value members) Map.empty
        |> Map.toList
        |> List.sortWith (fun (a, _) (b, _) -> compareByCodePoint a b)

    let private string (value: JsonElement) =
        match value.GetString() with
        | null -> ""
        | text -> text

    let rec line (value: JsonElement) : string =
        match value.ValueKind with
        | JsonValueKind.Object ->
            let items =
                members value |> List.map (fun (key, item) -> $"{text key}: {line item}")

            $"""{{{String.concat ", " items}}}"""
        | JsonValueKind.Array ->
            let items = value.EnumerateArray() |> Seq.map line
            $"""[{String.concat ", " items}]"""
        | JsonValueKind.String -> text (string value)
        | JsonValueKind.Number -> number (value.GetRawText())
        | JsonValueKind.True -> "True"
        | JsonValueKind.False -> "False"
        | JsonValueKind.Null
        | JsonValueKind.Undefined
        | _ -> "None"

    let private width = 80
    let private step = 2

    /// Python's str.splitlines with the line ends kept.
    let private lines (value: string) =
        let ends (unit: char) =
            (unit >= '\n' && unit <= '\r')
            || (unit >= '\u001C' && unit <= '\u001E')
            || unit = '\u0085'
            || unit = '\u2028'
            || unit = '\u2029'

        let rec cut start at found =
            if at = value.Length then
                if start < at then value.Substring start :: found else found
            elif not (ends value[at]) then
                cut start (at + 1) found
            else
                let after =
                    if value[at] = '\r' && at + 1 < value.Length && value[at + 1] = '\n' then
                        at + 2
                    else
                        at + 1

                cut after after (value.Substring(start, after - start) :: found)

        cut 0 0 [] |> List.rev

    let private isSpace (unit: char) =
        Char.IsWhiteSpace unit || (unit >= '\u001C' && unit <= '\u001F')

    /// A line as words, each with the blanks behind it.
    let private words (value: string) =
        let rec cut start found =
            if start = value.Length then
                found
            else
                let rec skip at test =
                    if at < value.Length && test value[at] then
                        skip (at + 1) test
                    else
                        at

                let stop = skip (skip start (isSpace >> not)) isSpace
                cut stop (value.Substring(start, stop - start) :: found)

        cut 0 [] |> List.rev

    /// One line of a text, cut between words so that each piece fits `room`, the last one with `allowance` left.
    let private chunks room allowance isLastLine (value: string) =
        let words = words value
        let lastWord = words.Length - 1

        let add (full, current) (index, word) =
            let room =
                if isLastLine && index = lastWord then
                    room - allowance
                else
                    room

            let candidate = current + word

            if length (text candidate) <= room then full, candidate
            elif current = "" then full, word
            else text current :: full, word

        let full, rest = List.fold add ([], "") (List.indexed words)
        List.rev (if rest = "" then full else text rest :: full)

    /// A text over several lines, each a string of its own. Only a text that is the whole value stands in brackets.
    let private paragraph indent allowance level (value: string) =
        let indent, allowance =
            if level = 1 then
                indent + 1, allowance + 1
            else
                indent, allowance

        let lines = lines value
        let room = width - indent

        let chunked =
            lines
            |> List.indexed
            |> List.collect (fun (index, line) ->
                let isLast = index = lines.Length - 1
                let whole = text line

                if length whole <= (if isLast then room - allowance else room) then
                    [ whole ]
                else
                    chunks room allowance isLast line)

        match chunked with
        | [] -> text value
        | [ one ] -> one
        | many ->
            let joined = String.Join("\n" + String(' ', indent), many)
            if level = 1 then $"({joined})" else joined

    /// Items one below the other, each printed for the room it must leave; the last leaves it for the closing brackets.
    let private column indent allowance (items: (int -> string) list) =
        let last = items.Length - 1

        let texts =
            items |> List.mapi (fun index item -> item (if index = last then allowance + 1 else 1))

        String(' ', step - 1) + String.Join(",\n" + String(' ', indent + step), texts)

    let rec private format indent level (value: JsonElement) allowance : string =
        let rep = line value

        if length rep <= width - indent - allowance then
            rep
        else
            match value.ValueKind with
            | JsonValueKind.Object ->
                let item (key, item) =
                    let key = text key + ": "
                    fun allowance -> key + format (indent + step + length key) (level + 1) item allowance

                "{" + column indent allowance (members value |> List.map item) + "}"
            | JsonValueKind.Array ->
                let items = value.EnumerateArray() |> Seq.map (format (indent + step) (level + 1))
                "[" + column indent allowance (List.ofSeq items) + "]"
            | JsonValueKind.String -> paragraph indent allowance (level + 1) (string value)
            | _ -> rep

    let pretty (value: JsonElement) = format 0 0 value 0
