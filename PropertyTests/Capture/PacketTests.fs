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

module PacketTests =

    let private build datagram =
        match Packet.build datagram with
        | Ok packet -> packet
        | Error e -> failwith e.Detail

    let private isOf (expected: Datagram) (result: Result<Datagram, NotIp>) =
        match result with
        | Ok datagram ->
            (datagram.Source, datagram.Destination) = (expected.Source, expected.Destination)
            && datagram.Payload.Span.SequenceEqual expected.Payload.Span
        | Error _ -> false

    /// The packet behind a header of each link layer.
    let private framed (packet: byte[]) =
        let etherType =
            if packet[0] >>> 4 = 4uy then
                [| 8uy; 0uy |]
            else
                [| 0x86uy; 0xdduy |]

        let pppProtocol =
            if packet[0] >>> 4 = 4uy then
                [| 0uy; 0x21uy |]
            else
                [| 0uy; 0x57uy |]

        let ethernet = Array.zeroCreate 12
        let tag = [| 0x92uy; 0uy; 0uy; 1uy |]
        let labels = [| 0x88uy; 0x47uy; 0uy; 1uy; 0uy; 64uy; 0uy; 2uy; 1uy; 64uy |]
        let session = [| 0x88uy; 0x64uy; 0x11uy; 0uy; 0uy; 1uy; 0uy; 0uy |]

        [ LinkType.RawIp, [||]
          LinkType.RawIpOfBsd, [||]
          LinkType.RawIpOfOpenBsd, [||]
          LinkType.RawIp4, [||]
          LinkType.RawIp6, [||]
          LinkType.Ethernet, Array.concat [ ethernet; tag; etherType ]
          LinkType.Ethernet, Array.concat [ ethernet; session; pppProtocol ]
          LinkType.Ethernet, Array.append ethernet labels
          LinkType.Ethernet, Array.append (Array.zeroCreate 12) etherType
          LinkType.LinuxCooked1, Array.append (Array.zeroCreate 14) etherType
          LinkType.LinuxCooked2, Array.append etherType (Array.zeroCreate 18)
          LinkType.Null, [| 2uy; 0uy; 0uy; 0uy |]
          LinkType.Loop, [| 0uy; 0uy; 0uy; 2uy |] ]
        |> List.map (fun (linkType, header) -> linkType, Array.append header packet)

    let private parse linkType (frame: byte[]) =
        Packet.parse linkType (ReadOnlyMemory frame)

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``A datagram is read back from its packet behind every link layer`` (datagram: Datagram) =
        build datagram
        |> framed
        |> List.forall (fun (linkType, frame) -> parse linkType frame |> isOf datagram)

    [<Fact>]
    let ``A packet whose length segmentation offload left at 0 is as long as its frame`` () : unit =
        let datagram =
            { Source = Endpoint.create "10.0.0.1" 1_000
              Destination = Endpoint.create "10.0.0.2" 2_000
              Payload = ReadOnlyMemory [| 1uy; 2uy; 3uy |] }

        let packet = build datagram
        packet[2] <- 0uy
        packet[3] <- 0uy
        parse LinkType.RawIp packet |> isOf datagram |> Expect.isTrue

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``What pads a short frame is no part of the payload`` (datagram: Datagram) =
        Array.append (build datagram) (Array.zeroCreate 18) |> parse LinkType.RawIp |> isOf datagram

    [<Property(Arbitrary = [| typeof<Arbitraries> |])>]
    let ``A frame cut anywhere is truncated`` (datagram: Datagram) (NonNegativeInt cut) =
        build datagram
        |> framed
        |> List.forall (fun (linkType, frame) ->
            let cut = cut % frame.Length

            [ frame[.. cut - 1]; frame[.. frame.Length - cut - 2] ]
            |> List.forall (fun cut ->
                match parse linkType cut with
                | Error Truncated -> true
                | Error _
                | Ok _ -> false))

    [<Property>]
    let ``Any bytes are a datagram or none`` (bytes: byte[]) (linkType: int) =
        for linkType in linkType :: [ 0; 1; 101; 108; 113; 276 ] do
            parse linkType bytes |> ignore

            for version in [ 0x45uy; 0x60uy ] do
                parse linkType (Array.append [| version |] bytes) |> ignore

    let private refusal source destination (length: int) =
        let datagram =
            { Source = Endpoint.create source 1
              Destination = Endpoint.create destination 2
              Payload = ReadOnlyMemory(Array.zeroCreate<byte> length) }

        match Packet.build datagram with
        | Ok packet -> $"{packet.Length} bytes"
        | Error e -> e.Problem

    [<Theory>]
    [<InlineData("127.0.0.1", 65_507, "65535 bytes")>]
    [<InlineData("127.0.0.1", 65_508, "oversize")>]
    [<InlineData("::1", 65_527, "65575 bytes")>]
    [<InlineData("::1", 65_528, "oversize")>]
    let ``A datagram has at most what IP can carry`` (host: string) (length: int) (expected: string) : unit =
        refusal host host length |> Expect.equal expected

    [<Fact>]
    let ``An endpoint that is no address and ends of two families are refused by name`` () : unit =
        [ refusal "peer" "127.0.0.1" 0
          refusal "127.0.0.1" "peer" 0
          refusal "127.0.0.1" "::1" 0 ]
        |> Expect.equal [ "no-address"; "no-address"; "mixed-families" ]

    [<Fact>]
    let ``An IPv4 address in IPv6 clothes makes an IPv4 packet`` () : unit =
        refusal "::ffff:127.0.0.1" "127.0.0.1" 0 |> Expect.equal "28 bytes"

    /// A good IPv4 packet with bytes changed at some offsets.
    let private changed (changes: (int * byte) list) =
        let packet =
            build
                { Source = Endpoint.create "10.0.0.1" 1
                  Destination = Endpoint.create "10.0.0.2" 2
                  Payload = ReadOnlyMemory(Array.zeroCreate<byte> 10) }

        for offset, value in changes do
            packet[offset] <- value

        match parse LinkType.RawIp packet with
        | Ok datagram -> failwith $"a datagram of {datagram.Payload.Length} bytes"
        | Error reason -> reason

    [<Fact>]
    let ``A packet that holds no datagram is refused by name`` () : unit =
        [ changed [ 9, 1uy ]
          changed [ 9, 132uy ]
          changed [ 6, 0x20uy ]
          changed [ 7, 1uy ]
          changed [ 0, 0x44uy ]
          changed [ 25, 99uy ]
          changed [ 25, 7uy ]
          changed [ 0, 0x55uy ] ]
        |> Expect.equal
            [ Icmp
              OtherProtocol 132
              Fragment
              Fragment
              BadLength
              BadLength
              BadLength
              NotIp 0 ]

    [<Fact>]
    let ``Frames of other kinds are named`` () : unit =
        let arp = Array.concat [ Array.zeroCreate 12; [| 8uy; 6uy |]; Array.zeroCreate 28 ]

        [ parse LinkType.Ethernet arp; parse 105 arp ]
        |> List.map (fun result ->
            match result with
            | Ok _ -> None
            | Error reason -> Some reason)
        |> Expect.equal [ Some(NotIp 0x0806); Some(UnknownLink 105) ]

    [<Fact>]
    let ``Options of IPv6 are skipped up to the datagram, and a fragment among them is named`` () : unit =
        let datagram =
            { Source = Endpoint.create "fe80::1" 1
              Destination = Endpoint.create "fe80::2" 2
              Payload = ReadOnlyMemory "payload"B }

        let packet = build datagram

        let withExtensions (extensions: byte[]) =
            let longer = Array.concat [ packet[..39]; extensions; packet[40..] ]
            longer[5] <- byte (longer.Length - 40)
            longer[6] <- 0uy
            parse LinkType.RawIp longer

        let hopByHop next =
            Array.append [| next; 1uy |] (Array.zeroCreate 14)

        let fragment offset =
            [| 17uy; 0uy; 0uy; offset; 0uy; 0uy; 0uy; 1uy |]

        let whole = withExtensions (Array.append (hopByHop 44uy) (fragment 0uy))
        let part = withExtensions (Array.append (hopByHop 44uy) (fragment 8uy))
        let endless = withExtensions [| 0uy; 255uy; 0uy; 0uy; 0uy; 0uy; 0uy; 0uy |]

        whole |> isOf datagram |> Expect.isTrue

        [ part; endless ]
        |> List.map (fun result ->
            match result with
            | Ok _ -> None
            | Error reason -> Some reason)
        |> Expect.equal [ Some Fragment; Some BadLength ]
