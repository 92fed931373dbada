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
        /// Its end, where the capture shows it and all before.
        End: ConnectionEnd voption
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
    /// The part of a side's message that the capture holds, where it begins, and where that begins which the other side said
    /// meanwhile and which is not HTTP.
    | Rest of TcpEnd * HttpPart * at: int * other: int
    /// What the callee says from a place on, though nothing asked for it.
    | Unasked of at: int

/// The exchanges of a captured connection.
module CapturedExchange =

    let private bytes (direction: HttpDirection) = direction.Captured.Bytes

    let private responseAt at request callee =
        HttpMessage.response callee.End.IsSome request.Head at (bytes callee)

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

    /// A request of which a server may tell that it waited too long for it.
    let private awaited: HttpHead =
        { Start = "GET / HTTP/1.1"
          Fields = [] }

    let private unasked at callee =
        match HttpMessage.response true awaited at (bytes callee) with
        | HttpPart.Whole { Head = head }
        | HttpPart.HeadOnly(head, _, _) when HttpHead.status head = 408 -> ExchangeEnd.Nothing
        | HttpPart.Whole _
        | HttpPart.HeadOnly _
        | HttpPart.Partial
        | HttpPart.Broken _ -> ExchangeEnd.Unasked at

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

                // Behind its request for a WebSocket a client speaks HTTP no more.
                let other =
                    if HttpHead.isUpgrade request.Head then
                        request.End
                    else
                        (bytes caller).Length

                found, ExchangeEnd.Rest(callee.Side, rest, calleeAt, other)
        | HttpPart.Partial when callerAt < (bytes caller).Length ->
            List.rev found, ExchangeEnd.Rest(Caller, HttpPart.Partial, callerAt, calleeAt)
        | HttpPart.Partial when calleeAt < (bytes callee).Length && caller.Gap.IsNone ->
            List.rev found, unasked calleeAt callee
        | HttpPart.Partial -> List.rev found, ExchangeEnd.Nothing
        | (HttpPart.HeadOnly _ | HttpPart.Broken _) as rest ->
            List.rev found, ExchangeEnd.Rest(caller.Side, rest, callerAt, calleeAt)

    /// The exchanges, first to last, and what follows them.
    let read caller callee = next 0 0 caller callee []
