namespace PeerFunctional.CapnWeb

open System
open System.Security.Cryptography
open System.Text
open PeerFunctional.Kernel

/// The head of an HTTP/1.1 request or response.
type HttpHead =
    {
        /// The request line or the status line.
        Start: string
        /// In order; names in lower case, values without blanks around them.
        Fields: (string * string) list
    }

/// What stands at a place of a direction that speaks HTTP/1.1.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type HttpRead<'part> =
    /// It ends before `after`.
    | Whole of 'part * after: int
    /// More bytes tell.
    | Partial
    /// No HTTP/1.1, or `HttpHead.NotRead`.
    | Broken of Malformation

module HttpHead =

    /// Bytes of a head.
    [<Literal>]
    let MaxLength = 65_536

    [<Literal>]
    let MaxFields = 256

    /// The problem of HTTP that is longer than is read, or coded otherwise.
    [<Literal>]
    let NotRead = "not-read"

    /// Bytes that are no HTTP/1.1.
    let wrong detail = Malformation.create "not-http" detail

    /// HTTP that is not read.
    let unread detail = Malformation.create NotRead detail

    let private ending = "\r\n\r\n"B

    let private field (line: string) =
        match line.IndexOf ':' with
        | colon when colon > 0 && not (Char.IsWhiteSpace line[colon - 1]) ->
            Some(line.Substring(0, colon).ToLowerInvariant(), line.Substring(colon + 1).Trim())
        | _ -> None

    let private parse (text: string) =
        match text.Split("\r\n") |> List.ofArray with
        | _ :: lines when lines.Length > MaxFields -> Error(unread $"an HTTP head has more than {MaxFields} fields")
        | start :: lines when start.Contains("HTTP/1.", StringComparison.Ordinal) ->
            let fields = lines |> List.map field

            if fields |> List.forall Option.isSome then
                Ok
                    { Start = start
                      Fields = List.choose id fields }
            else
                Error(wrong "a field of an HTTP head has no name")
        | _ -> Error(wrong "it is not an HTTP/1.1 head")

    /// The head that begins at a place.
    let read at (bytes: ReadOnlyMemory<byte>) =
        let rest = bytes.Slice(at, min MaxLength (bytes.Length - at))

        match rest.Span.IndexOf(ReadOnlySpan ending) with
        | -1 when rest.Length = MaxLength -> HttpRead.Broken(unread $"an HTTP head has more than {MaxLength} bytes")
        | -1 -> HttpRead.Partial
        | length ->
            match parse (Encoding.Latin1.GetString(rest.Slice(0, length).Span)) with
            | Ok head -> HttpRead.Whole(head, at + length + ending.Length)
            | Error problem -> HttpRead.Broken problem

    /// The values of a field, each without blanks around it; a field may come several times, and hold several values.
    let values name head =
        [ for key, value in head.Fields do
              if key = name then
                  for part in value.Split ',' do
                      match part.Trim() with
                      | "" -> ()
                      | part -> part ]

    let has name value head =
        values name head
        |> List.exists (fun found -> String.Equals(found, value, StringComparison.OrdinalIgnoreCase))

    /// A word of the first line, by its number from 0; empty where there is none.
    let private word number head =
        head.Start.Split(' ') |> Array.tryItem number |> Option.defaultValue ""

    let method head = word 0 head
    let target head = word 1 head

    /// The status of a response; 0 where it has none.
    let status head =
        match Int32.TryParse(word 1 head) with
        | true, status -> status
        | false, _ -> 0

    /// Whether a head is that of a request: a method, a target and a version.
    let isRequest head =
        match head.Start.Split ' ' with
        | [| method; target; ("HTTP/1.1" | "HTTP/1.0") |] ->
            method <> "" && target <> "" && String.forall Char.IsAsciiLetterUpper method
        | _ -> false

    /// Whether a head is that of a response: a version and a status.
    let isResponse head =
        (word 0 head = "HTTP/1.1" || word 0 head = "HTTP/1.0") && status head >= 100 && status head < 600

    /// Whether a request asks for a WebSocket.
    let isUpgrade head =
        method head = "GET" && has "upgrade" "websocket" head

    /// The text behind the key of a WebSocket whose digest accepts it (RFC 6455, section 1.3).
    [<Literal>]
    let private AcceptedBehind = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"

    /// What is wrong with a request for a WebSocket.
    let upgradeFault head =
        match values "sec-websocket-key" head with
        | [ _ ] -> None
        | _ -> Some(wrong "it asks for a WebSocket without one Sec-WebSocket-Key")

    /// What is wrong with the response that opens a WebSocket.
    let acceptFault request response =
        match values "sec-websocket-key" request with
        | [ key ] ->
            let digest = SHA1.HashData(Encoding.ASCII.GetBytes(key + AcceptedBehind))

            if values "sec-websocket-accept" response = [ Convert.ToBase64String digest ] then
                None
            else
                Some(wrong "it opens a WebSocket without the Sec-WebSocket-Accept of its key")
        | _ -> None
