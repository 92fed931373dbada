namespace PeerFunctional.Capture

open System
open PeerFunctional.Kernel

[<Struct; RequireQualifiedAccess>]
type Repetition =
    | First
    | Copy
    | MayBeCopy

[<NoEquality; NoComparison>]
type private SeenPacket = { Packet: IpPacket; At: int64 }

[<NoEquality; NoComparison>]
type RecentPackets =
    private
        {
            /// By their digests. Those of `Older` are dropped together once `Newer` is full or old.
            Newer: Map<uint64, SeenPacket list>
            Older: Map<uint64, SeenPacket list>
            Count: int
            Bytes: int64
            /// The first of `Newer`.
            Since: int64
            Latest: int64
        }

module RecentPackets =

    [<Literal>]
    let MaxAge = 1_000_000_000L

    [<Literal>]
    let MaxUnnumberedAge = 50_000_000L

    [<Literal>]
    let MaxCount = 2_048

    [<Literal>]
    let MaxBytes = 8_388_608L

    /// Packets with the same digest that are kept.
    [<Literal>]
    let private MaxAlike = 8

    let empty =
        { Newer = Map.empty
          Older = Map.empty
          Count = 0
          Bytes = 0L
          Since = 0L
          Latest = Int64.MinValue }

    let private isUdp (packet: IpPacket) =
        packet.Protocol = 17 && ValueOption.isNone packet.FragmentInfo && packet.Body.Length >= 8

    /// What copies have in common of a packet's body: not the checksum of a datagram, which the network card may fill in later.
    let private parts (packet: IpPacket) =
        if isUdp packet then
            struct (packet.Body.Slice(0, 6), packet.Body.Slice 8)
        else
            struct (packet.Body, ReadOnlyMemory.Empty)

    let private digest (packet: IpPacket) =
        let struct (head, rest) = parts packet

        Digest.empty
        |> Digest.addUInt64 (uint64 packet.Identification)
        |> Digest.addBytes head.Span
        |> Digest.addBytes rest.Span
        |> Digest.value

    let private isSame (one: IpPacket) (other: IpPacket) =
        let struct (head, rest) = parts one
        let struct (otherHead, otherRest) = parts other

        one.Identification = other.Identification
        && one.Protocol = other.Protocol
        && one.FragmentInfo = other.FragmentInfo
        && head.Span.SequenceEqual otherHead.Span
        && rest.Span.SequenceEqual otherRest.Span
        && String.Equals(one.From, other.From)
        && String.Equals(one.To, other.To)

    let private age (packet: IpPacket) =
        if packet.Identification = 0u then
            MaxUnnumberedAge
        else
            MaxAge

    let private find time packet key packets =
        Map.tryFind key packets
        |> Option.defaultValue []
        |> List.tryFindIndex (fun seen -> time - seen.At <= age packet && isSame seen.Packet packet)

    let private without key index packets =
        Map.change key (Option.map (List.removeAt index)) packets

    /// Without what is too old, or too much. Where time runs back, another recording begins.
    let private upTo time recent =
        let recent =
            if recent.Latest > Int64.MinValue && time < recent.Latest - MaxAge then
                empty
            else
                recent

        if
            recent.Count >= MaxCount
            || recent.Bytes >= MaxBytes
            || (recent.Count > 0 && time - recent.Since > MaxAge)
        then
            { empty with
                Older = recent.Newer
                Latest = recent.Latest }
        else
            recent

    let private put time (packet: IpPacket) key recent =
        let seen = { Packet = packet; At = time }

        { recent with
            Newer =
                recent.Newer
                |> Map.change key (fun alike ->
                    Some(seen :: List.truncate (MaxAlike - 1) (Option.defaultValue [] alike)))
            Count = recent.Count + 1
            Bytes = recent.Bytes + int64 packet.Body.Length
            Since = if recent.Count = 0 then time else recent.Since
            Latest = max time recent.Latest }

    let add time (packet: IpPacket) recent =
        if packet.Protocol = 6 && ValueOption.isNone packet.FragmentInfo then
            struct (recent, Repetition.First)
        else
            let recent = upTo time recent
            let key = digest packet
            let isNumbered = packet.Identification <> 0u

            match find time packet key recent.Newer, find time packet key recent.Older with
            | None, None -> struct (put time packet key recent, Repetition.First)
            | _ when isNumbered -> struct (recent, Repetition.Copy)
            // A pair is over: the next one like it is another packet.
            | Some index, _ ->
                struct ({ recent with
                            Newer = without key index recent.Newer },
                        Repetition.MayBeCopy)
            | None, Some index ->
                struct ({ recent with
                            Older = without key index recent.Older },
                        Repetition.MayBeCopy)
