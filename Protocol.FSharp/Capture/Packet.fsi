namespace PeerFunctional.Capture

/// IP packets that carry UDP or TCP: written whole, read from any of the link layers of `LinkType`.
module Packet =

    /// The most payload bytes of a datagram over IPv4 and over IPv6: lengths have 16 bits.
    [<Literal>]
    val MaxPayload4: int = 65507

    [<Literal>]
    val MaxPayload6: int = 65527

    /// The IPv4 or IPv6 packet of a datagram, with its checksums. The error is an endpoint without a literal address, two
    /// ends of different families, or a payload that is too long.
    val build: datagram: Datagram -> Result<byte array, PeerFunctional.Kernel.Malformation>

    /// The IPv4 or IPv6 packet of a segment, with its checksums and the widest window that needs no option. The errors are
    /// those of `build`.
    val ofSegment: segment: Segment -> Result<byte array, PeerFunctional.Kernel.Malformation>

    /// The UDP datagram in a captured frame that is whole by itself.
    val parse: linkType: int -> frame: System.ReadOnlyMemory<byte> -> Result<Datagram, NotIp>
