namespace PeerFunctional.Encoding

open System
open System.Buffers.Binary
open PeerFunctional.Kernel

/// IP packets that carry UDP: written whole, read from any of the link layers of `LinkType`.
module Packet =

    let private udp = 17
    let private udpHeader = 8

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

    let private header4 length =
        let header = Array.zeroCreate<byte> 20
        header[0] <- 0x45uy
        writeUInt16 header 2 (20 + length)
        header[6] <- 0x40uy // do not fragment
        header[8] <- 64uy // hops
        header[9] <- byte udp
        header

    let private header6 length =
        let header = Array.zeroCreate<byte> 40
        header[0] <- 0x60uy
        writeUInt16 header 4 length
        header[6] <- byte udp
        header[7] <- 64uy // hops
        header

    /// An IP header without its addresses, the addresses, a UDP header and the payload, with the UDP checksum.
    let private assemble (header: byte[]) (source: byte[]) (destination: byte[]) (datagram: Datagram) =
        let segment = header.Length
        let packet = Array.zeroCreate<byte>(segment + udpHeader + datagram.Payload.Length)
        let addresses = segment - 2 * source.Length
        header.CopyTo(packet, 0)
        source.CopyTo(packet, addresses)
        destination.CopyTo(packet, addresses + source.Length)
        writeUInt16 packet segment datagram.Source.Port
        writeUInt16 packet (segment + 2) datagram.Destination.Port
        writeUInt16 packet (segment + 4) (packet.Length - segment)
        datagram.Payload.CopyTo(Memory(packet, segment + udpHeader, datagram.Payload.Length))

        // The pseudo header: both addresses, the protocol and the length (RFC 768, RFC 8200). 0 would mean "none".
        match checksum (udp + packet.Length - segment) (ReadOnlySpan(packet, addresses, packet.Length - addresses)) with
        | 0 -> writeUInt16 packet (segment + 6) 0xffff
        | sum -> writeUInt16 packet (segment + 6) sum

        packet

    let private mappedPrefix =
        Array.append (Array.zeroCreate<byte> 10) [| 0xffuy; 0xffuy |]

    /// The bytes of an endpoint's address; an IPv4 address mapped into IPv6 is the IPv4 address.
    let private address (endpoint: Endpoint) =
        match IpAddress.parse endpoint.Host with
        | Some bytes when bytes.Length = 16 && bytes[..11] = mappedPrefix -> Ok bytes[12..]
        | Some bytes -> Ok bytes
        | None -> Malformation.error "no-address" $"'{endpoint.Host}' is no IP address"

    /// The most payload bytes of a datagram over IPv4 and over IPv6: lengths have 16 bits.
    [<Literal>]
    let MaxPayload4 = 65_507

    [<Literal>]
    let MaxPayload6 = 65_527

    /// The IPv4 or IPv6 packet of a datagram, with its checksums. The error is an endpoint without a literal address, two
    /// ends of different families, or a payload that is too long.
    let build (datagram: Datagram) =
        let length = datagram.Payload.Length

        let tooLong most =
            Malformation.error "oversize" $"a datagram carries at most {most} bytes, not {length}"

        match address datagram.Source, address datagram.Destination with
        | Ok source, Ok destination when source.Length <> destination.Length ->
            Malformation.error "mixed-families" $"no datagram goes from {datagram.Source} to {datagram.Destination}"
        | Ok source, Ok destination when source.Length = 4 ->
            if length > MaxPayload4 then
                tooLong MaxPayload4
            else
                let packet = assemble (header4 (udpHeader + length)) source destination datagram
                writeUInt16 packet 10 (checksum 0 (ReadOnlySpan(packet, 0, 20)))
                Ok packet
        | Ok source, Ok destination ->
            if length > MaxPayload6 then
                tooLong MaxPayload6
            else
                Ok(assemble (header6 (udpHeader + length)) source destination datagram)
        | Error e, _
        | _, Error e -> Error e

    /// The UDP datagram in a captured frame that is whole by itself.
    let parse linkType frame =
        frame
        |> Link.ipPacket linkType
        |> Result.bind IpPacket.parse
        |> Result.bind Transport.ofIp
        |> Result.bind (function
            | Udp datagram -> Ok datagram
            | Tcp _ -> Error(OtherProtocol 6))
