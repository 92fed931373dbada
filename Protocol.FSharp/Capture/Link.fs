namespace PeerFunctional.Capture

open System
open System.Buffers.Binary

type NotIp =
    | UnknownLink of linkType: int
    | NotIp of etherType: int
    | Icmp
    | OtherProtocol of number: int
    | Fragment
    | Truncated
    | BadLength

module LinkType =

    [<Literal>]
    let Null = 0

    [<Literal>]
    let Ethernet = 1

    [<Literal>]
    let RawIp = 101

    [<Literal>]
    let RawIpOfBsd = 12

    [<Literal>]
    let RawIpOfOpenBsd = 14

    [<Literal>]
    let RawIp4 = 228

    [<Literal>]
    let RawIp6 = 229

    [<Literal>]
    let Loop = 108

    [<Literal>]
    let LinuxCooked1 = 113

    [<Literal>]
    let LinuxCooked2 = 276

module Link =

    /// VLAN tags in a row that are looked behind; QinQ has two.
    [<Literal>]
    let private MaxTags = 4

    /// Labels of MPLS in a row that are looked behind.
    [<Literal>]
    let private MaxLabels = 16

    let private readUInt16 (bytes: ReadOnlyMemory<byte>) offset =
        int (BinaryPrimitives.ReadUInt16BigEndian(bytes.Span.Slice(offset, 2)))

    /// Looks behind labels of MPLS (RFC 3032: four bytes each, the lowest bit of the third tells the last one). What follows is an
    /// IP packet where its first four bits are a version of IP.
    let rec private unlabel labels etherType (rest: ReadOnlyMemory<byte>) =
        if rest.Length < 5 then
            Error Truncated
        elif rest.Span[2] &&& 1uy = 0uy && labels < MaxLabels then
            unlabel (labels + 1) etherType (rest.Slice 4)
        else
            match rest.Span[2] &&& 1uy, rest.Span[4] >>> 4 with
            | 1uy, (4uy | 6uy) -> Ok(rest.Slice 4)
            | _ -> Error(NotIp etherType)

    /// Looks behind VLAN tags (802.1Q 0x8100, QinQ 0x88a8, 0x9100 and 0x9200: four bytes each, the last two the next EtherType)
    /// a session of PPPoE (RFC 2516: six bytes, then the protocol of PPP), and labels of MPLS.
    let rec private untag tags etherType (rest: ReadOnlyMemory<byte>) =
        match etherType with
        | 0x0800
        | 0x86dd -> Ok rest
        | 0x8100
        | 0x88a8
        | 0x9100
        | 0x9200 when tags < MaxTags ->
            if rest.Length < 4 then
                Error Truncated
            else
                untag (tags + 1) (readUInt16 rest 2) (rest.Slice 4)
        | 0x8847
        | 0x8848 -> unlabel 1 etherType rest
        | 0x8864 when rest.Length < 8 -> Error Truncated
        | 0x8864 ->
            match readUInt16 rest 6 with
            | 0x0021
            | 0x0057 -> Ok(rest.Slice 8)
            | _ -> Error(NotIp etherType)
        | other -> Error(NotIp other)

    /// What follows a link header of `length` bytes whose EtherType stands at `typeAt`.
    let private behind length typeAt (frame: ReadOnlyMemory<byte>) =
        if frame.Length < length then
            Error Truncated
        else
            untag 0 (readUInt16 frame typeAt) (frame.Slice length)

    let ipPacket linkType (frame: ReadOnlyMemory<byte>) =
        match linkType with
        | LinkType.RawIp
        | LinkType.RawIpOfBsd
        | LinkType.RawIpOfOpenBsd
        | LinkType.RawIp4
        | LinkType.RawIp6 -> Ok frame
        | LinkType.Ethernet -> frame |> behind 14 12
        | LinkType.LinuxCooked1 -> frame |> behind 16 14
        | LinkType.LinuxCooked2 -> frame |> behind 20 0
        // The family's number differs from system to system; the IP header's own version does not.
        | LinkType.Null
        | LinkType.Loop when frame.Length >= 4 -> Ok(frame.Slice 4)
        | LinkType.Null
        | LinkType.Loop -> Error Truncated
        | other -> Error(UnknownLink other)
