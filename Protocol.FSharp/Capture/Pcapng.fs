namespace PeerFunctional.Capture

open System
open System.Buffers.Binary
open System.Text
open PeerFunctional.Kernel

type Interface =
    { LinkType: int
      SnapLength: uint32
      TicksPerSecond: bigint
      Offset: int64 }

[<NoEquality; NoComparison>]
type Frame =
    { LinkType: int
      Time: int64 voption
      Bytes: ReadOnlyMemory<byte>
      Length: int64
      Dropped: int64 }

[<NoEquality; NoComparison>]
type Block =
    | SectionHeader
    | InterfaceDescription of Interface
    | Captured of Frame
    | InterfaceStatistics of number: uint32 * dropped: int64
    | Secrets of ReadOnlyMemory<byte>
    | Skipped of blockType: uint32
    | Damaged of Malformation

type Section =
    private
        { BigEndian: bool
          Interfaces: Map<uint32, Interface> }

[<NoEquality; NoComparison>]
type PcapngReader =
    | Read of Block * length: int64 * Section voption
    | More of int

module Pcapng =

    [<Literal>]
    let MaxBlock = 1_048_576

    [<Literal>]
    let MaxInterfaces = 4_096

    let private sectionType = 0x0A0D0D0Au
    let private interfaceType = 1u
    let private simpleType = 3u
    /// The packet block of before 2009.
    let private obsoleteType = 2u
    let private enhancedType = 6u
    let private byteOrderMagic = 0x1A2B3C4Du
    let private statisticsType = 5u
    let private secretsType = 0x0Au
    /// Secrets of TLS, among the kinds of secrets.
    let private tlsKeyLog = 0x544C534Bu
    let private resolutionOption = 9
    /// Of an enhanced packet: frames dropped since the packet before it.
    let private packetDropOption = 4
    /// An obsolete packet that does not know how many frames were dropped.
    let private unknownDrops = 0xffff
    /// Of interface statistics: frames that the interface dropped, and those that the system did.
    let private interfaceDropOption = 5
    let private systemDropOption = 7
    let private offsetOption = 14

    /// Of any block: words for people.
    let private commentOption = 1

    let private write32 (bytes: byte[]) offset (value: uint32) =
        BinaryPrimitives.WriteUInt32LittleEndian(Span(bytes, offset, 4), value)

    let header =
        Convert.FromHexString "0A0D0D0A1C0000004D3C2B1A01000000FFFFFFFFFFFFFFFF1C000000"

    let interfaceDescription (linkType: int) =
        let block =
            Convert.FromHexString "0100000020000000000000000000000009000100090000000000000020000000"

        BinaryPrimitives.WriteUInt16LittleEndian(Span(block, 8, 2), uint16 linkType)
        block

    /// An option with its padding, and the end of all options behind it.
    let private lastOption (code: int) (value: byte array) =
        let bytes = Array.zeroCreate<byte>(4 + (value.Length + 3) / 4 * 4 + 4)
        BinaryPrimitives.WriteUInt16LittleEndian(Span(bytes, 0, 2), uint16 code)
        BinaryPrimitives.WriteUInt16LittleEndian(Span(bytes, 2, 2), uint16 value.Length)
        value.CopyTo(bytes, 4)
        bytes

    let private packetWith (options: byte array) (interfaceNumber: int) (time: int64) (packet: ReadOnlySpan<byte>) =
        let padded = (packet.Length + 3) / 4 * 4
        let length = 32 + padded + options.Length
        let block = Array.zeroCreate<byte> length
        write32 block 0 enhancedType
        write32 block 4 (uint32 length)
        write32 block 8 (uint32 interfaceNumber)
        write32 block 12 (uint32 (time >>> 32))
        write32 block 16 (uint32 time)
        write32 block 20 (uint32 packet.Length)
        write32 block 24 (uint32 packet.Length)
        packet.CopyTo(Span(block, 28, packet.Length))
        options.CopyTo(block, 28 + padded)
        write32 block (length - 4) (uint32 length)
        block

    let enhancedPacket interfaceNumber time packet =
        packetWith [||] interfaceNumber time packet

    let commentedPacket (comment: string) interfaceNumber time packet =
        packetWith (lastOption commentOption (Encoding.UTF8.GetBytes comment)) interfaceNumber time packet

    let private read16 bigEndian (bytes: ReadOnlyMemory<byte>) offset =
        let field = bytes.Span.Slice(offset, 2)

        if bigEndian then
            int (BinaryPrimitives.ReadUInt16BigEndian field)
        else
            int (BinaryPrimitives.ReadUInt16LittleEndian field)

    let private read32 bigEndian (bytes: ReadOnlyMemory<byte>) offset =
        let field = bytes.Span.Slice(offset, 4)

        if bigEndian then
            BinaryPrimitives.ReadUInt32BigEndian field
        else
            BinaryPrimitives.ReadUInt32LittleEndian field

    let private damaged problem detail =
        Damaged(Malformation.create problem detail)

    /// Options as they stand behind a block's fixed part: number, length, value padded to four bytes. Ends at the first
    /// that does not fit.
    let private options bigEndian (bytes: ReadOnlyMemory<byte>) =
        bytes
        |> List.unfold (fun rest ->
            if rest.Length < 4 then
                None
            else
                let number = read16 bigEndian rest 0
                let length = read16 bigEndian rest 2
                let padded = 4 + (length + 3) / 4 * 4

                if number = 0 || padded > rest.Length then
                    None
                else
                    Some((number, rest.Slice(4, length)), rest.Slice padded))

    /// Ticks in a second: a power of two where the option's high bit is set, else of ten; microseconds without it.
    let private ticksPerSecond (option: ReadOnlyMemory<byte> option) =
        match option with
        | Some value when value.Length = 1 && value.Span[0] &&& 0x80uy <> 0uy ->
            bigint.Pow(2I, int (value.Span[0] &&& 0x7fuy))
        | Some value when value.Length = 1 -> bigint.Pow(10I, int value.Span[0])
        | Some _
        | None -> 1_000_000I

    /// An option of 64 bits; 0 where it is missing.
    let private read64 bigEndian (option: ReadOnlyMemory<byte> option) =
        match option with
        | Some value when value.Length = 8 ->
            if bigEndian then
                BinaryPrimitives.ReadInt64BigEndian value.Span
            else
                BinaryPrimitives.ReadInt64LittleEndian value.Span
        | Some _
        | None -> 0L

    /// A counter of frames; a number beyond 63 bits counts as none.
    let private counter bigEndian number (options: Map<int, ReadOnlyMemory<byte>>) =
        max 0L (read64 bigEndian (Map.tryFind number options))

    let private optionsOf bigEndian body =
        options bigEndian body |> List.rev |> Map.ofList

    let private second = 1_000_000_000L

    /// Nanoseconds since 1970, held at the bounds of 64 bits, of any resolution.
    let private anyNanoseconds (source: Interface) (ticks: uint64) =
        let time =
            bigint ticks * bigint second / source.TicksPerSecond + bigint source.Offset * bigint second

        int64 (max (bigint Int64.MinValue) (min (bigint Int64.MaxValue) time))

    /// Seconds that fit 63 bits as nanoseconds, twice.
    [<Literal>]
    let private FewSeconds = 4_000_000_000L

    let private nanoseconds (source: Interface) (ticks: uint64) =
        let isPlain =
            source.TicksPerSecond.CompareTo second <= 0 && abs source.Offset < FewSeconds

        let each =
            if isPlain then
                uint64 source.TicksPerSecond
            else
                UInt64.MaxValue

        let whole = ticks / each

        if isPlain && whole < uint64 FewSeconds then
            (int64 whole + source.Offset) * second + int64 (ticks % each) * second / int64 each
        else
            anyNanoseconds source ticks

    let private describe section (body: ReadOnlyMemory<byte>) =
        if body.Length < 8 then
            struct (damaged "bad-block-length" "an interface description of less than 20 bytes", section)
        elif section.Interfaces.Count >= MaxInterfaces then
            struct (damaged "too-many-interfaces" $"a section has at most {MaxInterfaces} interfaces", section)
        else
            let options = optionsOf section.BigEndian (body.Slice 8)

            let description =
                { LinkType = read16 section.BigEndian body 0
                  SnapLength = read32 section.BigEndian body 4
                  TicksPerSecond = ticksPerSecond (Map.tryFind resolutionOption options)
                  Offset = read64 section.BigEndian (Map.tryFind offsetOption options) }

            struct (InterfaceDescription description,
                    { section with
                        Interfaces = Map.add (uint32 section.Interfaces.Count) description section.Interfaces })

    let private captured (source: Interface) time (original: uint32) dropped (bytes: ReadOnlyMemory<byte>) =
        Captured
            { LinkType = source.LinkType
              Time = time
              Bytes = bytes
              Length = int64 original
              Dropped = dropped }

    let private withInterface number section read =
        match Map.tryFind number section.Interfaces with
        | Some source -> read source
        | None -> damaged "unknown-interface" $"a packet of interface {number}, which no block describes"

    /// A packet with its time and lengths behind the number of its interface; `dropped` reads the options behind it.
    let private packet number dropped section (body: ReadOnlyMemory<byte>) =
        let field = read32 section.BigEndian body

        withInterface number section (fun source ->
            if int64 (field 12) > int64 (body.Length - 20) then
                damaged "packet-length-exceeds-block" $"a packet of {field 12} bytes in a block of {body.Length + 12}"
            else
                let ticks = (uint64 (field 4) <<< 32) ||| uint64 (field 8)
                let length = int (field 12)
                let padded = min body.Length (20 + (length + 3) / 4 * 4)

                body.Slice(20, length)
                |> captured source (ValueSome(nanoseconds source ticks)) (field 16) (dropped (body.Slice padded)))

    let private enhanced section (body: ReadOnlyMemory<byte>) =
        if body.Length < 20 then
            damaged "bad-block-length" "an enhanced packet of less than 32 bytes"
        else
            let dropped rest =
                optionsOf section.BigEndian rest |> counter section.BigEndian packetDropOption

            packet (read32 section.BigEndian body 0) dropped section body

    /// An obsolete packet block: an interface of 16 bits, dropped packets of 16 bits, and the rest as an enhanced one.
    let private obsolete section (body: ReadOnlyMemory<byte>) =
        if body.Length < 20 then
            damaged "bad-block-length" "an obsolete packet of less than 32 bytes"
        else
            let dropped =
                match read16 section.BigEndian body 2 with
                | count when count = unknownDrops -> 0L
                | count -> int64 count

            packet (uint32 (read16 section.BigEndian body 0)) (fun _ -> dropped) section body

    /// A simple packet block is of the first interface and gives the original length only.
    let private simple section (body: ReadOnlyMemory<byte>) =
        if body.Length < 4 then
            damaged "bad-block-length" "a simple packet of less than 16 bytes"
        else
            let original = read32 section.BigEndian body 0

            withInterface 0u section (fun source ->
                let limit =
                    if source.SnapLength = 0u then
                        original
                    else
                        min original source.SnapLength

                if int64 limit > int64 (body.Length - 4) then
                    damaged "packet-length-exceeds-block" $"a packet of {limit} bytes in a block of {body.Length + 12}"
                else
                    body.Slice(4, int limit) |> captured source ValueNone original 0L)

    /// The counters of an interface since the capture began.
    let private statistics section (body: ReadOnlyMemory<byte>) =
        if body.Length < 12 then
            damaged "bad-block-length" "interface statistics of less than 24 bytes"
        else
            let number = read32 section.BigEndian body 0
            let options = optionsOf section.BigEndian (body.Slice 12)

            let count option =
                counter section.BigEndian option options

            withInterface number section (fun _ ->
                InterfaceStatistics(number, count interfaceDropOption + count systemDropOption))

    /// Secrets of another kind than TLS are passed over.
    let private secrets section (body: ReadOnlyMemory<byte>) =
        if body.Length < 8 then
            damaged "bad-block-length" "decryption secrets of less than 20 bytes"
        elif read32 section.BigEndian body 0 <> tlsKeyLog then
            Skipped secretsType
        elif int64 (read32 section.BigEndian body 4) > int64 (body.Length - 8) then
            damaged
                "secrets-length-exceeds-block"
                $"{read32 section.BigEndian body 4} bytes of secrets in a block of {body.Length + 12}"
        else
            Secrets(body.Slice(8, int (read32 section.BigEndian body 4)))

    let private interpret section kind (block: ReadOnlyMemory<byte>) =
        let body = block.Slice(8, block.Length - 12)

        if read32 section.BigEndian block (block.Length - 4) <> uint32 block.Length then
            struct (damaged "block-trailer-mismatch" "the length at a block's end is not the block's", section)
        elif kind = interfaceType then
            describe section body
        elif kind = enhancedType then
            struct (enhanced section body, section)
        elif kind = obsoleteType then
            struct (obsolete section body, section)
        elif kind = statisticsType then
            struct (statistics section body, section)
        elif kind = secretsType then
            struct (secrets section body, section)
        else
            struct (simple section body, section)

    /// The byte order of a section header, from its magic number.
    let private sectionOf (window: ReadOnlyMemory<byte>) =
        let ofOrder bigEndian =
            ValueSome
                { BigEndian = bigEndian
                  Interfaces = Map.empty }

        if read32 true window 8 = byteOrderMagic then
            ofOrder true
        elif read32 false window 8 = byteOrderMagic then
            ofOrder false
        else
            ValueNone

    let next (section: Section voption) (remaining: int64) (window: ReadOnlyMemory<byte>) =
        let rest problem detail =
            Read(damaged problem detail, remaining, section)

        let torn () =
            rest "truncated-block" "the file ends inside a block"

        if remaining < 12L then
            torn ()
        elif window.Length < 12 then
            More 12
        else
            let isHeader = read32 true window 0 = sectionType

            match (if isHeader then sectionOf window else section) with
            | ValueNone -> rest "no-section" "the file begins as no pcapng or pcap capture does"
            | ValueSome current ->
                let kind = read32 current.BigEndian window 0
                let length = read32 current.BigEndian window 4

                if length < 12u then
                    rest "bad-block-length" $"a block of {length} bytes"
                elif int64 length > remaining then
                    torn ()
                elif isHeader then
                    Read(SectionHeader, int64 length, ValueSome current)
                elif
                    kind <> interfaceType
                    && kind <> simpleType
                    && kind <> enhancedType
                    && kind <> obsoleteType
                    && kind <> statisticsType
                    && kind <> secretsType
                then
                    Read(Skipped kind, int64 length, section)
                elif length > uint32 MaxBlock then
                    Read(damaged "oversize" $"a block of {length} bytes", int64 length, section)
                elif window.Length < int length then
                    More(int length)
                else
                    let struct (block, after) = interpret current kind (window.Slice(0, int length))
                    Read(block, int64 length, ValueSome after)

    let blocks (file: ReadOnlyMemory<byte>) =
        (struct (0L, ValueNone))
        |> Seq.unfold (fun (struct (offset, section)) ->
            if offset >= int64 file.Length then
                None
            else
                let rest = file.Slice(int offset)

                match next section (int64 rest.Length) rest with
                | Read(block, length, section) -> Some(struct (offset, block), struct (offset + length, section))
                | More _ -> None)
