namespace PeerFunctional.Libp2p

open System
open PeerFunctional.Kernel

/// What goes over a connection or over a stream of it.
[<RequireQualifiedAccess>]
type Message =
    /// On the connection itself: the partner's certificate proves this id. The transport says so after the TLS handshake; in a
    /// simulated world it is the partner's first message.
    | Proved of PeerId
    /// On the connection itself: its sender closes it, and says why.
    | Refused of Refusal
    /// The negotiation at the beginning of a stream.
    | Line of MultistreamLine
    | Identify of Identify
    | Push of Identify
    /// 32 bytes, or the same on their way back.
    | Ping of ByteString
    | Request of Request
    | Response of Response
    /// The end of the sender's direction of a stream. A request and a response end it too.
    | End

module Message =

    /// Bytes of a ping.
    [<Literal>]
    let PingBytes = 32

    /// The message as bytes of the connection or stream that it goes over.
    let write message : ReadOnlyMemory<byte> =
        match message with
        | Message.Proved peer -> ReadOnlyMemory(Varint.prefixed (PeerId.bytes peer))
        // No id is empty, so a length of zero tells that a refusal follows.
        | Message.Refused refusal -> ReadOnlyMemory(Array.append [| 0uy |] (Varint.prefixed (Refusal.write refusal)))
        | Message.Line line -> ReadOnlyMemory(Multistream.write line)
        | Message.Identify identify
        | Message.Push identify -> ReadOnlyMemory(Varint.prefixed (Identify.write identify))
        | Message.Ping bytes -> bytes.Bytes
        | Message.Request request -> ReadOnlyMemory(Exchange.writeRequest request)
        | Message.Response response -> ReadOnlyMemory(Exchange.writeResponse response)
        | Message.End -> ReadOnlyMemory.Empty

    /// Whether its sender's direction of a stream ends with the message.
    let isLast message =
        match message with
        | Message.Request _
        | Message.Response _
        | Message.End -> true
        | Message.Proved _
        | Message.Refused _
        | Message.Line _
        | Message.Identify _
        | Message.Push _
        | Message.Ping _ -> false

    let private lineWords line =
        match line with
        | MultistreamLine.Header -> "multistream 1.0.0"
        | MultistreamLine.Protocol name -> $"protocol {name}"
        | MultistreamLine.NotAvailable -> "protocol not available"
        | MultistreamLine.ListProtocols -> "the question for protocols"
        | MultistreamLine.Protocols names -> $"{names.Length} protocols"

    let private agent identify =
        identify.AgentVersion |> ValueOption.defaultValue "no agent"

    /// Whether the words say what the sender does.
    let isDeed message =
        match message with
        | Message.Proved _
        | Message.Refused _ -> true
        | Message.Line _
        | Message.Identify _
        | Message.Push _
        | Message.Ping _
        | Message.Request _
        | Message.Response _
        | Message.End -> false

    let words message =
        match message with
        | Message.Proved peer -> $"proves to be {peer}"
        | Message.Refused refusal -> $"refuses the connection: {refusal.Words}"
        | Message.Line line -> lineWords line
        | Message.Identify identify -> $"identify, {agent identify}, {identify.Protocols.Length} protocols"
        | Message.Push identify -> $"identify push, {identify.Protocols.Length} protocols"
        | Message.Ping _ -> "ping"
        | Message.Request request -> $"request: {request.Message}"
        | Message.Response response -> $"response: {response.Message}, {Multiaddr.text response.Address}"
        | Message.End -> "end of the stream"
