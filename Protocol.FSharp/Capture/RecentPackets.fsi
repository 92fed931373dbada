namespace PeerFunctional.Capture

open System

/// Packets seen a moment ago, for captures that show every packet twice, as bridges, mirrors and the `any` device of Linux do.
[<NoEquality; NoComparison>]
type RecentPackets

module RecentPackets =

    /// How long a packet is kept, in nanoseconds of capture time, and how many are.
    [<Literal>]
    val MaxAge: int64 = 10000000L

    [<Literal>]
    val MaxCount: int = 16

    val empty: RecentPackets

    /// Takes the bytes of an IP packet, which must not change from then on; answers whether it is the second of a pair.
    val add: time: int64 -> packet: ReadOnlyMemory<byte> -> recent: RecentPackets -> struct (RecentPackets * bool)
