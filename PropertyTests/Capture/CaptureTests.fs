namespace PeerFunctional.Tests.Capture

open System
open Xunit
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Tests.Encoding

/// A classic capture as a test writes one.
type Classical =
    {
        BigEndian: bool
        Nanoseconds: bool
        /// With eight bytes more in each record's header.
        IsModified: bool
        Packets: (struct (uint32 * uint32 * byte[])) list
    }

module Classical =

    let private number bigEndian (value: uint32) =
        let bytes = BitConverter.GetBytes value
        if bigEndian then Array.rev bytes else bytes

    let bytes (capture: Classical) =
        let number = number capture.BigEndian

        let magic =
            if capture.IsModified then 0xA1B2CD34u
            elif capture.Nanoseconds then 0xA1B23C4Du
            else 0xA1B2C3D4u

        let more = if capture.IsModified then Array.zeroCreate 8 else [||]

        let version =
            if capture.BigEndian then
                [| 0uy; 2uy; 0uy; 4uy |]
            else
                [| 2uy; 0uy; 4uy; 0uy |]

        let record (struct (seconds, fraction, packet: byte[])) =
            let length = number (uint32 packet.Length)
            [ number seconds; number fraction; length; length; more; packet ]

        Array.concat (
            [ number magic
              version
              Array.zeroCreate 8
              number 262_144u
              number (uint32 LinkType.RawIp) ]
            @ List.collect record capture.Packets
        )

    let gen =
        gen {
            let! bigEndian = Gen.elements [ true; false ]
            let! nanoseconds = Gen.elements [ true; false ]
            let! isModified = Gen.elements [ not nanoseconds; false ]

            let packet =
                gen {
                    let! seconds = Gen.choose (0, Int32.MaxValue)
                    let! fraction = Gen.choose (0, 999_999)
                    let! bytes = Gen.choose (0, 300) |> Gen.bind Generators.bytes
                    return struct (uint32 seconds, uint32 fraction, bytes)
                }

            let! packets = Gen.listOf packet

            return
                { BigEndian = bigEndian
                  Nanoseconds = nanoseconds
                  IsModified = isModified
                  Packets = packets }
        }

type Captures =
    static member Classical() = Arb.fromGen Classical.gen
    static member Datagram() = Arb.fromGen Generators.datagram

