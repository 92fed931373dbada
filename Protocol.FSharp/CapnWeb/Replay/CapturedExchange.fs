namespace PeerFunctional.CapnWeb

open System
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Verification

/// One direction of a captured connection that speaks HTTP.
[<NoEquality; NoComparison>]
type HttpDirection =
    {
        Side: TcpEnd
        Endpoint: Endpoint
        Captured: CapturedBytes
        /// Whether the capture shows its end.
        IsOver: bool
        Gap: StreamGap voption
    }

/// A request, and what came of it.
[<NoEquality; NoComparison>]
type HttpExchange =
    {
        Request: HttpMessage
        /// None where the capture does not show it whole.
        Response: HttpMessage voption
    }

/// What follows the last whole exchange of a connection.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type ExchangeEnd =
    | Nothing
    /// A WebSocket: where the frames of the client and of the server begin.
    | WebSocket of HttpExchange * ofCaller: int * ofCallee: int
    /// The part of a side's message that the capture holds.
    | Rest of TcpEnd * HttpPart

/// The exchanges of a captured connection.
module CapturedExchange =

    let private bytes (direction: HttpDirection) = direction.Captured.Bytes

    let private responseAt at request callee =
        HttpMessage.response callee.IsOver request.Head at (bytes callee)

    /// The requests of a side whose answers are not there.
    let rec private unanswered at caller found =
        match HttpMessage.request at (bytes caller) with
        | HttpPart.Whole request when not (HttpHead.isUpgrade request.Head) ->
            unanswered
                request.End
                caller
                ({ Request = request
                   Response = ValueNone }
                 :: found)
        | HttpPart.Whole request ->
            { Request = request
              Response = ValueNone }
            :: found
        | HttpPart.HeadOnly _
        | HttpPart.Partial
        | HttpPart.Broken _ -> found

    let rec private next callerAt calleeAt caller callee found =
        match HttpMessage.request callerAt (bytes caller) with
        | HttpPart.Whole request ->
            match responseAt calleeAt request callee with
            | HttpPart.Whole response ->
                let exchange =
                    { Request = request
                      Response = ValueSome response }

                if HttpHead.isUpgrade request.Head && HttpHead.status response.Head = 101 then
                    List.rev found, ExchangeEnd.WebSocket(exchange, request.End, response.End)
                else
                    next request.End response.End caller callee (exchange :: found)
            | (HttpPart.HeadOnly _ | HttpPart.Partial | HttpPart.Broken _) as rest ->
                let found = found |> unanswered callerAt caller |> List.rev

                found, ExchangeEnd.Rest(callee.Side, rest)
        | HttpPart.Partial -> List.rev found, ExchangeEnd.Nothing
        | (HttpPart.HeadOnly _ | HttpPart.Broken _) as rest -> List.rev found, ExchangeEnd.Rest(caller.Side, rest)

    /// The exchanges, first to last, and what follows them.
    let read caller callee = next 0 0 caller callee []
