namespace PeerFunctional.Capture

open System

[<NoEquality; NoComparison>]
type StreamEvent =
    | Joined
    | Bytes of ReadOnlyMemory<byte>
    | Missing of count: int64
    | Ended
    | TornDown

[<NoEquality; NoComparison>]
type TcpReassembly =
    private
        {
            /// The sequence number of the stream's first byte; none before the first segment.
            First: uint32 voption
            /// The position of the next byte to pass on.
            Next: int64
            /// Bytes that came before their turn, without overlaps.
            Early: Map<int64, ReadOnlyMemory<byte>>
            EarlyBytes: int
            /// Where the stream ends, once a FIN came.
            End: int64 voption
            /// The position up to which the capture proves that the sender said something.
            Shown: int64
            /// What the other side expected next when it last said so.
            Acknowledged: uint32 voption
            /// Bytes that were given up.
            Lost: int64
            IsOver: bool
        }

module TcpReassembly =

    [<Literal>]
    let MaxEarly = 4_194_304

    [<Literal>]
    let MaxPieces = 4_096

    [<Literal>]
    let MaxAhead = 1_073_741_824L

    let empty =
        { First = ValueNone
          Next = 0L
          Early = Map.empty
          EarlyBytes = 0
          End = ValueNone
          Shown = 0L
          Acknowledged = ValueNone
          Lost = 0L
          IsOver = false }

    let waiting stream = stream.EarlyBytes

    let isOver stream = stream.IsOver

    let lacking stream =
        stream.Lost + max 0L (stream.Shown - stream.Next)

    let isTorn stream = stream.Lost > 0L

    let private show position stream =
        if position > stream.Next + MaxAhead || position <= stream.Shown then
            stream
        else
            { stream with Shown = position }

    /// The position of a sequence number, the one nearest to the next byte: sequence numbers wrap after 2^32.
    let private position first stream (sequence: uint32) =
        let expected = first + uint32 stream.Next
        stream.Next + int64 (int32 (sequence - expected))

    /// The pieces of bytes at a position that fall into free room.
    let private free start (bytes: ReadOnlyMemory<byte>) stream =
        let last = start + int64 bytes.Length

        let slice from till =
            struct (from, bytes.Slice(int (from - start), int (till - from)))

        let struct (pieces, from) =
            (struct ([], max start stream.Next), stream.Early)
            ||> Map.fold (fun (struct (pieces, from)) early held ->
                let heldLast = early + int64 held.Length

                if heldLast <= from || early >= last then
                    struct (pieces, from)
                elif early > from then
                    struct (slice from early :: pieces, heldLast)
                else
                    struct (pieces, heldLast))

        if from < last then slice from last :: pieces else pieces

    let private keep pieces stream =
        (stream, pieces)
        ||> List.fold (fun stream (struct (start, bytes: ReadOnlyMemory<byte>)) ->
            { stream with
                // A copy: the frame's bytes may be the reader's window.
                Early = Map.add start (ReadOnlyMemory(bytes.ToArray())) stream.Early
                EarlyBytes = stream.EarlyBytes + bytes.Length })

    /// Passes on what has come to its turn.
    let rec private drain passed stream =
        match Map.tryFind stream.Next stream.Early with
        | Some bytes ->
            { stream with
                Early = Map.remove stream.Next stream.Early
                EarlyBytes = stream.EarlyBytes - bytes.Length
                Next = stream.Next + int64 bytes.Length }
            |> drain (Bytes bytes :: passed)
        | None when stream.End = ValueSome stream.Next && not stream.IsOver ->
            struct ({ stream with IsOver = true }, Ended :: passed)
        | None -> struct (stream, passed)

    /// Gives up what is lacking before the first early byte.
    let private skip passed stream =
        let first = Seq.head stream.Early.Keys
        let missing = first - stream.Next

        drain
            (Missing missing :: passed)
            { stream with
                Next = first
                Lost = stream.Lost + missing }

    let rec private bound passed stream =
        if stream.EarlyBytes > MaxEarly || stream.Early.Count > MaxPieces then
            let struct (stream, passed) = skip passed stream
            bound passed stream
        else
            struct (stream, passed)

    let private join (segment: Segment) stream =
        match stream.First with
        | ValueSome first -> struct (first, stream, [])
        | ValueNone when segment.Syn ->
            let first = segment.Sequence + 1u
            struct (first, { stream with First = ValueSome first }, [])
        | ValueNone ->
            struct (segment.Sequence,
                    { stream with
                        First = ValueSome segment.Sequence },
                    [ Joined ])

    /// Whether a segment is the next one of a stream of which nothing came early: its bytes go on as they are.
    let private isNext (segment: Segment) stream =
        stream.Early.IsEmpty
        && stream.End.IsNone
        && not (segment.Syn || segment.Fin || segment.Reset)
        && segment.Missing = 0
        && (match stream.First with
            | ValueSome first -> position first stream segment.Sequence = stream.Next
            | ValueNone -> false)

    let private addNext (segment: Segment) stream =
        let next = stream.Next + int64 segment.Payload.Length

        if segment.Payload.IsEmpty && stream.Shown >= next then
            struct (stream, [])
        else
            struct ({ stream with
                        Next = next
                        Shown = max next stream.Shown },
                    if segment.Payload.IsEmpty then
                        []
                    else
                        [ Bytes segment.Payload ])

    let add (segment: Segment) stream =
        if stream.IsOver then
            struct (stream, [])
        elif isNext segment stream then
            addNext segment stream
        elif segment.Reset then
            struct ({ stream with
                        IsOver = true
                        Early = Map.empty
                        EarlyBytes = 0 },
                    [ TornDown ])
        else
            let struct (first, stream, passed) = join segment stream
            let sequence = segment.Sequence + (if segment.Syn then 1u else 0u)
            let start = position first stream sequence

            if start > stream.Next + MaxAhead then
                struct (stream, passed)
            else
                let last = start + int64 (segment.Payload.Length + segment.Missing)

                let stream =
                    if segment.Fin && stream.End.IsNone && last >= stream.Next then
                        { stream with End = ValueSome last }
                    else
                        stream

                let struct (stream, passed) =
                    stream |> show last |> keep (free start segment.Payload stream) |> drain passed

                let struct (stream, passed) = bound passed stream
                struct (stream, List.rev passed)

    let isAhead next stream =
        match stream.First with
        | ValueNone -> not stream.IsOver
        | ValueSome first ->
            let acknowledged = position first stream next

            not stream.IsOver
            && stream.End.IsNone
            && acknowledged > stream.Shown
            && acknowledged <= stream.Next + MaxAhead

    let isAcknowledged next stream = stream.Acknowledged = ValueSome next

    let acknowledge next stream =
        let acknowledging stream =
            if isAcknowledged next stream then
                stream
            else
                { stream with
                    Acknowledged = ValueSome next }

        match stream.First with
        | ValueNone ->
            { stream with
                Acknowledged = ValueSome next
                First = ValueSome next }
        | ValueSome first ->
            let acknowledged = position first stream next
            // The end has a sequence number of its own.
            acknowledging stream
            |> show (stream.End |> ValueOption.map (min acknowledged) |> ValueOption.defaultValue acknowledged)

    let finish stream =
        let rec flush passed stream =
            if stream.Early.IsEmpty then
                match stream.End with
                | ValueSome last when not stream.IsOver && last > stream.Next ->
                    Ended :: Missing(last - stream.Next) :: passed
                | ValueSome _
                | ValueNone -> passed
            else
                let struct (stream, passed) = skip passed stream
                flush passed stream

        flush [] stream |> List.rev
