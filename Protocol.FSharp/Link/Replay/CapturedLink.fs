namespace PeerFunctional.Link

open System
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// A message of a captured direction: its place among the direction's bytes, and what it is.
[<NoEquality; NoComparison>]
type FramedSpeech =
    { Start: int
      End: int
      Speech: Result<CapturedSpeech, Malformation> }

/// One direction of a captured connection: its bytes, its segments, and the messages in them.
[<NoEquality; NoComparison>]
type CapturedDirection =
    {
        Bytes: ReadOnlyMemory<byte>
        /// For each segment the number of bytes up to its end, and its place in the capture.
        Segments: (struct (int * CapturePoint)) array
        Messages: FramedSpeech list
    }

/// A captured connection of a link. Its two directions are framed together: either one tells the size of a stream's items.
[<NoEquality; NoComparison>]
type CapturedLink =
    {
        /// As segments: each message is a piece.
        Segments: CapturedConnection<CapturedSpeech>
        /// The HELLO as its caller means it. An original takes some that ours refuses, such as one with an empty name.
        Offer: Offer voption
        OfCaller: CapturedDirection
        OfCallee: CapturedDirection
    }

module CapturedLink =

    /// Hands on the segments of a connection as they come.
    let segments: StreamCodec<CapturedSpeech> =
        let rec decoder: StreamDecoder<CapturedSpeech> =
            { Take = fun bytes -> struct ([ Ok(Said(Piece { Bytes = bytes })) ], decoder)
              Block = fun () -> ValueNone
              AtEnd = fun () -> [] }

        { Write = fun _ -> ReadOnlyMemory.Empty
          Decoder = fun _ -> decoder }

    let private ping = Header.print (Header.plain PingHeader)

    let private isPingAt place (bytes: ReadOnlyMemory<byte>) =
        bytes.Length - place >= ping.Length && bytes.Span.Slice(place).StartsWith ping.Span

    let private words = [ "HELLO"B; "ACCEPT"B; "DENY"B; "DATA"B; "PING"B; "PONG"B ]

    /// Whether the bytes from a place on may begin a header, as far as they are there.
    let private mayBeHeader place (bytes: ReadOnlyMemory<byte>) =
        let rest = bytes.Slice place

        words
        |> List.exists (fun word ->
            let length = min word.Length rest.Length
            rest.Span.Slice(0, length).SequenceEqual(ReadOnlySpan(word, 0, length)))

    /// Where a payload of so many bytes ends if an original wrote so many PINGs into it, and where each of them begins.
    let private withPings start size (bytes: ReadOnlyMemory<byte>) =
        let next from until =
            let until = min until bytes.Length

            match
                if from < until then
                    bytes.Span.Slice(from, until - from).IndexOf ping.Span
                else
                    -1
            with
            | -1 -> None
            | index -> Some(from + index)

        // A PING that begins before the end so far moves the end.
        (start, start + size, [])
        |> List.unfold (fun (from, ``end``, found) ->
            next from (min bytes.Length (``end`` + ping.Length - 1))
            |> Option.map (fun at ->
                let found = at :: found
                struct (``end`` + ping.Length, found), (at + ping.Length, ``end`` + ping.Length, found)))
        |> fun more -> struct (start + size, []) :: more

    let private content start ``end`` (pings: int list) (bytes: ReadOnlyMemory<byte>) =
        match pings with
        | [] -> bytes.Slice(start, ``end`` - start)
        | pings ->
            let starts = start :: (List.rev pings |> List.map ((+) ping.Length))
            let ends = List.rev pings @ [ ``end`` ]

            List.map2 (fun start ``end`` -> bytes.Slice(start, ``end`` - start)) starts ends
            |> CapturedStream.joined

    let private payload start (struct (``end``, pings)) bytes =
        { Start = start
          End = ``end``
          Speech = Ok(Payload({ Bytes = content start ``end`` pings bytes }, pings.Length)) }

    /// An item as its data type has it: every program writes the text of a json item alike.
    let private checkedItem dataType item =
        match dataType, item.Speech with
        | Json, Ok(Payload(content, _)) ->
            { item with
                Speech = PythonJson.written content.Bytes |> Result.bind (fun () -> item.Speech) }
        | _ -> item

    /// The payload behind a DATA header, if it is whole: with as few PINGs inside as let a header follow it.
    let private payloadAt start size (bytes: ReadOnlyMemory<byte>) =
        let readings =
            withPings start size bytes |> List.filter (fun struct (``end``, _) -> ``end`` <= bytes.Length)

        readings
        |> List.tryFind (fun struct (``end``, _) -> mayBeHeader ``end`` bytes)
        |> Option.orElse (List.tryHead readings)
        |> Option.map (fun reading -> payload start reading bytes)

    /// An item of a stream, if it is whole: keep-alives inside it are not among its bytes.
    let private streamItemAt start size (bytes: ReadOnlyMemory<byte>) =
        let struct (``end``, _) as reading =
            if size = ping.Length then
                struct (start + size, [])
            else
                withPings start size bytes |> List.last

        if ``end`` <= bytes.Length then
            Some(payload start reading bytes)
        else
            None

    let private one start speech =
        { Start = start
          End = start + Header.Length
          Speech = speech }

    /// What a header says.
    let private speech (header: Header) =
        match header.Kind with
        | HelloHeader -> LinkDecoder.meant header |> Result.map (Hello >> Said)
        | AcceptHeader -> Ok(Said(Accept(Header.tryValue "ext" header = Some "1")))
        | DenyHeader -> Ok(Said Deny)
        | PingHeader -> Ok(Said Ping)
        | PongHeader -> Ok(Said(Message.Unknown true))
        | DataHeader ->
            LinkDecoder.data Int32.MaxValue header
            |> Result.map (fun struct (dataType, size) -> Announced(dataType, size))

    let private headerAt start (bytes: ReadOnlyMemory<byte>) =
        match Header.parse (bytes.Slice(start, Header.Length)) with
        | Ok(ValueSome header) -> speech header
        | Ok ValueNone -> Ok(Said(Message.Unknown true))
        | Error problem -> Error problem

    /// The number of the segment that holds a byte.
    let private segmentOf at (segments: (struct (int * CapturePoint)) array) =
        let rec search low high =
            if low >= high then
                low
            else
                let middle = (low + high) / 2
                let struct (``end``, _) = segments[middle]

                if ``end`` > at then
                    search low middle
                else
                    search (middle + 1) high

        search 0 segments.Length

    /// A short item leaves in one write, so a stream ends behind a whole one.
    let private otherSize (size: int voption) start length =
        let problem =
            Malformation.create
                "other-size"
                $"the stream ends after {length - start} bytes of an item, and each item of it has {size.Value}"

        { Start = start
          End = length
          Speech = Error problem }

    let private cutItem start size length =
        let problem =
            Malformation.create "cut-short" $"the connection ends after {length - start} of the {size} bytes of an item"

        { Start = start
          End = length
          Speech = Error problem }

    /// The messages of a direction. `sizeOfOther` is what the other direction says of a stream's items, and
    /// `ending` how this one ended.
    let private frame isStream sizeOfOther ending (segments: (struct (int * CapturePoint)) array) bytes =
        let segmentEnd place =
            let struct (``end``, _) = segments[segmentOf place segments]
            ``end``

        let length = (bytes: ReadOnlyMemory<byte>).Length

        /// A header leaves in one write: what ends inside one was written so, unless a reset came between two segments of it.
        let isCut place =
            match ending with
            | Some isReset -> not isReset || place = 0 || segmentEnd (place - 1) = place
            | None -> false

        /// A short item leaves in one write too, behind its header.
        let isCutItem place size =
            size <= Limits.SafeItem && place < length && isCut place

        let rec readHeader place found =
            if length - place < Header.Length then
                if place < length && isCut place then
                    let problem =
                        Malformation.create "cut-short" $"the connection ends after {length - place} bytes of a header"

                    { Start = place
                      End = length
                      Speech = Error problem }
                    :: found
                elif place < length && not (mayBeHeader place bytes) then
                    let problem =
                        Malformation.create "no-header" $"{length - place} bytes that begin no header"

                    { Start = place
                      End = length
                      Speech = Error problem }
                    :: found
                else
                    found
            else
                let said = headerAt place bytes
                let found = one place said :: found
                let next = place + Header.Length

                match said with
                | Error _ -> found
                | Ok(Said(Hello { Terms = { IsStream = true } })) -> readStream next true sizeOfOther found
                | Ok(Said(Accept _)) when isStream -> readStream next true sizeOfOther found
                | Ok(Announced(dataType, size)) when size > 0 ->
                    match payloadAt next size bytes with
                    | Some payload -> readHeader payload.End (checkedItem dataType payload :: found)
                    | None when isCutItem next size -> cutItem next size length :: found
                    | None -> found
                | Ok(Said _ | Announced _ | Payload _ | Part | Unclear | NoMore) -> readHeader next found

        /// `isFresh` until the first item, which may have a header.
        and readStream place isFresh size found =
            if place >= length then
                found
            elif size <> ValueSome ping.Length && isPingAt place bytes then
                readStream (place + ping.Length) isFresh size (one place (Ok(Said Ping)) :: found)
            else
                match if isFresh then firstSize place else ValueNone with
                | ValueSome size ->
                    let found = one place (headerAt place bytes) :: found

                    match streamItemAt (place + Header.Length) size bytes with
                    | Some item -> readStream item.End false (ValueSome size) (item :: found)
                    | None when isCutItem (place + Header.Length) size ->
                        cutItem (place + Header.Length) size length :: found
                    | None -> found
                | ValueNone ->
                    // A stream without a header has items of a size that its user knows.
                    let item =
                        match size with
                        | ValueSome size -> streamItemAt place size bytes
                        | ValueNone -> Some(payload place (struct (segmentEnd place, [])) bytes)

                    match item with
                    | Some item -> readStream item.End false size (item :: found)
                    | None when size |> ValueOption.exists (fun size -> size <= Limits.SafeItem) && isCut place ->
                        otherSize size place length :: found
                    | None -> found

        and firstSize place =
            if length - place < Header.Length then
                ValueNone
            else
                match headerAt place bytes with
                | Ok(Announced(_, size)) when size > 0 -> ValueSome size
                | Ok _
                | Error _ -> ValueNone

        readHeader 0 [] |> List.rev

    /// The size in the first DATA header of a direction.
    let private sizeOf (messages: FramedSpeech list) =
        messages
        |> List.tryPick (fun framed ->
            match framed.Speech with
            | Ok(Announced(_, size)) -> Some size
            | Ok _
            | Error _ -> None)
        |> ValueOption.ofOption

    let private placesOf (stream: CapturedStream<CapturedSpeech>) =
        (0, stream.Messages)
        ||> List.mapFold (fun before message ->
            let ``end`` = before + message.Bytes.Length
            struct (``end``, message.Place), ``end``)
        |> fst
        |> Array.ofList

    /// Whether a HELLO has what an original needs: it answers nothing where a key is missing, and its thread ends at a data type
    /// that it does not know.
    let private isAnswerable (header: Header) =
        Option.isSome (Header.tryValue "peer_name" header)
        && Option.isSome (Header.tryValue "strict" header)
        && Header.value "data_type" header |> Result.bind DataType.ofName |> Result.isOk

    /// What a caller offers, as far as its HELLO tells; none where it lacks what every program needs to answer.
    let private offerOf caller (bytes: ReadOnlyMemory<byte>) =
        match LinkConversation.firstHeader bytes with
        | Some({ Kind = HelloHeader } as header) when isAnswerable header ->
            let known: Offer =
                { Caller = PeerName.ofEndpoint caller
                  Terms =
                    { DataType =
                        Header.value "data_type" header |> Result.bind DataType.ofName |> Result.defaultValue Json
                      IsStrict = true
                      IsStream = (Header.tryValue "stream" header).IsSome }
                  IsOurs = false }

            ValueSome(LinkDecoder.meant header |> Result.defaultValue known)
        | Some _
        | None -> ValueNone

    /// Frames the two directions of a connection.
    let ofSegments (connection: CapturedConnection<CapturedSpeech>) =
        let bytesOf (stream: CapturedStream<CapturedSpeech>) = CapturedStream.joined stream.Pieces

        let callerBytes = bytesOf connection.OfCaller
        let calleeBytes = bytesOf connection.OfCallee

        let offer = offerOf connection.Caller callerBytes

        let isStream = offer |> ValueOption.exists _.Terms.IsStream

        /// Whether a direction ended by a reset; none where the capture shows no end, or lacks bytes before it.
        let howEnded (ending: ConnectionEnd voption) (stream: CapturedStream<CapturedSpeech>) =
            match stream.Gap, ending, connection.ResetBy with
            | ValueSome _, _, _ -> None
            | ValueNone, ValueSome ending, _ -> Some ending.IsReset
            | ValueNone, ValueNone, ValueSome _ -> Some true
            | ValueNone, ValueNone, ValueNone -> None

        let direction size ending stream bytes =
            let segments = placesOf stream

            { Bytes = bytes
              Segments = segments
              Messages = frame isStream size (howEnded ending stream) segments bytes }

        let ofCaller size =
            direction size connection.CallerEnd connection.OfCaller callerBytes

        let first = ofCaller ValueNone

        let ofCallee =
            direction (sizeOf first.Messages) connection.CalleeEnd connection.OfCallee calleeBytes

        { Segments = connection
          Offer = offer
          OfCaller =
            match sizeOf first.Messages, sizeOf ofCallee.Messages with
            | ValueNone, (ValueSome _ as size) when isStream -> ofCaller size
            | _ -> first
          OfCallee = ofCallee }

    /// Where a byte came.
    let placeOf at (direction: CapturedDirection) =
        let struct (_, place) = direction.Segments[segmentOf at direction.Segments]
        place

    /// A message where its last byte came.
    let message (direction: CapturedDirection) framed : StreamMessage<CapturedSpeech> =
        let bytes = direction.Bytes.Slice(framed.Start, framed.End - framed.Start)

        { Place = placeOf (framed.End - 1) direction
          Pieces = [ bytes ]
          Bytes = bytes
          Message = framed.Speech }

    let private withMessages direction (stream: CapturedStream<CapturedSpeech>) =
        { stream with
            Messages = direction.Messages |> List.map (message direction) }

    /// The connection as people and verdicts see it.
    let framed (link: CapturedLink) =
        { link.Segments with
            OfCaller = withMessages link.OfCaller link.Segments.OfCaller
            OfCallee = withMessages link.OfCallee link.Segments.OfCallee }
