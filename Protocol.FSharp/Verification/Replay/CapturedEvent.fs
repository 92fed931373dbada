namespace PeerFunctional.Verification

open System
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

    let turned captured =
        match captured.Event with
        | WireEvent.Connection news ->
            { captured with
                Event = WireEvent.Connection(TcpEventAt.turned news) }
        | WireEvent.Datagram _ -> captured

    let saidBy side events =
        events
        |> List.choose (fun captured ->
            match captured.Event with
            | WireEvent.Connection { Event = TcpEvent.Data(speaker, bytes) } when speaker = side ->
                Some(bytes.ToArray())
            | WireEvent.Connection _
            | WireEvent.Datagram _ -> None)
        |> Array.concat
        |> ReadOnlyMemory

    let among (others: CapturedEvent list) captured =
        let isLater (other: CapturedEvent) = other.Frame > captured.Frame

        match others with
        | last :: _ when isLater last -> List.takeWhile isLater others @ captured :: List.skipWhile isLater others
        | _ -> captured :: others

    let isJoined events =
        events
        |> List.exists (fun captured ->
            match captured.Event with
            | WireEvent.Connection { Event = TcpEvent.Lacks(_, ValueNone) } -> true
            | WireEvent.Connection _
            | WireEvent.Datagram _ -> false)

    let size captured =
        match captured.Event with
        | WireEvent.Datagram datagram -> int64 datagram.Payload.Length
        | WireEvent.Connection { Event = TcpEvent.Data(_, bytes) } -> int64 bytes.Length
        | WireEvent.Connection _ -> 0L
