namespace PeerFunctional.Capture

open System
open PeerFunctional.Kernel

/// An interface of a capture, as its description block gives it.
type Interface =
    {
        /// The pcap number of its link layer, such as 1 (Ethernet) or 101 (raw IP).
        LinkType: int

        /// The most bytes kept of each packet; 0 where there is no limit.
        SnapLength: uint32

        /// What its timestamps count.
        TicksPerSecond: bigint

        /// Seconds to be added to its timestamps.
        Offset: int64
    }

/// A captured packet with its link layer.
[<NoEquality; NoComparison>]
type Frame =
    {
        LinkType: int

        /// Nanoseconds since 1970; none where the capture kept no time.
        Time: int64 voption
        Bytes: ReadOnlyMemory<byte>

        /// The packet's length when it was captured: more than `Bytes` where the capture cut it.
        Length: int64

        /// Frames that the capturing machine dropped since the frame before it, as its block tells.
        Dropped: int64
    }

/// What one block of a capture is.
[<NoEquality; NoComparison>]
type Block =
    | SectionHeader
    | InterfaceDescription of Interface
    | Captured of Frame

    /// How many frames of an interface the capturing machine dropped since the capture began.
    | InterfaceStatistics of number: uint32 * dropped: int64

    /// TLS secrets in the form of an NSS key log.
    | Secrets of ReadOnlyMemory<byte>

    /// A block of a type that holds no packet, such as statistics or names.
    | Skipped of blockType: uint32

    /// A block that contradicts itself, or the rest of the file where the next block cannot be found.
    | Damaged of Malformation

/// What a reader knows of the section it is in: byte order and interfaces.
type Section

/// The next block of a capture, its length in bytes and the section it leaves the reader in; or how many bytes the
/// reader must see to tell.
[<NoEquality; NoComparison>]
type PcapngReader =
    | Read of Block * length: int64 * Section voption
    | More of int

/// Capture files in the pcapng format (draft-ietf-opsawg-pcapng): blocks of a type, a length, a body and the length again.
module Pcapng =

    /// The largest block that is looked into.
    [<Literal>]
    val MaxBlock: int = 1048576

    /// The most interfaces of a section.
    [<Literal>]
    val MaxInterfaces: int = 4096

    /// The section header every capture starts with: little endian, version 1.0, length unknown.
    val header: byte array

    /// Describes the section's next interface: no limit of length, time in nanoseconds.
    val interfaceDescription: linkType: int -> byte array

    /// A packet of the section's interface of that number, at a time in nanoseconds since 1970.
    val enhancedPacket: interfaceNumber: int -> time: int64 -> packet: ReadOnlySpan<byte> -> byte array

    /// The same, with words for people (at most 65,535 bytes of UTF-8) that Wireshark shows beside the packet.
    val commentedPacket:
        comment: string -> interfaceNumber: int -> time: int64 -> packet: ReadOnlySpan<byte> -> byte array

    /// Reads the block at the start of `window`, the next bytes of a file that has `remaining` bytes left (more than 0), in
    /// the section the block before it left (none at the start of the file).
    val next: section: Section voption -> remaining: int64 -> window: ReadOnlyMemory<byte> -> PcapngReader

    /// All blocks of a capture that is wholly in memory, each with its offset.
    val blocks: file: ReadOnlyMemory<byte> -> struct (int64 * Block) seq
