namespace PeerFunctional.Capture

open System
open System.Buffers.Binary

/// One packet that is being put together of its fragments.
[<NoEquality; NoComparison>]
type private PartialPacket =
    {
        /// By offset.
        Pieces: Map<int, ReadOnlyMemory<byte>>
        /// The body's length, once the last fragment came.
        Length: int voption
        /// The bytes of the pieces.
        Size: int
        /// When its first fragment came, in nanoseconds of capture time, and how many packets came in fragments before it.
        Began: struct (int64 * int64)
    }

/// Source, destination, protocol and identification.
type private PacketKey = (struct (string * string * int * uint32))

[<NoEquality; NoComparison>]
type IpReassembly =
    private
        {
            Partial: Map<PacketKey, PartialPacket>
            /// The same packets by their beginnings.
            ByAge: Map<struct (int64 * int64), PacketKey>
            Count: int
            /// How many packets came in fragments so far.
            Met: int64
            Bytes: int
            Dropped: int64
            /// The ways of the packets that were dropped, and when their first fragments came; last first.
            Lost: (struct (int64 * GapPlace)) list
        }

[<NoEquality; NoComparison>]
type Reassembled =
    | Whole of IpPacket
    | Waiting
    | Contradicting
    | Unsound of NotIp

module IpReassembly =

    [<Literal>]
    let MaxPackets = 1_024

    [<Literal>]
    let MaxPieces = 1_024

    [<Literal>]
    let MaxBytes = 16_777_216

    [<Literal>]
    let MaxLost = 1_024

    [<Literal>]
    let MaxAge = 30_000_000_000L

    /// The most bytes of an IP packet's body.
    [<Literal>]
    let private MaxBody = 65_535

    let empty =
        { Partial = Map.empty
          ByAge = Map.empty
          Count = 0
          Met = 0L
          Bytes = 0
          Dropped = 0L
          Lost = [] }

    let unfinished fragments =
        fragments.Dropped + int64 fragments.Count

    /// The way of a packet, with its ports where its first fragment came.
    let private placeOf (struct (from, recipient, protocol, _): PacketKey) partial =
        let port offset =
            match Map.tryFind 0 partial.Pieces with
            | Some first when first.Length >= 4 && (protocol = 6 || protocol = 17) ->
                ValueSome(int (BinaryPrimitives.ReadUInt16BigEndian(first.Span.Slice(offset, 2))))
            | Some _
            | None -> ValueNone

        Between({ Host = from; Port = port 0 }, { Host = recipient; Port = port 2 })

    let private lostOf key partial =
        let struct (began, _) = partial.Began
        struct (began, placeOf key partial)

    let lost fragments =
        [ yield! fragments.Lost
          for KeyValue(key, partial) in fragments.Partial -> lostOf key partial ]

    let private drop key fragments =
        match Map.tryFind key fragments.Partial with
        | Some partial ->
            { fragments with
                Partial = Map.remove key fragments.Partial
                ByAge = Map.remove partial.Began fragments.ByAge
                Count = fragments.Count - 1
                Bytes = fragments.Bytes - partial.Size }
        | None -> fragments

    /// Drops what is too old, and the oldest while there is too much.
    let rec private prune time fragments =
        if fragments.ByAge.IsEmpty then
            fragments
        else
            let (struct (began, _), key) = Map.minKeyValue fragments.ByAge

            if time - began > MaxAge || fragments.Count > MaxPackets || fragments.Bytes > MaxBytes then
                prune
                    time
                    { drop key fragments with
                        Dropped = fragments.Dropped + 1L
                        Lost =
                            if fragments.Dropped < int64 MaxLost then
                                lostOf key fragments.Partial[key] :: fragments.Lost
                            else
                                fragments.Lost }
            else
                fragments

    let private put key partial fragments =
        let before =
            match Map.tryFind key fragments.Partial with
            | Some known -> known.Size
            | None -> 0

        { fragments with
            Partial = Map.add key partial fragments.Partial
            ByAge = Map.add partial.Began key fragments.ByAge
            Count = if before = 0 then fragments.Count + 1 else fragments.Count
            Met = if before = 0 then fragments.Met + 1L else fragments.Met
            Bytes = fragments.Bytes + partial.Size - before }

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
                      Size = 0
                      Began = struct (time, fragments.Met) }

            if isRepeat part.Offset packet.Body partial then
                struct (fragments, Waiting)
            elif packet.Body.IsEmpty || not (fits part.Offset packet.Body part partial) then
                struct (drop key fragments, Contradicting)
            else
                let grown =
                    { partial with
                        Size = partial.Size + packet.Body.Length
                        // A copy: the frame's bytes may be the reader's window.
                        Pieces = Map.add part.Offset (ReadOnlyMemory(packet.Body.ToArray())) partial.Pieces
                        Length =
                            if part.More then
                                partial.Length
                            else
                                ValueSome(part.Offset + packet.Body.Length) }

                match grown.Length with
                | ValueSome length when grown.Size = length ->
                    let assembled =
                        match IpPacket.whole packet (join length grown) with
                        | Ok whole -> Whole whole
                        | Error reason -> Unsound reason

                    struct (drop key fragments, assembled)
                | ValueSome _
                | ValueNone -> struct (put key grown fragments, Waiting)
