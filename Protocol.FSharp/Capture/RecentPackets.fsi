namespace PeerFunctional.Capture

/// What a datagram is beside those seen a moment before.
[<Struct; RequireQualifiedAccess>]
type Repetition =
    | First

    /// The same packet once more, as bridges, routers, mirrors, merged captures and the `any` device of Linux show it: its header
    /// has the number of a packet with the same content.
    | Copy

    /// Its content was there, and its header has no number: its sender may have repeated it, or the capture.
    | MayBeCopy

/// Datagrams seen a moment ago.
[<NoEquality; NoComparison>]
type RecentPackets

module RecentPackets =

    /// How long a numbered packet is kept, in nanoseconds of capture time, and how long one without a number.
    [<Literal>]
    val MaxAge: int64 = 1000000000L

    [<Literal>]
    val MaxUnnumberedAge: int64 = 50000000L

    /// From this many packets or bytes on, older ones are dropped.
    [<Literal>]
    val MaxCount: int = 2048

    [<Literal>]
    val MaxBytes: int64 = 8388608L

    val empty: RecentPackets

    /// Takes a packet, whose bytes must not change from then on. Hop counts and checksums may differ between copies. Segments of
    /// TCP are `Repetition.First`: their streams know what they repeat.
    val add: time: int64 -> packet: IpPacket -> recent: RecentPackets -> struct (RecentPackets * Repetition)
