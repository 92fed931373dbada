namespace PeerFunctional.Verification

open PeerFunctional.Capture

/// What a frame shows of one of the wires.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type WireEvent =
    | Datagram of Datagram
    | Connection of TcpEventAt

/// An event of a wire, with its place in the capture.
[<NoEquality; NoComparison>]
type CapturedEvent =
    {
        /// The number of its frame in the capture, from 1.
        Frame: int64

        /// Nanoseconds since 1970.
        Time: int64
        Event: WireEvent
    }

module CapturedEvent =

    /// The bytes that an event carries.
    val size: captured: CapturedEvent -> int64
