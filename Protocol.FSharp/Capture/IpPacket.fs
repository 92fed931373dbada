namespace PeerFunctional.Capture

open System
open System.Buffers.Binary
open PeerFunctional.Kernel.Encodings

[<Struct>]
type FragmentInfo =
    { Identification: uint32
      Offset: int
      More: bool }

[<Struct; NoEquality; NoComparison>]
type IpPacket =
    { From: string
      To: string
      Protocol: int
      Identification: uint32
      Body: ReadOnlyMemory<byte>
      FragmentInfo: FragmentInfo voption }

module IpPacket =

    let private readUInt16 (bytes: ReadOnlyMemory<byte>) offset =
        int (BinaryPrimitives.ReadUInt16BigEndian(bytes.Span.Slice(offset, 2)))

    let private host (bytes: ReadOnlyMemory<byte>) offset length =
        IpAddress.print (bytes.Span.Slice(offset, length))

    let private parse4 (bytes: ReadOnlyMemory<byte>) =
        let header = int (bytes.Span[0] &&& 0xfuy) * 4
        // Segmentation offload leaves the length to the network card.
        let total =
            match readUInt16 bytes 2 with
            | 0 -> bytes.Length
            | total -> total

        let place = readUInt16 bytes 6

        if header < 20 || total < header then
            Error BadLength
        elif header > bytes.Length then
            Error Truncated
        else
            let kept = min total bytes.Length

            let packet =
                { From = host bytes 12 4
                  To = host bytes 16 4
                  Protocol = int bytes.Span[9]
                  Identification = uint32 (readUInt16 bytes 4)
                  Body = bytes.Slice(header, kept - header)
                  FragmentInfo =
                    if place &&& 0x3fff = 0 then
                        ValueNone
                    else
                        ValueSome
                            { Identification = uint32 (readUInt16 bytes 4)
                              Offset = (place &&& 0x1fff) * 8
                              More = place &&& 0x2000 <> 0 } }

            Ok struct (packet, total - kept)

    /// Skips hop-by-hop (0), routing (43) and destination (60) options, and a fragment header (44) of a whole packet; stops
    /// behind the header of a fragment.
    let rec private skipExtensions protocol (body: ReadOnlyMemory<byte>) =
        match protocol with
        | 0
        | 43
        | 44
        | 60 when body.Length < 8 -> Error BadLength
        | 44 when readUInt16 body 2 &&& 0xfff9 <> 0 ->
            let place = readUInt16 body 2

            let part =
                { Identification = BinaryPrimitives.ReadUInt32BigEndian(body.Span.Slice(4, 4))
                  Offset = place &&& 0xfff8
                  More = place &&& 1 <> 0 }

            Ok struct (int body.Span[0], body.Slice 8, ValueSome part)
        | 44 -> skipExtensions (int body.Span[0]) (body.Slice 8)
        | 0
        | 43
        | 60 ->
            let length = 8 + 8 * int body.Span[1]

            if length > body.Length then
                Error BadLength
            else
                skipExtensions (int body.Span[0]) (body.Slice length)
        | other -> Ok struct (other, body, ValueNone)

    let private parse6 (bytes: ReadOnlyMemory<byte>) =
        // Segmentation offload leaves the length to the network card.
        let length =
            match readUInt16 bytes 4 with
            | 0 when int bytes.Span[6] = 6 -> bytes.Length - 40
            | length -> length

        let kept = min length (bytes.Length - 40)

        skipExtensions (int bytes.Span[6]) (bytes.Slice(40, kept))
        |> Result.map (fun struct (protocol, body, part) ->
            let packet =
                { From = host bytes 8 16
                  To = host bytes 24 16
                  Protocol = protocol
                  Identification = part |> ValueOption.map _.Identification |> ValueOption.defaultValue 0u
                  Body = body
                  FragmentInfo = part }

            struct (packet, length - kept))

    let parseCut (bytes: ReadOnlyMemory<byte>) =
        if bytes.IsEmpty then
            Error Truncated
        else
            match int bytes.Span[0] >>> 4 with
            | 4 when bytes.Length >= 20 -> parse4 bytes
            | 6 when bytes.Length >= 40 -> parse6 bytes
            | 4
            | 6 -> Error Truncated
            | _ -> Error(NotIp 0)

    let parse bytes =
        parseCut bytes
        |> Result.bind (fun struct (packet, missing) -> if missing = 0 then Ok packet else Error Truncated)

    let way (packet: IpPacket) =
        let port offset =
            match packet.FragmentInfo, packet.Protocol with
            | ValueNone, (6 | 17) when packet.Body.Length >= 4 -> ValueSome(readUInt16 packet.Body offset)
            | _ -> ValueNone

        Between({ Host = packet.From; Port = port 0 }, { Host = packet.To; Port = port 2 })

    let whole (fragment: IpPacket) (body: ReadOnlyMemory<byte>) =
        match skipExtensions fragment.Protocol body with
        | Ok struct (_, _, ValueSome _) -> Error BadLength
        | Ok struct (protocol, body, ValueNone) ->
            Ok
                { fragment with
                    Protocol = protocol
                    Body = body
                    FragmentInfo = ValueNone }
        | Error reason -> Error reason
