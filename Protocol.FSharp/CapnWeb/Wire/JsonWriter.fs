namespace PeerFunctional.CapnWeb

open System
open System.Buffers
open System.Buffers.Text
open System.Globalization
open System.Text

/// JSON as bytes, character for character as JavaScript's `JSON.stringify` writes it.
[<Sealed>]
type internal JsonWriter() =
    static let escaped =
        SearchValues.Create(ReadOnlySpan [| yield! [ '\000' .. '\031' ]; '"'; '\\' |])

    let mutable buffer = Array.zeroCreate<byte> 128
    let mutable length = 0

    /// Room for some bytes, and for the few that end a message after a long text.
    let reserve count =
        if buffer.Length - length < count then
            let grown = Array.zeroCreate (max (length + count + 64) (2 * length))
            Array.blit buffer 0 grown 0 length
            buffer <- grown

    let add value =
        buffer[length] <- value
        length <- length + 1

    let hexDigit value =
        let value = value &&& 15
        add (byte (if value < 10 then value + int '0' else value - 10 + int 'a'))

    let addCode (unit: char) =
        reserve 6
        add '\\'B
        add 'u'B
        hexDigit (int unit >>> 12)
        hexDigit (int unit >>> 8)
        hexDigit (int unit >>> 4)
        hexDigit (int unit)

    let addEscaped unit =
        let short letter =
            reserve 2
            add '\\'B
            add letter

        match unit with
        | '"' -> short '"'B
        | '\\' -> short '\\'B
        | '\b' -> short 'b'B
        | '\t' -> short 't'B
        | '\n' -> short 'n'B
        | '\f' -> short 'f'B
        | '\r' -> short 'r'B
        | _ -> addCode unit

    let addUtf8 (part: ReadOnlySpan<char>) =
        reserve (
            if part.Length < 64 then
                3 * part.Length
            else
                Encoding.UTF8.GetByteCount part
        )

        length <- length + Encoding.UTF8.GetBytes(part, Span(buffer, length, buffer.Length - length))

    /// Text without characters to escape. Half a surrogate pair, which is no text in UTF-8, is escaped.
    let addPart (part: ReadOnlySpan<char>) =
        let mutable rest = part

        while not rest.IsEmpty do
            let half = rest.IndexOfAnyInRange('\uD800', '\uDFFF')

            if half < 0 then
                addUtf8 rest
                rest <- ReadOnlySpan.Empty
            else
                addUtf8 (rest.Slice(0, half))

                let isPair =
                    half + 1 < rest.Length && Char.IsSurrogatePair(rest[half], rest[half + 1])

                if isPair then
                    addUtf8 (rest.Slice(half, 2))
                else
                    addCode rest[half]

                rest <- rest.Slice(half + (if isPair then 2 else 1))

    /// The digits of a number and its decimal exponent, laid out as ECMAScript's Number::toString says.
    let layout (digits: string) (point: int) =
        let count = digits.Length

        if point > 21 || point <= -6 then
            let exponent = point - 1
            let sign = if exponent < 0 then "-" else "+"
            let fraction = if count = 1 then "" else "." + digits.Substring 1
            $"{digits[0]}{fraction}e{sign}{abs exponent}"
        elif point <= 0 then
            "0." + String('0', -point) + digits
        elif count <= point then
            digits + String('0', point - count)
        else
            digits.Substring(0, point) + "." + digits.Substring point

    /// The shortest digits that read as the same positive number.
    let shortest (number: float) =
        let text = number.ToString("R", CultureInfo.InvariantCulture)
        let mantissa = text.Split('E')[0]

        let exponent =
            if mantissa.Length = text.Length then
                0
            else
                int (text.Substring(mantissa.Length + 1))

        let whole = mantissa.Split('.')[0]
        let digits = mantissa.Replace(".", "").TrimStart '0'
        let zeros = mantissa.Replace(".", "").Length - digits.Length
        layout (digits.TrimEnd '0') (whole.Length - zeros + exponent)

    member _.Written = ReadOnlyMemory(buffer, 0, length)

    member _.Byte(value: byte) =
        reserve 1
        add value

    /// Text that needs no escaping.
    member _.Ascii(text: string) =
        reserve text.Length
        length <- length + Encoding.ASCII.GetBytes(text, 0, text.Length, buffer, length)

    member _.Text(text: string) =
        reserve (text.Length + 2)
        add '"'B
        let mutable rest = text.AsSpan()

        while not rest.IsEmpty do
            match rest.IndexOfAny escaped with
            | -1 ->
                addPart rest
                rest <- ReadOnlySpan.Empty
            | next ->
                addPart (rest.Slice(0, next))
                addEscaped rest[next]
                rest <- rest.Slice(next + 1)

        reserve 1
        add '"'B

    member _.Whole(number: int64) =
        reserve 20
        let mutable count = 0

        number.TryFormat(
            Span(buffer, length, buffer.Length - length),
            &count,
            ReadOnlySpan.Empty,
            CultureInfo.InvariantCulture
        )
        |> ignore

        length <- length + count

    /// A number. An infinite one is written as one too large for a double, which reads as infinite; NaN as null.
    member this.Number(number: float) =
        if abs number < 9007199254740992.0 && floor number = number then
            this.Whole(int64 number)
        elif Double.IsNaN number then
            this.Ascii "null"
        elif Double.IsInfinity number then
            this.Ascii(if number > 0.0 then "1e400" else "-1e400")
        else
            this.Ascii((if number < 0.0 then "-" else "") + shortest (abs number))

    /// Base64 without padding.
    member _.Base64(bytes: ReadOnlySpan<byte>) =
        let most = Base64.GetMaxEncodedToUtf8Length bytes.Length
        reserve most
        let mutable read = 0
        let mutable written = 0

        Base64.EncodeToUtf8(bytes, Span(buffer, length, most), &read, &written, true) |> ignore
        let padding = (3 - bytes.Length % 3) % 3
        length <- length + written - padding
