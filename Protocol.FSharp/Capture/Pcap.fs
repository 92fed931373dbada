namespace PeerFunctional.Capture

open System
open System.Buffers.Binary
open PeerFunctional.Kernel

[<Struct>]
type PcapFormat =
    { BigEndian: bool
      Fraction: int64
      RecordHeader: int
      LinkType: int }

module Pcap =

    [<Literal>]
    let HeaderLength = 24

    [<Literal>]
    let private RecordHeader = 16

    /// The record header of the modified format, which adds eight bytes of an interface and a protocol.
    [<Literal>]
    let private LongRecordHeader = 24

    [<Literal>]
    let MaxPacket = 262_144

    let private read32 bigEndian (bytes: ReadOnlyMemory<byte>) offset =
        let field = bytes.Span.Slice(offset, 4)

        if bigEndian then
            BinaryPrimitives.ReadUInt32BigEndian field
        else
            BinaryPrimitives.ReadUInt32LittleEndian field

    /// The format of a file that starts with these bytes (at least four); none where it is no classic capture.
    let private orderAndFraction (window: ReadOnlyMemory<byte>) =
        match read32 true window 0 with
        | 0xA1B2C3D4u -> ValueSome struct (true, 1_000L, RecordHeader)
        | 0xD4C3B2A1u -> ValueSome struct (false, 1_000L, RecordHeader)
        | 0xA1B23C4Du -> ValueSome struct (true, 1L, RecordHeader)
        | 0x4D3CB2A1u -> ValueSome struct (false, 1L, RecordHeader)
        | 0xA1B2CD34u -> ValueSome struct (true, 1_000L, LongRecordHeader)
        | 0x34CDB2A1u -> ValueSome struct (false, 1_000L, LongRecordHeader)
        | _ -> ValueNone

    let isPcap window =
        orderAndFraction window |> ValueOption.isSome

    let format (window: ReadOnlyMemory<byte>) =
        orderAndFraction window
        |> ValueOption.map (fun struct (bigEndian, fraction, header) ->
            { BigEndian = bigEndian
              Fraction = fraction
              RecordHeader = header
              // The upper bits tell of checksums behind Ethernet frames.
              LinkType = int (read32 bigEndian window 20 &&& 0xFFFFu) })

    let next format (remaining: int64) (window: ReadOnlyMemory<byte>) : Result<struct (Block * int64), int> =
        let rest problem detail =
            Ok struct (Damaged(Malformation.create problem detail), remaining)

        let header = format.RecordHeader

        if remaining < int64 header then
            rest "truncated-record" "the file ends inside a record"
        elif window.Length < header then
            Error header
        else
            let field = read32 format.BigEndian window
            let length = int64 header + int64 (field 8)

            if field 8 > uint32 MaxPacket then
                rest "oversize" $"a packet of {field 8} bytes"
            elif length > remaining then
                rest "truncated-record" "the file ends inside a record"
            elif window.Length < int length then
                Error(int length)
            else
                let frame =
                    { LinkType = format.LinkType
                      Time = ValueSome(int64 (field 0) * 1_000_000_000L + int64 (field 4) * format.Fraction)
                      Bytes = window.Slice(header, int (field 8))
                      Length = int64 (field 12)
                      Dropped = 0L }

                Ok struct (Captured frame, length)
