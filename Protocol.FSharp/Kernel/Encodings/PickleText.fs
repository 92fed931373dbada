namespace PeerFunctional.Kernel.Encodings

open System
open System.Globalization
open System.Numerics
open System.Text
open System.Text.Unicode
open PeerFunctional.Kernel

module PickleText =

    let private bad kind =
        Malformation.error $"pickle-bad-{kind}" $"the pickle holds a {kind} that is none"

    let private ascii (line: ReadOnlyMemory<byte>) = Encoding.ASCII.GetString line.Span

    /// An optional sign and decimal digits, nothing else.
    let private isWhole (text: string) =
        let digits =
            text.AsSpan(if text.StartsWith '-' || text.StartsWith '+' then 1 else 0)

        digits.Length > 0 && digits.IndexOfAnyExceptInRange('0', '9') < 0

    let private whole (text: string) =
        if isWhole text then
            Ok(Pickled.Int(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)))
        else
            bad "number"

    let intLine line =
        match ascii line with
        | "00" -> Ok(Pickled.Bool false)
        | "01" -> Ok(Pickled.Bool true)
        | text -> whole text

    let longLine line =
        let text = ascii line

        whole (
            if text.EndsWith 'L' then
                text.Substring(0, text.Length - 1)
            else
                text
        )

    let longBytes (bytes: ReadOnlyMemory<byte>) = Pickled.Int(BigInteger bytes.Span)

    let floatLine line =
        let isFinite (text: string) =
            text |> String.forall (fun letter -> Char.IsAsciiDigit letter || "+-.eE".Contains letter)

        match ascii line with
        | "inf" -> Ok(Pickled.Float Double.PositiveInfinity)
        | "-inf" -> Ok(Pickled.Float Double.NegativeInfinity)
        | "nan" -> Ok(Pickled.Float Double.NaN)
        | text when isFinite text ->
            match Double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture) with
            | true, value -> Ok(Pickled.Float value)
            | _ -> bad "number"
        | _ -> bad "number"

    let indexLine line =
        match Int32.TryParse(ascii line, NumberStyles.None, CultureInfo.InvariantCulture) with
        | true, index -> Ok index
        | _ -> Malformation.error "pickle-bad-memo-index" "a memo index is no number, or too large"

    let utf8 (bytes: ReadOnlyMemory<byte>) =
        if Utf8.IsValid bytes.Span then
            Ok(Pickled.Text(Encoding.UTF8.GetString bytes.Span))
        else
            bad "text"

    let private digit (value: byte) =
        if Char.IsAsciiHexDigit(char value) then
            ValueSome(Convert.ToInt32(string (char value), 16))
        else
            ValueNone

    /// The value of `count` hexadecimal digits from `start` on.
    let private hexadecimal (line: byte array) start count =
        let add value index =
            match value, digit line[index] with
            | ValueSome value, ValueSome digit -> ValueSome(value * 16L + int64 digit)
            | _ -> ValueNone

        if start + count <= line.Length then
            Seq.fold add (ValueSome 0L) (seq { start .. start + count - 1 })
        else
            ValueNone

    /// The octal number that starts at `start`, of at most three digits, and its length.
    let private octal (line: byte array) start =
        let digits =
            line[start .. min (start + 2) (line.Length - 1)]
            |> Seq.takeWhile (fun value -> value >= '0'B && value <= '7'B)
            |> List.ofSeq

        struct (digits |> List.fold (fun value digit -> value * 8 + int (digit - '0'B)) 0, digits.Length)

    let private simpleEscapes =
        Map
            [ '\\'B, '\\'B
              '\''B, '\''B
              '"'B, '"'B
              'a'B, 7uy
              'b'B, 8uy
              't'B, 9uy
              'n'B, 10uy
              'v'B, 11uy
              'f'B, 12uy
              'r'B, 13uy ]

    /// The bytes inside the quotes of STRING, with Python's escapes; an escape that is none stands for itself.
    let private unescape (body: byte array) =
        let output = ResizeArray<byte> body.Length

        let rec go at =
            if at >= body.Length then
                Ok(Pickled.ByteString(output.ToArray()))
            elif body[at] <> '\\'B then
                output.Add body[at]
                go (at + 1)
            elif at + 1 = body.Length then
                bad "string"
            else
                match body[at + 1], Map.tryFind body[at + 1] simpleEscapes with
                | _, Some value ->
                    output.Add value
                    go (at + 2)
                | 'x'B, None ->
                    match hexadecimal body (at + 2) 2 with
                    | ValueSome value ->
                        output.Add(byte value)
                        go (at + 4)
                    | ValueNone -> bad "string"
                | letter, None when letter >= '0'B && letter <= '7'B ->
                    let struct (value, length) = octal body (at + 1)
                    output.Add(byte (value &&& 0xff))
                    go (at + 1 + length)
                | letter, None ->
                    output.Add '\\'B
                    output.Add letter
                    go (at + 2)

        go 0

    let stringLine (line: ReadOnlyMemory<byte>) =
        let line = line.ToArray()
        let last = line.Length - 1

        if last >= 1 && line[0] = line[last] && (line[0] = '\''B || line[0] = '"'B) then
            unescape line[1 .. last - 1]
        else
            bad "string"

    let unicodeLine (line: ReadOnlyMemory<byte>) =
        let line = line.ToArray()
        let output = StringBuilder line.Length

        // A lone surrogate, which Python lets pass, is no text.
        let isText () =
            let text = output.ToString()
            Encoding.UTF8.GetString(Encoding.UTF8.GetBytes text) = text

        let point count at =
            match hexadecimal line at count with
            | ValueSome value when value <= 0xFFFFL ->
                output.Append(char value) |> ignore
                true
            | ValueSome value when value <= 0x10FFFFL ->
                output.Append(Rune(int value).ToString()) |> ignore
                true
            | _ -> false

        let rec go at =
            if at >= line.Length then
                isText ()
            else
                match line[at], (if at + 1 < line.Length then line[at + 1] else 0uy) with
                | '\\'B, 'u'B -> point 4 (at + 2) && go (at + 6)
                | '\\'B, 'U'B -> point 8 (at + 2) && go (at + 10)
                | '\\'B, _ when at + 1 < line.Length ->
                    output.Append('\\').Append(char line[at + 1]) |> ignore
                    go (at + 2)
                | letter, _ ->
                    output.Append(char letter) |> ignore
                    go (at + 1)

        if go 0 then
            Ok(Pickled.Text(output.ToString()))
        else
            bad "text"
