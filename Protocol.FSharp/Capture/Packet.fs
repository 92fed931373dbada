namespace PeerFunctional.Capture

open System
open System.Buffers.Binary
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel

/// IP packets that carry UDP or TCP: written whole, read from any of the link layers of `LinkType`.
module Packet =

    let private tcp = 6
    let private udp = 17
    let private udpHeader = 8
    let private tcpHeader = 20

    /// The most bytes an IP packet carries: over IPv4 its header counts in its length, over IPv6 it does not.
    let private maxBody4 = 65_515
    let private maxBody6 = 65_535

    let private writeUInt16 (bytes: byte[]) offset (value: int) =
        BinaryPrimitives.WriteUInt16BigEndian(Span(bytes, offset, 2), uint16 value)

    /// The Internet checksum (RFC 1071) of bytes, beginning with a sum that stands for others.
    let private checksum (start: int) (bytes: ReadOnlySpan<byte>) =
        let mutable sum = uint64 start
        let mutable rest = bytes

        while rest.Length >= 2 do
            sum <- sum + uint64 (BinaryPrimitives.ReadUInt16BigEndian rest)
            rest <- rest.Slice 2

        if rest.Length = 1 then
            sum <- sum + (uint64 rest[0] <<< 8)

        while sum > 0xffffUL do
            sum <- (sum &&& 0xffffUL) + (sum >>> 16)

        int (~~~(uint16 sum))

    let private header4 protocol length =
        let header = Array.zeroCreate<byte> 20
        header[0] <- 0x45uy
        writeUInt16 header 2 (20 + length)
        header[6] <- 0x40uy // do not fragment
        header[8] <- 64uy // hops
        header[9] <- byte protocol
        header

    let private header6 protocol length =
        let header = Array.zeroCreate<byte> 40
        header[0] <- 0x60uy
        writeUInt16 header 4 length
        header[6] <- byte protocol
        header[7] <- 64uy // hops
        header

    /// An IP header without its addresses, the addresses, and the body, with the body's checksum at an offset of it.
    let private assemble protocol (header: byte[]) (source: byte[]) (destination: byte[]) (body: byte[]) checksumAt =
        let start = header.Length
        let packet = Array.append header body
        let addresses = start - 2 * source.Length
        source.CopyTo(packet, addresses)
        destination.CopyTo(packet, addresses + source.Length)

        // The pseudo header: both addresses, the protocol and the length (RFC 768, RFC 9293, RFC 8200). 0 would mean "none".
        match checksum (protocol + body.Length) (ReadOnlySpan(packet, addresses, packet.Length - addresses)) with
        | 0 -> writeUInt16 packet (start + checksumAt) 0xffff
        | sum -> writeUInt16 packet (start + checksumAt) sum

        packet

    let private mappedPrefix =
        Array.append (Array.zeroCreate<byte> 10) [| 0xffuy; 0xffuy |]

    /// The bytes of an endpoint's address; an IPv4 address mapped into IPv6 is the IPv4 address.
    let private address (endpoint: Endpoint) =
        match IpAddress.parse endpoint.Host with
        | Some bytes when bytes.Length = 16 && bytes[..11] = mappedPrefix -> Ok bytes[12..]
        | Some bytes -> Ok bytes
        | None -> Malformation.error "no-address" $"'{endpoint.Host}' is not an IP address"

    /// The most payload bytes of a datagram over IPv4 and over IPv6: lengths have 16 bits.
    [<Literal>]
    let MaxPayload4 = 65_507

    [<Literal>]
    let MaxPayload6 = 65_527

    /// The packet of a protocol's header and payload, with the checksum at an offset of the header.
    let private packet protocol (header: byte[]) checksumAt source destination (payload: ReadOnlyMemory<byte>) =
        let build ipHeader source destination =
            let body = Array.zeroCreate<byte>(header.Length + payload.Length)
            header.CopyTo(body, 0)
            payload.CopyTo(Memory(body, header.Length, payload.Length))
            assemble protocol (ipHeader protocol body.Length) source destination body checksumAt

        let within most build =
            if header.Length + payload.Length > most then
                Malformation.error
                    "oversize"
                    $"a packet carries at most {most - header.Length} bytes here, not {payload.Length}"
            else
                Ok(build ())

        match address source, address destination with
        | Ok from, Ok target when from.Length <> target.Length ->
            Malformation.error "mixed-families" $"{source} and {destination} are addresses of two families"
        | Ok from, Ok target when from.Length = 4 ->
            within maxBody4 (fun () ->
                let packet = build header4 from target
                writeUInt16 packet 10 (checksum 0 (ReadOnlySpan(packet, 0, 20)))
                packet)
        | Ok from, Ok target -> within maxBody6 (fun () -> build header6 from target)
        | Error e, _
        | _, Error e -> Error e

    /// The IPv4 or IPv6 packet of a datagram, with its checksums. The error is an endpoint without a literal address, two
    /// ends of different families, or a payload that is too long.
    let build (datagram: Datagram) =
        let header = Array.zeroCreate<byte> udpHeader
        writeUInt16 header 0 datagram.Source.Port
        writeUInt16 header 2 datagram.Destination.Port
        writeUInt16 header 4 (udpHeader + datagram.Payload.Length)
        packet udp header 6 datagram.Source datagram.Destination datagram.Payload

    /// The IPv4 or IPv6 packet of a segment, with its checksums and the widest window that needs no option. The errors are
    /// those of `build`.
    let ofSegment (segment: Segment) =
        let header = Array.zeroCreate<byte> tcpHeader
        let flag value isSet = if isSet then value else 0uy
        writeUInt16 header 0 segment.Source.Port
        writeUInt16 header 2 segment.Destination.Port
        BinaryPrimitives.WriteUInt32BigEndian(Span(header, 4, 4), segment.Sequence)
        BinaryPrimitives.WriteUInt32BigEndian(Span(header, 8, 4), ValueOption.defaultValue 0u segment.Acknowledgement)
        header[12] <- byte (tcpHeader / 4 <<< 4)

        header[13] <-
            flag 1uy segment.Fin
            ||| flag 2uy segment.Syn
            ||| flag 4uy segment.Reset
            ||| flag 8uy (not segment.Payload.IsEmpty)
            ||| flag 16uy segment.Acknowledgement.IsSome

        writeUInt16 header 14 0xffff
        packet tcp header 16 segment.Source segment.Destination segment.Payload

    /// The UDP datagram in a captured frame that is whole by itself.
    let parse linkType frame =
        frame
        |> Link.ipPacket linkType
        |> Result.bind IpPacket.parse
        |> Result.bind TransportLayer.ofIp
        |> Result.bind (function
            | Udp datagram -> Ok datagram
            | Tcp _ -> Error(OtherProtocol 6))
