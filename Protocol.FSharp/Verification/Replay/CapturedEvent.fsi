namespace PeerFunctional.Verification

open System
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

    /// The event of a connection with its ends exchanged.
    val turned: captured: CapturedEvent -> CapturedEvent

    /// The bytes that an end of a connection said, of events first to last.
    val saidBy: side: TcpEnd -> events: CapturedEvent list -> ReadOnlyMemory<byte>

    /// Events with another one, which may be of an earlier frame; last first.
    val among: others: CapturedEvent list -> captured: CapturedEvent -> CapturedEvent list

    /// Whether the capture lacks the beginning of a connection, by its events.
    val isJoined: events: CapturedEvent list -> bool

    /// The bytes that an event carries.
    val size: captured: CapturedEvent -> int64
