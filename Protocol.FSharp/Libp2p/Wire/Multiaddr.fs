namespace PeerFunctional.Libp2p

open System
open System.Buffers.Binary
open System.Text
open PeerFunctional.Kernel
open PeerFunctional.Kernel.Encodings

/// How a name is looked up: for any address, for one family, or as a list of multiaddrs.
[<RequireQualifiedAccess>]
type NameKind =
    | Dns
    | Dns4
    | Dns6
    | Dnsaddr

/// One part of a multiaddr.
[<RequireQualifiedAccess>]
type AddressPart =
    | Ip4 of string
    | Ip6 of string
    | Name of NameKind * string
    | Tcp of port: int
    | Udp of port: int
    /// QUIC draft 29.
    | Quic
    | QuicV1
    | P2p of PeerId
    /// A protocol that is not known here, with all that follows: only its own rules say where its value ends.
    | Unknown of ByteString

/// Where a peer can be reached, and by which protocols: `/ip4/127.0.0.1/udp/4001/quic-v1`. Its parts stand in their canonical spelling.
type Multiaddr =
    private
        { AddressParts: AddressPart list }

    member address.Parts = address.AddressParts

module Multiaddr =

    /// Bytes of the longest multiaddr that is read.
    [<Literal>]
    let MaxBytes = 1_024

    /// Bytes of the longest name.
    [<Literal>]
    let MaxName = 255

    let empty = { AddressParts = [] }

    let private wrong detail =
        Malformation.error "bad-multiaddr" detail

    let private cutShort () = wrong "a multiaddr is cut short"

    let private nameCode kind =
        match kind with
        | NameKind.Dns -> 53UL
        | NameKind.Dns4 -> 54UL
        | NameKind.Dns6 -> 55UL
        | NameKind.Dnsaddr -> 56UL

    let private port (bytes: ReadOnlyMemory<byte>) =
        int (BinaryPrimitives.ReadUInt16BigEndian bytes.Span)

    /// A value of a fixed length, and what it means.
    let private fixedPart count create (bytes: ReadOnlyMemory<byte>) =
        if bytes.Length < count then
            cutShort ()
        else
            Ok(struct (create (bytes.Slice(0, count)), bytes.Slice count))

    let private prefixedPart create bytes =
        match Varint.takePrefixed bytes with
        | Ok struct (value, rest) -> create value |> Result.map (fun part -> struct (part, rest))
        | Error() -> cutShort ()

    let private isName (text: string) =
        text <> ""
        && Encoding.UTF8.GetByteCount text <= MaxName
        && Seq.forall (fun letter -> letter <> '/' && not (Char.IsControl letter || Char.IsWhiteSpace letter)) text

    let private name kind text =
        if isName text then
            Ok(AddressPart.Name(kind, text))
        else
            wrong $"a name has 1 to {MaxName} bytes, and no blank or slash"

    let private nameOfBytes kind bytes =
        Utf8Text.read "a name" bytes |> Result.bind (name kind)

    /// The value behind a code. `whole` begins with the code.
    let private ofCode code (whole: ReadOnlyMemory<byte>) (value: ReadOnlyMemory<byte>) =
        match code with
        | 4UL -> fixedPart 4 (fun bytes -> AddressPart.Ip4(IpAddress.print bytes.Span)) value
        | 41UL -> fixedPart 16 (fun bytes -> AddressPart.Ip6(IpAddress.print bytes.Span)) value
        | 6UL -> fixedPart 2 (port >> AddressPart.Tcp) value
        | 273UL -> fixedPart 2 (port >> AddressPart.Udp) value
        | 53UL -> prefixedPart (nameOfBytes NameKind.Dns) value
        | 54UL -> prefixedPart (nameOfBytes NameKind.Dns4) value
        | 55UL -> prefixedPart (nameOfBytes NameKind.Dns6) value
        | 56UL -> prefixedPart (nameOfBytes NameKind.Dnsaddr) value
        | 421UL -> prefixedPart (PeerId.ofMultihash >> Result.map AddressPart.P2p) value
        | 460UL -> Ok(struct (AddressPart.Quic, value))
        | 461UL -> Ok(struct (AddressPart.QuicV1, value))
        | _ -> Ok(struct (AddressPart.Unknown { Bytes = whole }, ReadOnlyMemory.Empty))

    let ofBytes (bytes: ReadOnlyMemory<byte>) =
        let rec next (bytes: ReadOnlyMemory<byte>) parts =
            if bytes.IsEmpty then
                Ok { AddressParts = List.rev parts }
            else
                match Varint.read bytes with
                | Whole(_, length) when length > 1 && bytes.Span[length - 1] = 0uy ->
                    wrong "the code of a protocol is longer than need be"
                | Whole(code, length) ->
                    match ofCode code bytes (bytes.Slice length) with
                    | Ok struct (part, rest) -> next rest (part :: parts)
                    | Error problem -> Error problem
                | CutShort -> cutShort ()
                | TooLong -> wrong "the code of a protocol has more than 64 bits"

        if bytes.Length > MaxBytes then
            wrong $"a multiaddr has at most {MaxBytes} bytes"
        else
            next bytes []

    let private ip text =
        IpAddress.parse text |> Option.defaultValue [||]

    let private partBytes part =
        let coded code (value: byte array) = Array.append (Varint.write code) value

        match part with
        | AddressPart.Ip4 text -> coded 4UL (ip text)
        | AddressPart.Ip6 text -> coded 41UL (ip text)
        | AddressPart.Name(kind, text) -> coded (nameCode kind) (Varint.prefixed (Encoding.UTF8.GetBytes text))
        | AddressPart.Tcp port -> coded 6UL [| byte (port >>> 8); byte port |]
        | AddressPart.Udp port -> coded 273UL [| byte (port >>> 8); byte port |]
        | AddressPart.Quic -> coded 460UL [||]
        | AddressPart.QuicV1 -> coded 461UL [||]
        | AddressPart.P2p peer -> coded 421UL (Varint.prefixed (PeerId.bytes peer))
        | AddressPart.Unknown bytes -> bytes.Bytes.ToArray()

    let bytes address =
        address.AddressParts |> List.map partBytes |> Array.concat

    let private partText part =
        match part with
        | AddressPart.Ip4 text -> $"/ip4/{text}"
        | AddressPart.Ip6 text -> $"/ip6/{text}"
        | AddressPart.Name(NameKind.Dns, text) -> $"/dns/{text}"
        | AddressPart.Name(NameKind.Dns4, text) -> $"/dns4/{text}"
        | AddressPart.Name(NameKind.Dns6, text) -> $"/dns6/{text}"
        | AddressPart.Name(NameKind.Dnsaddr, text) -> $"/dnsaddr/{text}"
        | AddressPart.Tcp port -> $"/tcp/{port}"
        | AddressPart.Udp port -> $"/udp/{port}"
        | AddressPart.Quic -> "/quic"
        | AddressPart.QuicV1 -> "/quic-v1"
        | AddressPart.P2p peer -> $"/p2p/{peer}"
        | AddressPart.Unknown bytes -> $"/unknown/{Convert.ToHexStringLower bytes.Bytes.Span}"

    /// The text; none for the empty address. Protocols that are not known here stand as `/unknown/` and hexadecimal digits.
    let text address =
        address.AddressParts |> List.map partText |> String.concat ""

    let private ofPort create (text: string) =
        match UInt16.TryParse text with
        | true, port when text = string port -> Ok(create (int port))
        | _ -> wrong "a port is a number from 0 to 65535"

    let private ofIp create length (text: string) =
        match IpAddress.parse text with
        | Some bytes when bytes.Length = length && not (text.Contains '%') ->
            Ok(create (IpAddress.print (ReadOnlySpan bytes)))
        | Some _
        | None -> wrong $"{8 * length} bits of an IP address are expected"

    let private ofHex (text: string) =
        let bytes = Array.zeroCreate<byte>(text.Length / 2)
        let mutable read = 0
        let mutable written = 0

        match Convert.FromHexString(text, Span bytes, &read, &written) with
        | Buffers.OperationStatus.Done when text <> "" -> Ok bytes
        | _ -> wrong "pairs of hexadecimal digits are expected"

    /// The unknown part that some bytes are; an address of known parts is not read so.
    let private ofUnknown text =
        match ofHex text |> Result.bind (ReadOnlyMemory >> ofBytes) with
        | Ok { AddressParts = [ AddressPart.Unknown _ & unknown ] } -> Ok unknown
        | Ok _ -> wrong "a known protocol stands among unknown ones"
        | Error problem -> Error problem

    /// The part that a name and a value spell.
    let private ofNamed name' value =
        match name' with
        | "ip4" -> ofIp AddressPart.Ip4 4 value
        | "ip6" -> ofIp AddressPart.Ip6 16 value
        | "dns" -> name NameKind.Dns value
        | "dns4" -> name NameKind.Dns4 value
        | "dns6" -> name NameKind.Dns6 value
        | "dnsaddr" -> name NameKind.Dnsaddr value
        | "tcp" -> ofPort AddressPart.Tcp value
        | "udp" -> ofPort AddressPart.Udp value
        | "p2p" -> PeerId.parse value |> Result.map AddressPart.P2p
        | "unknown" -> ofUnknown value
        | _ -> wrong "a protocol is one of ip4, ip6, dns, dns4, dns6, dnsaddr, tcp, udp, quic, quic-v1, p2p"

    /// Reads a text. The empty text and `/` are the empty address.
    let parse (text: string) =
        let rec next texts parts =
            match texts with
            | [] -> Ok { AddressParts = List.rev parts }
            | "quic" :: rest -> next rest (AddressPart.Quic :: parts)
            | "quic-v1" :: rest -> next rest (AddressPart.QuicV1 :: parts)
            | name :: value :: rest ->
                match ofNamed name value with
                | Ok(AddressPart.Unknown _) when rest <> [] -> wrong "nothing stands behind an unknown protocol"
                | Ok part -> next rest (part :: parts)
                | Error problem -> Error problem
            | [ _ ] -> wrong "the last protocol is not known, or has no value"

        if text.Length > 3 * MaxBytes then
            wrong $"a multiaddr has at most {MaxBytes} bytes"
        elif text = "" || text = "/" then
            Ok empty
        elif text[0] <> '/' then
            wrong "a multiaddr begins with a slash"
        else
            next (List.ofArray (text.Substring(1).Split '/')) []
            |> Result.bind (fun address ->
                if (bytes address).Length > MaxBytes then
                    wrong $"a multiaddr has at most {MaxBytes} bytes"
                else
                    Ok address)

    /// The address with a peer's id at its end.
    let withPeer peer address =
        { AddressParts = address.AddressParts @ [ AddressPart.P2p peer ] }

    /// The address of these parts, which hold what their names say.
    let internal ofParts parts = { AddressParts = parts }
