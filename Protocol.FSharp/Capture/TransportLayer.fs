namespace PeerFunctional.Capture

open System
open System.Buffers.Binary
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type Datagram =
    { Source: Endpoint
      Destination: Endpoint
      Payload: ReadOnlyMemory<byte> }

[<NoEquality; NoComparison>]
type Segment =
    { Source: Endpoint
      Destination: Endpoint
      Sequence: uint32
      Acknowledgement: uint32 voption
      Syn: bool
      Fin: bool
      Reset: bool
      Payload: ReadOnlyMemory<byte>
      Missing: int }

[<NoEquality; NoComparison>]
type TransportLayer =
    | Udp of Datagram
    | Tcp of Segment

module TransportLayer =

    let private readUInt16 (bytes: ReadOnlyMemory<byte>) offset =
        int (BinaryPrimitives.ReadUInt16BigEndian(bytes.Span.Slice(offset, 2)))

    let private udp (ip: IpPacket) =
        if ip.Body.Length < 8 then
            Error BadLength
        else
            let length = readUInt16 ip.Body 4

            if length < 8 || length > ip.Body.Length then
                Error BadLength
            else
                Ok(
                    Udp
                        { Source = Endpoint.create ip.From (readUInt16 ip.Body 0)
                          Destination = Endpoint.create ip.To (readUInt16 ip.Body 2)
                          Payload = ip.Body.Slice(8, length - 8) }
                )

    let private tcp missing (ip: IpPacket) =
        if ip.Body.Length < 20 then
            Error BadLength
        else
            let header = int (ip.Body.Span[12] >>> 4) * 4
            let has flag = ip.Body.Span[13] &&& flag <> 0uy

            if header < 20 || header > ip.Body.Length then
                Error BadLength
            else
                Ok(
                    Tcp
                        { Source = Endpoint.create ip.From (readUInt16 ip.Body 0)
                          Destination = Endpoint.create ip.To (readUInt16 ip.Body 2)
                          Sequence = BinaryPrimitives.ReadUInt32BigEndian(ip.Body.Span.Slice(4, 4))
                          Acknowledgement =
                            if has 16uy then
                                ValueSome(BinaryPrimitives.ReadUInt32BigEndian(ip.Body.Span.Slice(8, 4)))
                            else
                                ValueNone
                          Fin = has 1uy
                          Syn = has 2uy
                          Reset = has 4uy
                          Payload = ip.Body.Slice header
                          Missing = missing }
                )

    let ofIp (ip: IpPacket) =
        match ip.FragmentInfo, ip.Protocol with
        | ValueSome _, _ -> Error Fragment
        | ValueNone, (1 | 58) -> Error Icmp
        | ValueNone, 6 -> tcp 0 ip
        | ValueNone, 17 -> udp ip
        | ValueNone, other -> Error(OtherProtocol other)

    let ofCut (ip: IpPacket) missing =
        match ip.FragmentInfo, ip.Protocol with
        | ValueNone, 6 -> tcp missing ip
        | ValueNone, _
        | ValueSome _, _ -> Error Truncated
