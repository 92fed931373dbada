namespace PeerFunctional.Capture

open System.Buffers.Binary
open PeerFunctional.Kernel

type Listeners =
    private
        { Known: Set<Endpoint>
          Count: int }

module Listeners =

    [<Literal>]
    let MaxKnown = 16_384

    [<Literal>]
    let private Syn = 2uy

    [<Literal>]
    let private Ack = 16uy

    let none = { Known = Set.empty; Count = 0 }

    let contains endpoint listeners = Set.contains endpoint listeners.Known

    let private add endpoint listeners =
        if listeners.Count >= MaxKnown || contains endpoint listeners then
            listeners
        else
            { Known = Set.add endpoint listeners.Known
              Count = listeners.Count + 1 }

    let private port offset (packet: IpPacket) =
        int (BinaryPrimitives.ReadUInt16BigEndian(packet.Body.Span.Slice(offset, 2)))

    let addPacket (packet: IpPacket) listeners =
        let isSegment =
            packet.Protocol = 6 && packet.FragmentInfo.IsNone && packet.Body.Length >= 14

        let has flag =
            isSegment && packet.Body.Span[13] &&& flag <> 0uy

        if not (has Syn) then
            listeners
        elif has Ack then
            add (Endpoint.create packet.From (port 0 packet)) listeners
        else
            add (Endpoint.create packet.To (port 2 packet)) listeners
