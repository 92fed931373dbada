namespace PeerFunctional.Capture

open System

/// One packet that is being put together of its fragments.
[<NoEquality; NoComparison>]
type private PartialPacket =
    {
        /// By offset.
        Pieces: Map<int, ReadOnlyMemory<byte>>
        /// The body's length, once the last fragment came.
        Length: int voption
        /// When its first fragment came, in nanoseconds of capture time.
        Began: int64
    }

[<NoEquality; NoComparison>]
type Fragments =
    private
        { Partial: Map<struct (string * string * int * uint32), PartialPacket>
          Bytes: int
          Dropped: int64 }

[<NoEquality; NoComparison>]
type Reassembled =
    | Whole of IpPacket
    | Waiting
    | Contradicting
    | Unsound of NotIp

module Fragments =

    [<Literal>]
    let MaxPackets = 1_024

    [<Literal>]
    let MaxPieces = 1_024

    [<Literal>]
    let MaxBytes = 16_777_216

    [<Literal>]
    let MaxAge = 30_000_000_000L

    /// The most bytes of an IP packet's body.
    [<Literal>]
    let private MaxBody = 65_535

    let empty =
        { Partial = Map.empty
          Bytes = 0
          Dropped = 0L }

    let unfinished fragments =
        fragments.Dropped + int64 fragments.Partial.Count

    let private size partial =
        partial.Pieces.Values |> Seq.sumBy _.Length

    let private drop key fragments =
        match Map.tryFind key fragments.Partial with
        | Some partial ->
            { fragments with
                Partial = Map.remove key fragments.Partial
                Bytes = fragments.Bytes - size partial }
        | None -> fragments

    /// Drops what is too old, and the oldest while there is too much.
    let rec private prune time fragments =
        if fragments.Partial.IsEmpty then
            fragments
        else
            let oldest = fragments.Partial |> Seq.minBy _.Value.Began

            if
                time - oldest.Value.Began > MaxAge
                || fragments.Partial.Count > MaxPackets
                || fragments.Bytes > MaxBytes
            then
                prune
                    time
                    { drop oldest.Key fragments with
                        Dropped = fragments.Dropped + 1L }
            else
                fragments

    /// Whether a piece lies in free room, next to what is there.
    let private fits offset (bytes: ReadOnlyMemory<byte>) (part: FragmentInfo) partial =
        let last = offset + bytes.Length

        let isFree =
            partial.Pieces |> Map.forall (fun start piece -> start + piece.Length <= offset || start >= last)

        let isWithin =
            match partial.Length with
            | ValueSome length -> part.More && last <= length
            | ValueNone -> part.More || partial.Pieces |> Map.forall (fun start piece -> start + piece.Length <= last)

        isFree && isWithin && last <= MaxBody && partial.Pieces.Count < MaxPieces

    let private isRepeat offset (bytes: ReadOnlyMemory<byte>) partial =
        match Map.tryFind offset partial.Pieces with
        | Some piece -> piece.Span.SequenceEqual bytes.Span
        | None -> false

    let private join length partial =
        let body = Array.zeroCreate<byte> length
        partial.Pieces |> Map.iter (fun offset piece -> piece.CopyTo(Memory(body, offset, piece.Length)))
        ReadOnlyMemory body

    let add (time: int64) (packet: IpPacket) fragments =
        match packet.FragmentInfo with
        | ValueNone -> struct (fragments, Whole packet)
        | ValueSome part ->
            let fragments = prune time fragments
            let key = struct (packet.From, packet.To, packet.Protocol, part.Identification)

            let partial =
                Map.tryFind key fragments.Partial
                |> Option.defaultValue
                    { Pieces = Map.empty
                      Length = ValueNone
                      Began = time }

            if isRepeat part.Offset packet.Body partial then
                struct (fragments, Waiting)
            elif packet.Body.IsEmpty || not (fits part.Offset packet.Body part partial) then
                struct (drop key fragments, Contradicting)
            else
                let grown =
                    { partial with
                        // A copy: the frame's bytes may be the reader's window.
                        Pieces = Map.add part.Offset (ReadOnlyMemory(packet.Body.ToArray())) partial.Pieces
                        Length =
                            if part.More then
                                partial.Length
                            else
                                ValueSome(part.Offset + packet.Body.Length) }

                match grown.Length with
                | ValueSome length when size grown = length ->
                    let assembled =
                        match IpPacket.whole packet (join length grown) with
                        | Ok whole -> Whole whole
                        | Error reason -> Unsound reason

                    struct (drop key fragments, assembled)
                | ValueSome _
                | ValueNone ->
                    struct ({ fragments with
                                Partial = Map.add key grown fragments.Partial
                                Bytes = fragments.Bytes + packet.Body.Length },
                            Waiting)
