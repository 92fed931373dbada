namespace PeerFunctional.Capture

open System
open System.Buffers.Binary
open PeerFunctional.Kernel

[<Struct>]
type PcapFormat =
    { BigEndian: bool
      Fraction: int64
      LinkType: int }

module Pcap =

    [<Literal>]
    let HeaderLength = 24

    [<Literal>]
    let private RecordHeader = 16

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
        | 0xA1B2C3D4u -> ValueSome struct (true, 1_000L)
        | 0xD4C3B2A1u -> ValueSome struct (false, 1_000L)
        | 0xA1B23C4Du -> ValueSome struct (true, 1L)
        | 0x4D3CB2A1u -> ValueSome struct (false, 1L)
        | _ -> ValueNone

    let isPcap window =
        orderAndFraction window |> ValueOption.isSome

    let format (window: ReadOnlyMemory<byte>) =
        orderAndFraction window
        |> ValueOption.map (fun struct (bigEndian, fraction) ->
            { BigEndian = bigEndian
              Fraction = fraction
              // The upper bits tell of checksums behind Ethernet frames.
              LinkType = int (read32 bigEndian window 20 &&& 0xFFFFu) })

    let next format (remaining: int64) (window: ReadOnlyMemory<byte>) : Result<struct (Block * int64), int> =
        let rest problem detail =
            Ok struct (Damaged(Malformation.create problem detail), remaining)

        if remaining < int64 RecordHeader then
            rest "truncated-record" "the file ends inside a record"
        elif window.Length < RecordHeader then
            Error RecordHeader
        else
            let field = read32 format.BigEndian window
            let length = int64 RecordHeader + int64 (field 8)

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
                      Bytes = window.Slice(RecordHeader, int (field 8))
                      Length = int64 (field 12) }

                Ok struct (Captured frame, length)
