namespace PeerFunctional.Capture

open System

/// What the header of a classic capture says of all its packets.
[<Struct>]
type PcapFormat =
    {
        BigEndian: bool

        /// Nanoseconds of one unit of its timestamps' fractions: 1,000 or 1.
        Fraction: int64

        /// Bytes before each packet: 16, or 24 in the modified format.
        RecordHeader: int
        LinkType: int
    }

/// Capture files in the classic format (draft-ietf-opsawg-pcap): one header, then records, in either byte order, with
/// times in microseconds or nanoseconds.
module Pcap =

    [<Literal>]
    val HeaderLength: int = 24

    /// The largest packet a record may hold; tcpdump's own limit.
    [<Literal>]
    val MaxPacket: int = 262144

    /// Whether a file that starts with these bytes (at least four) is a classic capture.
    val isPcap: window: ReadOnlyMemory<byte> -> bool

    /// Reads the file's header (24 bytes).
    val format: window: ReadOnlyMemory<byte> -> PcapFormat voption

    /// Reads the record at the start of `window`, the next bytes of a file that has `remaining` bytes left (more than 0):
    /// the record and its length, or how many bytes must be seen to tell. Behind a record that is damaged no other one can be
    /// found: it is the rest of the file.
    val next:
        format: PcapFormat -> remaining: int64 -> window: ReadOnlyMemory<byte> -> Result<struct (Block * int64), int>
