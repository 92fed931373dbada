namespace PeerFunctional.Capture

open System

/// Where the reader of a capture file stands.
type Capture

/// The next block of a capture, its length in bytes and where it leaves the reader; or how many bytes the reader must see.
[<NoEquality; NoComparison>]
type CaptureFileReader =
    | Block of Block * length: int64 * Capture
    | Needs of bytes: int

/// Capture files of either format, read a block at a time through a window of their bytes.
module Capture =

    /// The window that shows any block.
    [<Literal>]
    val MaxWindow: int = 1048576

    val start: Capture

    /// Reads the block at the start of `window`, the next bytes of a file that has `remaining` bytes left (more than 0).
    val next: capture: Capture -> remaining: int64 -> window: ReadOnlyMemory<byte> -> CaptureFileReader

    /// All blocks of a capture that is wholly in memory.
    val blocks: file: ReadOnlyMemory<byte> -> Block seq

    /// Whether a frame is a whole TCP segment by IPv4, as its first bytes tell.
    val isSegment: frame: Frame -> bool

    /// The IP packet of a frame, whose end may be missing, and how many bytes of it are.
    val packet: frame: Frame -> Result<struct (IpPacket * int), NotIp>

    /// As `transport`, with the frame's packet.
    val transportOf:
        frame: Frame ->
        packet: Result<struct (IpPacket * int), NotIp> ->
        fragments: IpReassembly ->
            struct (IpReassembly * Result<TransportLayer voption, NotIp>)

    /// What a frame carries, alone or with the fragments before it; none while the rest of its packet is awaited.
    val transport:
        frame: Frame -> fragments: IpReassembly -> struct (IpReassembly * Result<TransportLayer voption, NotIp>)
