namespace PeerFunctional.Link

open System
open System.Globalization
open System.Text
open System.Text.Unicode
open PeerFunctional.Kernel

/// The first word of a header.
type HeaderKind =
    | HelloHeader
    | AcceptHeader
    | DenyHeader
    | DataHeader
    | PingHeader
    | PongHeader

/// A header: `KIND|key=value&key=value`, filled up with bars to 128 bytes of UTF-8 (peerpy 1.0.1, recorded).
///
/// Facts (recordings of the original, `interop-fixtures/link/README.md`): a kind is recognized by how the text begins, so `HELLOxyz`
/// is a HELLO; what stands behind a second bar is ignored; each part holds exactly one `=`; unknown keys are accepted, and of a key
/// that stands twice the last value counts.
type Header =
    {
        Kind: HeaderKind
        /// In their order.
        Values: (string * string) list
    }

module Header =

    /// Bytes of a header.
    [<Literal>]
    let Length = 128

    let private words =
        [ HelloHeader, "HELLO"
          AcceptHeader, "ACCEPT"
          DenyHeader, "DENY"
          DataHeader, "DATA"
          PingHeader, "PING"
          PongHeader, "PONG" ]

    let private word kind =
        words |> List.find (fun (known, _) -> known = kind) |> snd

    /// The header filled up to so many bytes; a longer one is cut there. Every value of ours fits.
    let printTo length header =
        let values =
            header.Values |> List.map (fun (key, value) -> $"{key}={value}") |> String.concat "&"

        let text =
            if values = "" then
                word header.Kind
            else
                $"{word header.Kind}|{values}"

        let bytes = Array.create length (byte '|')
        let printed = Encoding.UTF8.GetBytes text
        Array.blit printed 0 bytes 0 (min length printed.Length)
        ReadOnlyMemory bytes

    let print header = printTo Length header

    /// A header without values.
    let plain kind = { Kind = kind; Values = [] }

    let private pair (part: string) =
        match part.Split '=' with
        | [| key; value |] -> Ok(key, value)
        | _ -> Malformation.error "bad-header" "each part of a header holds exactly one '='"

    /// What stands between the first bar and the second one, or the end.
    let private between (text: string) =
        let start = text.IndexOf '|' + 1
        let until = text.IndexOf('|', start)

        if start = 0 then ""
        elif until < 0 then text.Substring start
        else text.Substring(start, until - start)

    let private values (text: string) =
        match between text with
        | "" -> Ok []
        | values ->
            (values.Split '&', Ok [])
            ||> Array.foldBack (fun part later ->
                match pair part, later with
                | Ok pair, Ok later -> Ok(pair :: later)
                | Error problem, _
                | _, Error problem -> Error problem)

    /// What is in the bytes of a header; none where they begin with no known kind, which every program ignores.
    let parse (bytes: ReadOnlyMemory<byte>) =
        if not (Utf8.IsValid bytes.Span) then
            Malformation.error "bad-text" "a header is UTF-8"
        else
            let text = Encoding.UTF8.GetString bytes.Span

            match words |> List.tryFind (fun (_, word) -> text.StartsWith(word, StringComparison.Ordinal)) with
            | None -> Ok ValueNone
            | Some(kind, _) -> values text |> Result.map (fun values -> ValueSome { Kind = kind; Values = values })

    /// The value of a key; the last one where it stands twice.
    let tryValue key header =
        header.Values |> List.tryFindBack (fun (known, _) -> known = key) |> Option.map snd

    let value key header =
        match tryValue key header with
        | Some value -> Ok value
        | None -> Malformation.error "missing-key" $"a header without {key}"

    /// A whole number from 0 to `most`.
    let size key (most: int) header =
        value key header
        |> Result.bind (fun text ->
            match Int64.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture) with
            | true, size when size <= int64 most -> Ok(int size)
            | true, size -> Malformation.error "oversize" $"{key}={size} is more than {most}"
            | false, _ when text <> "" && Seq.forall Char.IsAsciiDigit text ->
                Malformation.error "oversize" $"{key} is more than {most}"
            | false, _ -> Malformation.error "bad-size" $"{key} is not a whole number of 0 or more")
