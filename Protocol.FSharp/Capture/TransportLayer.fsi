namespace PeerFunctional.Capture

open System
open PeerFunctional.Kernel

/// A UDP datagram with the two ends of its way.
[<NoEquality; NoComparison>]
type Datagram =
    {
        Source: Endpoint
        Destination: Endpoint
        Payload: ReadOnlyMemory<byte>
    }

/// A TCP segment with the two ends of its way.
[<NoEquality; NoComparison>]
type Segment =
    {
        Source: Endpoint
        Destination: Endpoint

        /// The number of the payload's first byte; of the SYN itself where it has one.
        Sequence: uint32

        /// The number of the next byte that the sender expects; none in a caller's first segment.
        Acknowledgement: uint32 voption
        Syn: bool
        Fin: bool
        Reset: bool
        Payload: ReadOnlyMemory<byte>

        /// Bytes behind the payload that the capture cut off.
        Missing: int
    }

[<NoEquality; NoComparison>]
type TransportLayer =
    | Udp of Datagram
    | Tcp of Segment

/// What whole IP packets carry. Checksums are not looked at: captures on the sending machine lack them.
module TransportLayer =

    val ofIp: ip: IpPacket -> Result<TransportLayer, NotIp>

    /// A TCP segment of a packet of which the capture cut off the end; nothing else that is cut can be read.
    val ofCut: ip: IpPacket -> missing: int -> Result<TransportLayer, NotIp>