module CaptureTests =

    let private frames (file: byte[]) =
        Capture.blocks (ReadOnlyMemory file)
        |> Seq.choose (fun block ->
            match block with
            | Captured frame -> Some struct (frame.LinkType, frame.Time, frame.Bytes.ToArray())
            | SectionHeader
            | InterfaceDescription _
            | InterfaceStatistics _
            | Secrets _
            | Skipped _
            | Damaged _ -> None)
        |> List.ofSeq

    let private damages (file: byte[]) =
        Capture.blocks (ReadOnlyMemory file)
        |> Seq.choose (fun block ->
            match block with
            | Damaged malformation -> Some malformation.Problem
            | SectionHeader
            | InterfaceDescription _
            | InterfaceStatistics _
            | Secrets _
            | Skipped _
            | Captured _ -> None)
        |> List.ofSeq

    let private expected (capture: Classical) =
        let fraction = if capture.Nanoseconds then 1L else 1_000L

        capture.Packets
        |> List.map (fun struct (seconds, part, packet) ->
            struct (LinkType.RawIp, ValueSome(int64 seconds * 1_000_000_000L + int64 part * fraction), packet))

    [<Property(Arbitrary = [| typeof<Captures> |])>]
    let ``A classic capture of either byte order and resolution gives its packets and times`` (capture: Classical) =
        frames (Classical.bytes capture) = expected capture

    /// Reads through a window that shows no byte more than was asked for.
    let private throughWindow (file: byte[]) =
        let rec read (offset: int) shown capture found =
            if offset >= file.Length then
                List.rev found
            else
                let window = ReadOnlyMemory(file, offset, min shown (file.Length - offset))

                match Capture.next capture (int64 (file.Length - offset)) window with
                | Needs bytes -> read offset bytes capture found
                | Block(block, length, capture) -> read (offset + int length) 0 capture (string block :: found)

        read 0 0 Capture.start []

    let private inMemory (file: byte[]) =
        Capture.blocks (ReadOnlyMemory file) |> Seq.map string |> List.ofSeq

    [<Property(Arbitrary = [| typeof<Captures> |])>]
    let ``A window that grows as asked shows the same blocks as the whole file``
        (capture: Classical)
        (datagram: Datagram)
        =
        let ours =
            match Packet.build datagram with
            | Ok packet ->
                Array.concat
                    [ Pcapng.header
                      Pcapng.interfaceDescription LinkType.RawIp
                      Pcapng.enhancedPacket 0 5L (ReadOnlySpan packet) ]
            | Error e -> failwith e.Detail

        [ Classical.bytes capture; ours ] |> List.forall (fun file -> throughWindow file = inMemory file)

    [<Property(Arbitrary = [| typeof<Captures> |])>]
    let ``A classic capture cut anywhere gives the packets before the cut and names the damage``
        capture
        (NonNegativeInt cut)
        =
        let file = Classical.bytes capture
        let cut = file[.. cut % file.Length - 1]
        let whole = expected capture
        let kept = frames cut

        kept = List.truncate kept.Length whole
        && (damages cut).Length <= 1
        && (kept.Length = whole.Length
            || cut.Length <= 24
            || (damages cut).Length = 1
            || kept.Length < whole.Length)

    [<Property>]
    let ``Any bytes behind any magic number are blocks or damage`` (bytes: byte[]) =
        for magic in
            [ "A1B2C3D4"
              "D4C3B2A1"
              "A1B23C4D"
              "4D3CB2A1"
              "A1B2CD34"
              "34CDB2A1"
              "0A0D0D0A"
              "" ] do
            let file = Array.append (Convert.FromHexString magic) bytes

            let blocks =
                Capture.blocks (ReadOnlyMemory file) |> Seq.truncate 10_000 |> Seq.length

            blocks |> Expect.isLessThan 10_000

    [<Theory>]
    [<InlineData("", "")>]
    [<InlineData("A1", "no-capture")>]
    [<InlineData("A1B2C3D4", "truncated-header")>]
    [<InlineData("68656C6C6F20776F726C64212E", "no-section")>]
    let ``A file that is not a capture is refused by name`` (hex: string) (problem: string) : unit =
        damages (Convert.FromHexString hex) |> String.concat " " |> Expect.equal problem

    [<Fact>]
    let ``A record longer than any packet ends the capture by name`` () : unit =
        let file =
            Array.append
                (Classical.bytes
                    { BigEndian = true
                      Nanoseconds = false
                      IsModified = false
                      Packets = [] })
                (Convert.FromHexString "00000000000000007FFFFFFF7FFFFFFF")

        damages file |> Expect.equal [ "oversize" ]

    let private packetOf datagram =
        match Packet.build datagram with
        | Ok packet -> packet
        | Error e -> failwith e.Detail

    /// The packet in an Ethernet frame behind VLAN tags.
    let private tagged (tags: byte[] list) (packet: byte[]) =
        let etherType =
            if packet[0] >>> 4 = 4uy then
                [| 8uy; 0uy |]
            else
                [| 0x86uy; 0xdduy |]

        Array.concat
            [ Array.zeroCreate 12
              Array.concat [ for tag in tags -> Array.append tag [| 0uy; 7uy |] ]
              etherType
              packet ]

    [<Property(Arbitrary = [| typeof<Captures> |])>]
    let ``A datagram is read from behind VLAN tags`` (datagram: Datagram) =
        let dot1q, qinq, old = [| 0x81uy; 0uy |], [| 0x88uy; 0xa8uy |], [| 0x91uy; 0uy |]

        [ [ dot1q ]; [ qinq; dot1q ]; [ old; dot1q ]; [ dot1q; dot1q; dot1q; dot1q ] ]
        |> List.forall (fun tags ->
            match packetOf datagram |> tagged tags |> ReadOnlyMemory |> Packet.parse LinkType.Ethernet with
            | Ok read -> read.Source = datagram.Source && read.Payload.Span.SequenceEqual datagram.Payload.Span
            | Error _ -> false)

    [<Fact>]
    let ``Tags without end and a tag that is cut are no datagram`` () : unit =
        let tag = [| 0x81uy; 0uy |]

        [ tagged (List.replicate 5 tag) [| 0x45uy |]
          Array.concat [ Array.zeroCreate 12; tag; [| 0uy |] ] ]
        |> List.map (fun frame ->
            match Packet.parse LinkType.Ethernet (ReadOnlyMemory frame) with
            | Ok _ -> None
            | Error reason -> Some reason)
        |> Expect.equal [ Some(NotIp 0x8100); Some Truncated ]
