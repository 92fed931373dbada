namespace PeerFunctional.SneakerNet

open System
open System.Buffers.Binary

/// A wrong length in a packet block of a log. The event inside may be intact.
type BlockDamage =
    /// The length repeated at the block's end is not the block's length.
    | TrailerMismatch
    /// The packet declares more bytes than its block holds.
    | PacketExceedsBlock

/// One block of a log file.
type LogRecord =
    /// The section header every log starts with.
    | Section
    /// One event. With a wrong packet length, padding may follow it.
    | Packet of payload: ReadOnlyMemory<byte> * damage: BlockDamage voption
    /// A block of another type, or too large for any event: skipped.
    | Foreign
    /// The file ends inside this block.
    | Torn
    /// An impossible block length: the blocks after it cannot be found.
    | BadLength

/// The next block of a file and its length in bytes, or how many bytes the reader must supply.
type ScanResult =
    | Found of LogRecord * length: int64
    | NeedBytes of int

/// The original's log file: blocks like pcapng's, big endian (section header, interface header, one block an event).
/// The original writes version 1.1 and pads with four zero bytes whatever the remainder; we write version 1.0 and pad to
/// four bytes, which both the original and Wireshark read. Every reader here takes both.
module Log =

    /// Bytes before the first event of a log.
    [<Literal>]
    let HeaderLength = 48

    /// The largest block that is parsed.
    [<Literal>]
    let MaxBlock = 65_536

    let private sectionType = 0x0A0D0D0Au
    let private packetType = 3u

    let private writeUInt32 (bytes: byte[]) offset (value: uint32) =
        BinaryPrimitives.WriteUInt32BigEndian(Span(bytes, offset, 4), value)

    let private readUInt32 (bytes: ReadOnlySpan<byte>) (offset: int) =
        BinaryPrimitives.ReadUInt32BigEndian(bytes.Slice offset)

    /// Section header (version 1.0, length unknown) and interface header (link type 99, the original's).
    let header =
        Convert.FromHexString(
            "0A0D0D0A0000001C1A2B3C4D000100007FFFFFFFFFFFFFFF0000001C"
            + "0000000100000014006300000000000000000014"
        )

    /// The length of the block that holds an event of `eventLength` bytes.
    let blockLength eventLength = 16 + (eventLength + 3) / 4 * 4

    /// The block of one event.
    let block (wire: ReadOnlySpan<byte>) =
        let length = blockLength wire.Length
        let bytes = Array.zeroCreate<byte> length
        writeUInt32 bytes 0 packetType
        writeUInt32 bytes 4 (uint32 length)
        writeUInt32 bytes 8 (uint32 wire.Length)
        wire.CopyTo(Span(bytes, 12, wire.Length))
        writeUInt32 bytes (length - 4) (uint32 length)
        bytes

    let private packet (block: ReadOnlyMemory<byte>) =
        let claimed = readUInt32 block.Span 8
        let room = block.Length - 16
        let trailer = readUInt32 block.Span (block.Length - 4)

        if claimed > uint32 room then
            Packet(block.Slice(12, room), ValueSome PacketExceedsBlock)
        elif trailer <> uint32 block.Length then
            Packet(block.Slice(12, int claimed), ValueSome TrailerMismatch)
        else
            Packet(block.Slice(12, int claimed), ValueNone)

    /// Reads the block at the start of `window`, the next bytes of a file with `remaining` bytes left (more than 0).
    let next (remaining: int64) (window: ReadOnlyMemory<byte>) =
        if remaining < 8L then
            Found(Torn, remaining)
        elif window.Length < 8 then
            NeedBytes 8
        else
            let kind = readUInt32 window.Span 0
            let length = readUInt32 window.Span 4

            if length < 12u || (kind = packetType && length < 16u) then
                Found(BadLength, remaining)
            elif int64 length > remaining then
                Found(Torn, remaining)
            elif kind = sectionType then
                Found(Section, int64 length)
            elif kind <> packetType || length > uint32 MaxBlock then
                Found(Foreign, int64 length)
            elif window.Length < int length then
                NeedBytes(int length)
            else
                Found(packet (window.Slice(0, int length)), int64 length)

    /// All blocks of a file in memory, each with its offset.
    let records (file: ReadOnlyMemory<byte>) =
        0L
        |> Seq.unfold (fun offset ->
            if offset >= int64 file.Length then
                None
            else
                let rest = file.Slice(int offset)

                match next (int64 rest.Length) rest with
                | Found(record, length) -> Some(struct (offset, record), offset + length)
                | NeedBytes _ -> None)
