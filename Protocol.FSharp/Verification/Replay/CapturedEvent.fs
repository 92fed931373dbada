namespace PeerFunctional.Verification

open PeerFunctional.Capture

[<RequireQualifiedAccess; NoEquality; NoComparison>]
type WireEvent =
    | Datagram of Datagram
    | Connection of TcpEventAt

[<NoEquality; NoComparison>]
type CapturedEvent =
    { Frame: int64
      Time: int64
      Event: WireEvent }

module CapturedEvent =

    let size captured =
        match captured.Event with
        | WireEvent.Datagram datagram -> int64 datagram.Payload.Length
        | WireEvent.Connection { Event = TcpEvent.Data(_, bytes) } -> int64 bytes.Length
        | WireEvent.Connection _ -> 0L
