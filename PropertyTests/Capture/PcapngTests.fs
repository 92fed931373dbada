namespace PeerFunctional.Tests.Capture

open System
open System.Buffers.Binary
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Tests
open PeerFunctional.Tests.Encoding

module PcapngTests =

    /// Blocks as values that can be compared.
    let private comparable (struct (offset: int64, block)) =
        match block with
        | SectionHeader -> offset, "section", [], None
        | InterfaceDescription source -> offset, $"interface {source.LinkType}", [], None
        | Captured frame ->
            offset, $"frame {frame.LinkType} {frame.Length}", List.ofArray (frame.Bytes.ToArray()), Some frame.Time
        | InterfaceStatistics(number, dropped) -> offset, $"interface {number} dropped {dropped}", [], None
        | Secrets log -> offset, "secrets", List.ofArray (log.ToArray()), None
        | Skipped kind -> offset, $"skipped {kind}", [], None
        | Damaged e -> offset, e.Problem, [], None

    let private blocks (file: byte[]) =
        Pcapng.blocks (ReadOnlyMemory file) |> Seq.map comparable |> List.ofSeq

    let private frames (file: byte[]) =
        blocks file
        |> List.choose (fun (_, kind, bytes, time) -> time |> Option.map (fun time -> kind, bytes, time))

    let private inChunks chunks file =
        file
        |> Chunks.read chunks ValueNone (fun section remaining window ->
            match Pcapng.next section remaining window with
            | Read(block, length, section) -> Piece(block, length, section)
            | More count -> Need count)
        |> List.map comparable

    let private write (packets: (int64 * byte[]) list) =
        packets
        |> List.map (fun (time, packet) -> Pcapng.enhancedPacket 0 time (ReadOnlySpan packet))
        |> List.append [ Pcapng.header; Pcapng.interfaceDescription LinkType.RawIp ]
        |> Array.concat

    let private packets =
        Gen.zip (Gen.choose64 (0L, Int64.MaxValue)) (Gen.choose (0, 70) |> Gen.bind Generators.bytes)
        |> Gen.listOf
        |> Arb.fromGen

    [<Property>]
    let ``Packets are read back with their times`` () =
        Prop.forAll packets (fun packets ->
            let expected =
                packets
                |> List.map (fun (time, packet) -> $"frame 101 {packet.Length}", List.ofArray packet, ValueSome time)

            frames (write packets) = expected)

    [<Property>]
    let ``However a capture is cut into chunks, its blocks are the same`` (NonEmptyArray chunks) =
        Prop.forAll packets (fun packets ->
            let file = write packets
            inChunks (List.ofArray chunks) file = blocks file)

    [<Property>]
    let ``A capture cut short keeps every whole block and says that the last is truncated`` (NonNegativeInt cut) =
        Prop.forAll packets (fun packets ->
            let file = write packets
            let cut = 1 + cut % (file.Length - 1)
            let whole = blocks file
            let short = blocks file[.. cut - 1]

            let ends =
                List.map (fun (offset, _, _, _) -> offset) whole.Tail @ [ int64 file.Length ]

            let before =
                List.zip whole ends |> List.filter (fun (_, stop) -> stop <= int64 cut) |> List.map fst

            match List.skip before.Length short with
            | [] -> short = before
            | [ _, "truncated-block", _, _ ] -> List.truncate before.Length short = before
            | _ -> false)

    // Captures of other writers: either byte order, other clocks, other blocks.

    let private u16 bigEndian (value: int) =
        let bytes = BitConverter.GetBytes(uint16 value)
        if bigEndian then Array.rev bytes else bytes

    let private u32 bigEndian (value: uint32) =
        let bytes = BitConverter.GetBytes value
        if bigEndian then Array.rev bytes else bytes

    let private block bigEndian (kind: uint32) (parts: byte[] list) =
        let body = Array.concat parts
        let padded = Array.append body (Array.zeroCreate ((4 - body.Length % 4) % 4))
        let length = u32 bigEndian (uint32 (12 + padded.Length))
        Array.concat [ u32 bigEndian kind; length; padded; length ]

    let private section bigEndian =
        block
            bigEndian
            0x0A0D0D0Au
            [ u32 bigEndian 0x1A2B3C4Du
              u16 bigEndian 1
              u16 bigEndian 0
              Array.create 8 255uy ]

    let private describe bigEndian linkType (snapLength: uint32) options =
        block bigEndian 1u ([ u16 bigEndian linkType; u16 bigEndian 0; u32 bigEndian snapLength ] @ options)

    let private option bigEndian number (value: byte[]) =
        Array.concat
            [ u16 bigEndian number
              u16 bigEndian value.Length
              value
              Array.zeroCreate ((4 - value.Length % 4) % 4) ]

    let private enhanced bigEndian (source: uint32) (ticks: uint64) (packet: byte[]) =
        block
            bigEndian
            6u
            [ u32 bigEndian source
              u32 bigEndian (uint32 (ticks >>> 32))
              u32 bigEndian (uint32 ticks)
              u32 bigEndian (uint32 packet.Length)
              u32 bigEndian 2_000u
              packet ]

    /// The time of one packet of an interface with these options.
    let private timeOf bigEndian options ticks =
        [ section bigEndian
          describe bigEndian 1 0u options
          enhanced bigEndian 0u ticks [||] ]
        |> Array.concat
        |> frames
        |> List.map (fun (_, _, time) -> time)

    let private offset64 bigEndian (seconds: int64) =
        let bytes = Array.zeroCreate 8

        if bigEndian then
            BinaryPrimitives.WriteInt64BigEndian(Span bytes, seconds)
        else
            BinaryPrimitives.WriteInt64LittleEndian(Span bytes, seconds)

        option bigEndian 14 bytes

    [<Theory>]
    [<InlineData(true)>]
    [<InlineData(false)>]
    let ``Times count what their interface says, microseconds without a word`` (bigEndian: bool) : unit =
        let resolution value = option bigEndian 9 [| value |]
        let ended = option bigEndian 0 [||]
        let named = option bigEndian 2 "lo"B

        [ timeOf bigEndian [] 1_500_000UL
          timeOf bigEndian [ named; resolution 9uy; ended ] 1_500_000UL
          timeOf bigEndian [ resolution 3uy ] 1_500UL
          timeOf bigEndian [ resolution 0x81uy ] 3UL
          timeOf bigEndian [ resolution 9uy; offset64 bigEndian 2L ] 5UL
          timeOf bigEndian [ offset64 bigEndian -2L ] 0UL
          timeOf bigEndian [ resolution 0uy ] UInt64.MaxValue
          timeOf bigEndian [ resolution 0xffuy ] UInt64.MaxValue
          timeOf bigEndian [ resolution 127uy; offset64 bigEndian Int64.MinValue ] UInt64.MaxValue ]
        |> List.map List.exactlyOne
        |> Expect.equal (
            [ 1_500_000_000L
              1_500_000L
              1_500_000_000L
              1_500_000_000L
              2_000_000_005L
              -2_000_000_000L
              Int64.MaxValue
              0L
              Int64.MinValue ]
            |> List.map ValueSome
        )

    [<Theory>]
    [<InlineData(true)>]
    [<InlineData(false)>]
    let ``Interfaces, simple packets, cut packets and unknown blocks are told apart`` (bigEndian: bool) : unit =
        let payload = [| 1uy; 2uy; 3uy; 4uy; 5uy |]

        [ section bigEndian
          describe bigEndian 101 4u []
          describe bigEndian 1 0u []
          block bigEndian 4u [ Array.zeroCreate 40 ]
          block bigEndian 3u [ u32 bigEndian 9u; payload[..3] ]
          enhanced bigEndian 1u 7UL payload
          enhanced bigEndian 2u 7UL payload ]
        |> Array.concat
        |> blocks
        |> List.map (fun (_, kind, bytes, time) -> kind, Array.ofList bytes, time)
        |> Expect.equal
            [ "section", [||], None
              "interface 101", [||], None
              "interface 1", [||], None
              "skipped 4", [||], None
              "frame 101 9", payload[..3], Some ValueNone
              "frame 1 2000", payload, Some(ValueSome 7_000L)
              "unknown-interface", [||], None ]

    [<Theory>]
    [<InlineData true>]
    [<InlineData false>]
    let ``Counters of dropped frames are read from packets and interfaces`` (bigEndian: bool) : unit =
        let number (value: uint64) =
            let bytes = BitConverter.GetBytes value
            if bigEndian then Array.rev bytes else bytes

        let packet = [| 1uy; 2uy; 3uy |]

        let obsolete (drops: int) =
            block
                bigEndian
                2u
                [ u16 bigEndian 0
                  u16 bigEndian drops
                  u32 bigEndian 0u
                  u32 bigEndian 7u
                  u32 bigEndian 3u
                  u32 bigEndian 3u
                  packet ]

        let dropped =
            [ section bigEndian
              describe bigEndian 101 0u []
              enhanced bigEndian 0u 7UL (Array.append packet [| 0uy |])
              block
                  bigEndian
                  6u
                  [ u32 bigEndian 0u
                    u32 bigEndian 0u
                    u32 bigEndian 7u
                    u32 bigEndian 3u
                    u32 bigEndian 3u
                    packet
                    [| 0uy |]
                    option bigEndian 4 (number 5UL) ]
              obsolete 9
              obsolete 0xffff
              block
                  bigEndian
                  5u
                  [ u32 bigEndian 0u
                    u32 bigEndian 0u
                    u32 bigEndian 0u
                    option bigEndian 5 (number 2UL)
                    option bigEndian 7 (number 3UL) ] ]
            |> Array.concat
            |> ReadOnlyMemory
            |> Pcapng.blocks
            |> Seq.map (fun (struct (_, block)) -> block)
            |> Seq.choose (fun block ->
                match block with
                | Captured frame -> Some $"frame {frame.Dropped}"
                | InterfaceStatistics(number, dropped) -> Some $"interface {number}: {dropped}"
                | SectionHeader
                | InterfaceDescription _
                | Secrets _
                | Skipped _ -> None
                | Damaged problem -> Some problem.Detail)
            |> List.ofSeq

        dropped |> Expect.equal [ "frame 0"; "frame 5"; "frame 9"; "frame 0"; "interface 0: 5" ]

    [<Fact>]
    let ``A new section has its own byte order and interfaces`` () : unit =
        [ section true
          describe true 101 0u []
          section false
          enhanced false 0u 0UL [||]
          describe false 1 0u []
          enhanced false 0u 0UL [||] ]
        |> Array.concat
        |> blocks
        |> List.map (fun (_, kind, _, _) -> kind)
        |> Expect.equal
            [ "section"
              "interface 101"
              "section"
              "unknown-interface"
              "interface 1"
              "frame 1 2000" ]

    let private problems (parts: byte[] list) =
        Array.concat parts |> blocks |> List.map (fun (_, kind, _, _) -> kind)

    [<Fact>]
    let ``Blocks that contradict themselves are named, and what follows them is read`` () : unit =
        let good = enhanced false 0u 0UL [||]
        let wrongTrailer = enhanced false 0u 0UL [||]
        wrongTrailer[wrongTrailer.Length - 4] <- 0uy
        let tooLong = enhanced false 0u 0UL [| 1uy |]
        tooLong[20] <- 5uy
        let huge = block false 6u [ Array.zeroCreate Pcapng.MaxBlock ]

        problems
            [ section false
              describe false 1 0u []
              wrongTrailer
              tooLong
              block false 6u [ Array.zeroCreate 16 ]
              block false 3u []
              block false 1u [ Array.zeroCreate 4 ]
              huge
              good ]
        |> Expect.equal
            [ "section"
              "interface 1"
              "block-trailer-mismatch"
              "packet-length-exceeds-block"
              "bad-block-length"
              "bad-block-length"
              "bad-block-length"
              "oversize"
              "frame 1 2000" ]

    [<Fact>]
    let ``Where no next block can be found the rest is one damage`` () : unit =
        let zero = [| 6uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy |]

        [ problems [ section false; zero; section false ]
          problems [ enhanced false 0u 0UL [||] ]
          problems [ "this is no capture at all"B ]
          problems [ Array.append (u32 true 0x0A0D0D0Au) (Array.zeroCreate 24) ]
          problems [] ]
        |> Expect.equal
            [ [ "section"; "bad-block-length" ]
              [ "no-section" ]
              [ "no-section" ]
              [ "no-section" ]
              [] ]

    [<Property>]
    let ``Any bytes behind a header are read to their end`` (bytes: byte[]) =
        let file = Array.append Pcapng.header bytes
        inChunks [ 7 ] file = blocks file
