namespace PeerFunctional.Capture

open System

/// Why a captured frame holds no UDP datagram.
type NotIp =

    /// A link layer that is not read here, by its pcap number.
    | UnknownLink of linkType: int

    /// Neither IPv4 nor IPv6, such as ARP (0x0806).
    | NotIp of etherType: int

    /// A report about another packet, such as "port unreachable".
    | Icmp

    /// Another protocol over IP, such as TCP (6).
    | OtherProtocol of number: int

    /// A part of a larger IP packet.
    | Fragment

    /// The frame ends before its headers say so.
    | Truncated

    /// A length in a header contradicts the header itself or the one around it.
    | BadLength

/// Link layers by their pcap number (LINKTYPE_ values of the tcpdump group).
module LinkType =

    /// BSD loopback: an address family of four bytes in the byte order of the capturing machine.
    [<Literal>]
    val Null: int = 0

    [<Literal>]
    val Ethernet: int = 1

    /// No link layer: the packet starts with its IP header.
    [<Literal>]
    val RawIp: int = 101

    /// Raw IP of BSD, of OpenBSD, and of one version only.
    [<Literal>]
    val RawIpOfBsd: int = 12

    [<Literal>]
    val RawIpOfOpenBsd: int = 14

    [<Literal>]
    val RawIp4: int = 228

    [<Literal>]
    val RawIp6: int = 229

    /// OpenBSD loopback: as `Null`, in network byte order.
    [<Literal>]
    val Loop: int = 108

    /// Linux "any" interface, header of 16 bytes.
    [<Literal>]
    val LinuxCooked1: int = 113

    /// Linux "any" interface, header of 20 bytes.
    [<Literal>]
    val LinuxCooked2: int = 276

/// What lies around an IP packet in a captured frame.
module Link =

    /// The IP packet of a frame.
    val ipPacket: linkType: int -> frame: ReadOnlyMemory<byte> -> Result<ReadOnlyMemory<byte>, NotIp>
