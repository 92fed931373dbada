namespace PeerFunctional.Capture

open System

/// Where a fragment belongs in its packet.
[<Struct>]
type FragmentInfo =
    {
        Identification: uint32

        /// Bytes of the packet's body before this part.
        Offset: int

        /// Whether it is not the last part.
        More: bool
    }

/// What an IP header says of a packet, IPv4 or IPv6: who to whom, which protocol, and the protocol's bytes.
[<NoEquality; NoComparison; Struct>]
type IpPacket =
    {
        From: string
        To: string
        Protocol: int

        /// The number by which its sender tells it from others; 0 where its header has none.
        Identification: uint32
        Body: ReadOnlyMemory<byte>

        /// None for a whole packet.
        FragmentInfo: FragmentInfo voption
    }

module IpPacket =

    val parse: bytes: ReadOnlyMemory<byte> -> Result<IpPacket, NotIp>

    /// A packet whose end may be missing, and how many bytes of it are.
    val parseCut: bytes: ReadOnlyMemory<byte> -> Result<struct (IpPacket * int), NotIp>

    /// Where a packet goes, with its ports where it has them.
    val way: packet: IpPacket -> GapPlace

    /// The whole packet of a fragment and the body put together of all of them. IPv6 options may have been cut with it.
    val whole: fragment: IpPacket -> body: ReadOnlyMemory<byte> -> Result<IpPacket, NotIp>
