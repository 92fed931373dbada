namespace PeerFunctional.Encoding

open System
open System.Buffers.Binary
open PeerFunctional.Kernel

/// A UDP datagram with the two ends of its way.
[<NoEquality; NoComparison>]
type Datagram =
    { Source: Endpoint
      Destination: Endpoint
      Payload: ReadOnlyMemory<byte> }

/// Why a captured frame holds no UDP datagram.
type NoDatagram =
    /// A link layer that is not read here, by its pcap number.
    | UnknownLink of linkType: int
    /// Neither IPv4 nor IPv6, such as ARP (0x0806).
    | NotIp of etherType: int
    /// A report about another packet, such as "port unreachable".
    | Icmp
    /// Another protocol over IP, such as TCP (6).
    | OtherProtocol of number: int
    /// A part of a larger IP packet.
    | Fragment
    /// The frame ends before its headers say so.
    | Truncated
    /// A length in a header contradicts the header itself or the one around it.
    | BadLength

/// Link layers by their pcap number (LINKTYPE_ values of the tcpdump group).
module LinkType =

    /// BSD loopback: an address family of four bytes in the byte order of the capturing machine.
    [<Literal>]
    let Null = 0

    [<Literal>]
    let Ethernet = 1

    /// No link layer: the packet starts with its IP header.
    [<Literal>]
    let RawIp = 101

    /// OpenBSD loopback: as `Null`, in network byte order.
    [<Literal>]
    let Loop = 108

    /// Linux "any" interface, header of 16 bytes.
    [<Literal>]
    let LinuxCooked1 = 113

    /// Linux "any" interface, header of 20 bytes.
    [<Literal>]
    let LinuxCooked2 = 276

/// IP packets that carry UDP: written whole, read from any of the link layers of `LinkType`.
module Packet =

    let private udp = 17
    let private udpHeader = 8

    let private readUInt16 (bytes: ReadOnlyMemory<byte>) offset =
        int (BinaryPrimitives.ReadUInt16BigEndian(bytes.Span.Slice(offset, 2)))

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

    /// What an IP header says of the packet: who to whom, which protocol, and the protocol's bytes.
    [<Struct; NoEquality; NoComparison>]
    type private Ip =
        { From: string
          To: string
          Protocol: int
          Body: ReadOnlyMemory<byte> }

    let private host (bytes: ReadOnlyMemory<byte>) offset length =
        IpAddress.print (bytes.Span.Slice(offset, length))

    let private parse4 (bytes: ReadOnlyMemory<byte>) =
        let header = int (bytes.Span[0] &&& 0xfuy) * 4
        let total = readUInt16 bytes 2

        if header < 20 || total < header then
            Error BadLength
        elif total > bytes.Length then
            Error Truncated
        elif readUInt16 bytes 6 &&& 0x3fff <> 0 then
            Error Fragment
        else
            Ok
                { From = host bytes 12 4
                  To = host bytes 16 4
                  Protocol = int bytes.Span[9]
                  Body = bytes.Slice(header, total - header) }

    /// Skips hop-by-hop (0), routing (43) and destination (60) options, and a fragment header (44) of a whole packet.
    let rec private skipExtensions protocol (body: ReadOnlyMemory<byte>) =
        match protocol with
        | 0
        | 43
        | 44
        | 60 when body.Length < 8 -> Error BadLength
        | 44 when readUInt16 body 2 &&& 0xfff9 <> 0 -> Error Fragment
        | 44 -> skipExtensions (int body.Span[0]) (body.Slice 8)
        | 0
        | 43
        | 60 ->
            let length = 8 + 8 * int body.Span[1]

            if length > body.Length then
                Error BadLength
            else
                skipExtensions (int body.Span[0]) (body.Slice length)
        | other -> Ok struct (other, body)

    let private parse6 (bytes: ReadOnlyMemory<byte>) =
        let length = readUInt16 bytes 4

        if length > bytes.Length - 40 then
            Error Truncated
        else
            skipExtensions (int bytes.Span[6]) (bytes.Slice(40, length))
            |> Result.map (fun struct (protocol, body) ->
                { From = host bytes 8 16
                  To = host bytes 24 16
                  Protocol = protocol
                  Body = body })

    let private parseIp (bytes: ReadOnlyMemory<byte>) =
        if bytes.IsEmpty then
            Error Truncated
        else
            match int bytes.Span[0] >>> 4 with
            | 4 when bytes.Length >= 20 -> parse4 bytes
            | 6 when bytes.Length >= 40 -> parse6 bytes
            | 4
            | 6 -> Error Truncated
            | _ -> Error(NotIp 0)

    let private parseUdp ip =
        match ip.Protocol with
        | 1
        | 58 -> Error Icmp
        | protocol when protocol <> udp -> Error(OtherProtocol protocol)
        | _ when ip.Body.Length < udpHeader -> Error BadLength
        | _ ->
            let length = readUInt16 ip.Body 4

            if length < udpHeader || length > ip.Body.Length then
                Error BadLength
            else
                Ok
                    { Source = Endpoint.create ip.From (readUInt16 ip.Body 0)
                      Destination = Endpoint.create ip.To (readUInt16 ip.Body 2)
                      Payload = ip.Body.Slice(udpHeader, length - udpHeader) }

    /// The IP packet of a frame: what follows a link header of `length` bytes whose EtherType stands at `typeAt`.
    let private behind length typeAt (frame: ReadOnlyMemory<byte>) =
        if frame.Length < length then
            Error Truncated
        else
            match readUInt16 frame typeAt with
            | 0x0800
            | 0x86dd -> Ok(frame.Slice length)
            | other -> Error(NotIp other)

    let private parseLink linkType (frame: ReadOnlyMemory<byte>) =
        match linkType with
        | LinkType.RawIp -> Ok frame
        | LinkType.Ethernet -> frame |> behind 14 12
        | LinkType.LinuxCooked1 -> frame |> behind 16 14
        | LinkType.LinuxCooked2 -> frame |> behind 20 0
        // The family's number differs from system to system; the IP header's own version does not.
        | LinkType.Null
        | LinkType.Loop when frame.Length >= 4 -> Ok(frame.Slice 4)
        | LinkType.Null
        | LinkType.Loop -> Error Truncated
        | other -> Error(UnknownLink other)

    /// The UDP datagram in a captured frame. Checksums are not looked at: captures on the sending machine lack them.
    let parse linkType frame =
        frame |> parseLink linkType |> Result.bind parseIp |> Result.bind parseUdp
