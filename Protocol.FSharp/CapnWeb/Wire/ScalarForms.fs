namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Kernel

/// The forms that hold no other values; each reader begins behind the form's name.
module internal ScalarForms =

    /// The value that is next, which is neither an array nor an object.
    let scalar (walk: WireWalk) : Value<'reference> =
        let json = walk.Json

        match json.Next() with
        | '"'B -> Value.Text(json.Text())
        | 'n'B ->
            json.Word "null"
            Value.Null
        | 't'B ->
            json.Word "true"
            Value.Flag true
        | 'f'B ->
            json.Word "false"
            Value.Flag false
        | _ -> Value.Number(json.Number())

    let undefined (walk: WireWalk) place : Value<'reference> =
        walk.EndOf place
        Value.Undefined

    let notFinite (walk: WireWalk) number : Value<'reference> =
        walk.Leave()
        Value.Number number

    let bigInt (walk: WireWalk) place : Value<'reference> =
        let digits = walk.NeedText place
        let most = walk.Limits.BigIntLength

        if digits.Length > most then
            walk.Refuse WireProblem.LongBigInt $"Deserialized bigint exceeds maximum length of {most} digits."
            Value.Null
        else
            match BigIntText.read digits with
            | ValueSome number ->
                walk.Leave()
                Value.BigInt number
            | ValueNone ->
                let shown =
                    if digits.Length > 100 then
                        digits.Substring(0, 100) + "…"
                    else
                        digits

                walk.Refuse WireProblem.BadBigInt $"Cannot convert {shown} to a BigInt"
                Value.Null

    /// The latest time that JavaScript's dates have, in milliseconds; the earliest is as far before 1970.
    [<Literal>]
    let private LatestDate = 8.64e15

    let date (walk: WireWalk) place : Value<'reference> =
        let json = walk.Json

        let date =
            if not (walk.HasMore()) then
                walk.Unknown place
                ValueNone
            elif json.Next() = 'n'B then
                json.Word "null"
                ValueNone
            elif walk.IsNumber() then
                let time = json.Number()

                if abs time <= LatestDate then
                    ValueSome(int64 time)
                else
                    ValueNone
            else
                walk.Unknown place
                ValueNone

        walk.Leave()
        Value.Date date

    /// What JavaScript's `typeof` says of the value that is next.
    let private typeName (walk: WireWalk) =
        match walk.Json.Next() with
        | 't'B
        | 'f'B -> "boolean"
        | _ when walk.IsNumber() -> "number"
        | _ -> "object"

    let private marked (walk: WireWalk) (bytes: ReadOnlyMemory<byte>) : Value<'reference> =
        if walk.Json.Next() <> '"'B then
            walk.Refuse WireProblem.BadByteKind $"Unknown bytes type marker type: {typeName walk}"
            Value.Null
        else
            let name = walk.Json.Text()

            match ByteContainer.ofName name with
            | ValueNone ->
                let shown = name.Substring(0, min 64 name.Length)
                walk.Refuse WireProblem.BadByteKind $"Unknown bytes type marker: {shown}"
                Value.Null
            | ValueSome kind ->
                let size = ByteContainer.elementSize kind

                if bytes.Length % size <> 0 then
                    walk.Refuse
                        WireProblem.BadByteLength
                        $"Invalid byte length {bytes.Length} for {name}; expected a multiple of {size}"

                walk.Leave()
                Value.Bytes(kind, { Bytes = bytes })

    let bytes (walk: WireWalk) place : Value<'reference> =
        if walk.HasText() then
            let bytes = ByteContainer.ofBase64 (walk.Json.TextBytes().Span)

            if walk.HasMore() then
                marked walk bytes
            else
                Value.Bytes(ByteKind.Plain, { Bytes = bytes })
        else
            walk.Unknown place
            Value.Null

    /// Whether a text can be a URL: a scheme, and a host where the scheme wants one.
    let isUrl (text: string) =
        let text = text.Trim(' ', '\t', '\r', '\n')
        let colon = text.IndexOf ':'

        colon > 0
        && Char.IsAsciiLetter text[0]
        && Seq.forall
            (fun letter -> Char.IsAsciiLetterOrDigit letter || letter = '+' || letter = '-' || letter = '.')
            (text.Substring(0, colon))
        && (match text.Substring(0, colon).ToLowerInvariant() with
            | "http"
            | "https"
            | "ws"
            | "wss"
            | "ftp" -> text.Substring(colon + 1).TrimStart('/', '\\') <> ""
            | _ -> true)

    let url (walk: WireWalk) place : Value<'reference> =
        let href = walk.NeedText place
        walk.EndOf place

        if not (isUrl href) then
            walk.Refuse WireProblem.BadUrl "Invalid URL"

        Value.Url href

    let private badHeaders (walk: WireWalk) words =
        walk.Refuse WireProblem.BadHeaders $"Headers constructor: expected {words}."

    let private headerText (walk: WireWalk) () =
        walk.Count()

        if walk.Json.Next() = '"'B then
            walk.Json.Text()
        else
            badHeaders walk "names and values to be texts"
            ""

    let private header (walk: WireWalk) () =
        if walk.Json.Next() <> '['B then
            badHeaders walk "a list of pairs"
            "", ""
        else
            match walk.List(headerText walk) with
            | [ name; value ] -> name, value
            | texts ->
                badHeaders walk $"name/value pair to be length 2, found {texts.Length}"
                "", ""

    /// The list of headers that is next.
    let headerList (walk: WireWalk) = walk.List(header walk)

    let headers (walk: WireWalk) place : Value<'reference> =
        if walk.HasArray() then
            let headers = headerList walk
            walk.EndOf place
            Value.Headers headers
        else
            walk.Unknown place
            Value.Null
