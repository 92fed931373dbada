namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A message of a captured session.
[<NoEquality; NoComparison>]
type SessionEvent =
    {
        Place: CapturePoint
        Sender: TcpEnd
        Message: Result<Message, Malformation>
        /// Why no program writes a text so, though others read it.
        Oddity: string voption
    }

/// What a capture does not tell of a session.
type SessionGap =
    {
        /// Nothing behind this frame is known.
        Since: int64
        /// Whether it hides what the server did, and nothing of the client.
        IsOfServer: bool
        Words: string
    }

/// A session of a capture: a WebSocket, or one batch.
[<NoEquality; NoComparison>]
type CapturedSession =
    {
        /// As the capture shows them.
        Events: SessionEvent list
        Gaps: SessionGap list
        /// Where the response to a batch ends that the capture shows whole.
        Response: CapturePoint voption
        /// How far the capture may show one direction behind the other.
        Apart: TimeSpan
    }

/// Texts that an end sent.
[<NoEquality; NoComparison>]
type SentText =
    {
        Place: CapturePoint
        /// What came for it.
        Bytes: ReadOnlyMemory<byte>
        Text: Result<ReadOnlyMemory<byte>, Malformation>
    }

module CapturedSession =

    let private takesNumber message =
        match message with
        | Push _
        | Message.Stream _
        | Pipe -> true
        | Pull _
        | Resolve _
        | Reject _
        | Release _
        | Message.Abort _ -> false

    /// The elements of a text that is an array.
    let private elements (text: ReadOnlySpan<byte>) =
        let mutable depth = 0
        let mutable isText = false
        let mutable count = 1
        let mutable at = 0

        while at < text.Length do
            match text[at] with
            | '\\'B when isText -> at <- at + 1
            | '"'B -> isText <- not isText
            | _ when isText -> ()
            | '['B
            | '{'B -> depth <- depth + 1
            | ']'B
            | '}'B -> depth <- depth - 1
            | ','B when depth = 1 -> count <- count + 1
            | _ -> ()

            at <- at + 1

        count

    let private elementsOf message =
        match message with
        | Pipe -> 1
        | Push _
        | Message.Stream _
        | Pull _
        | Message.Abort _ -> 2
        | Resolve _
        | Reject _
        | Release _ -> 3

    /// Why no program writes a message so: an original writes UTF-8, and no element that it does not read.
    let private oddity message (text: ReadOnlyMemory<byte>) =
        if not (System.Text.Unicode.Utf8.IsValid text.Span) then
            ValueSome "its text is not UTF-8"
        else
            match elements text.Span with
            | count when count > elementsOf message -> ValueSome $"it has {count} elements"
            | _ -> ValueNone

    /// A text as a message; `number` is how many numbers its sender has given before.
    let read sender number (sent: SentText) : struct (StreamMessage<CapturedRpc> * SessionEvent * int64) =
        let message = sent.Text |> Result.bind (MessageCodec.read WireLimits.standard)

        let number =
            match message with
            | Ok message when takesNumber message -> number + 1L
            | Ok _
            | Error _ -> number

        struct ({ Place = sent.Place
                  Pieces = [ sent.Bytes ]
                  Bytes = sent.Bytes
                  Message = message |> Result.map (fun message -> Said(number, message)) },
                { Place = sent.Place
                  Sender = sender
                  Message = message
                  Oddity =
                    match message, sent.Text with
                    | Ok message, Ok text -> oddity message text
                    | _, _ -> ValueNone },
                number)

    /// All that an end sent in a session, first to last.
    let readAll sender (sent: SentText list) =
        (0L, sent)
        ||> List.mapFold (fun number sent ->
            let struct (row, event, number) = read sender number sent
            (row, event), number)
        |> fst
        |> List.unzip

    let private blank byte =
        byte = ' 'B || byte = '\t'B || byte = '\r'B || byte = '\n'B

    let private kinds =
        [ "push"B
          "pull"B
          "resolve"B
          "reject"B
          "release"B
          "stream"B
          "pipe"B
          "abort"B ]

    /// Whether a text begins as messages do, as far as it is there; none where more bytes tell.
    let begins (text: ReadOnlyMemory<byte>) =
        let rec skip at =
            if at < text.Length && blank text.Span[at] then
                skip (at + 1)
            else
                at

        /// Where the byte ends that stands at a place or behind blanks there, if it is this one.
        let expect byte at =
            match skip at with
            | at when at >= text.Length -> ValueNone
            | at when text.Span[at] = byte -> ValueSome(at + 1)
            | _ -> ValueSome -1

        match expect '['B 0 with
        | ValueSome open' when open' > 0 ->
            match expect '"'B open' with
            | ValueSome word when word > 0 ->
                let rest = text.Slice word

                let fits (kind: byte array) =
                    let whole = Array.append kind "\""B
                    let length = min rest.Length whole.Length
                    rest.Span.Slice(0, length).SequenceEqual(ReadOnlySpan(whole, 0, length))

                match List.filter fits kinds with
                | [] -> ValueSome false
                | [ kind ] when rest.Length > kind.Length -> ValueSome true
                | _ -> ValueNone
            | ValueSome _ -> ValueSome false
            | ValueNone -> ValueNone
        | ValueSome _ -> ValueSome false
        | ValueNone -> ValueNone

    /// The texts in the body of a batch: its lines, but for empty ones, which Python skips.
    let lines (body: ReadOnlyMemory<byte>) =
        let rec split found (rest: ReadOnlyMemory<byte>) =
            if rest.IsEmpty then
                List.rev found
            else
                let length =
                    match rest.Span.IndexOf '\n'B with
                    | -1 -> rest.Length
                    | length -> length

                let line = rest.Slice(0, length)
                let isEmpty = line.Span.TrimEnd('\r'B).IsEmpty

                split (if isEmpty then found else line :: found) (rest.Slice(min rest.Length (length + 1)))

        split [] body
