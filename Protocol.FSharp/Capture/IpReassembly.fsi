namespace PeerFunctional.Capture

/// IP packets that are being put together, with a bound on their number, bytes and age.
[<NoEquality; NoComparison>]
type IpReassembly

/// What a packet came to.
[<NoEquality; NoComparison>]
type Reassembled =
    | Whole of IpPacket

    /// Kept until the rest comes.
    | Waiting

    /// A fragment that contradicts others of its packet: all of them are dropped, as hosts do (RFC 5722).
    | Contradicting

    /// The packet put together is none.
    | Unsound of NotIp

module IpReassembly =

    /// Packets under way at a time.
    [<Literal>]
    val MaxPackets: int = 1024

    /// Fragments of one packet: 65,535 bytes in parts of at least 8 would be more, but no honest sender cuts so.
    [<Literal>]
    val MaxPieces: int = 1024

    /// Bytes kept, over all packets.
    [<Literal>]
    val MaxBytes: int = 16777216

    /// Nanoseconds of capture time after which a packet will not become whole any more.
    [<Literal>]
    val MaxAge: int64 = 30000000000L

    val empty: IpReassembly

    /// Packets of which fragments are missing: those that wait, and those that waited too long.
    val unfinished: fragments: IpReassembly -> int64

    /// Packets whose ways are remembered after they waited too long.
    [<Literal>]
    val MaxLost: int = 1024

    /// When the first fragments of these packets came, and where the packets went; of those that waited too long, the first
    /// `MaxLost`.
    val lost: fragments: IpReassembly -> (struct (int64 * GapPlace)) list

    /// Takes a packet at a capture time in nanoseconds: whole ones pass, fragments wait for the rest of theirs.
    val add: time: int64 -> packet: IpPacket -> fragments: IpReassembly -> struct (IpReassembly * Reassembled)
