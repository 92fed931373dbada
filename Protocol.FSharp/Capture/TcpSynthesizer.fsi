namespace PeerFunctional.Capture

open System
open PeerFunctional.Kernel

/// The two ends of a TCP connection.
type TcpEnd =
    | Caller
    | Callee

/// A TCP connection that is being written down: who talks to whom, and how far each side is.
[<NoEquality; NoComparison>]
type TcpSynthesizer

/// The segments that a connection would consist of on a network that loses nothing and acknowledges at once.
module TcpSynthesizer =

    /// The most payload bytes of a segment over IPv4, where lengths have 16 bits; over IPv6 there could be 20 more.
    [<Literal>]
    val MaxPayload: int = 65495

    /// A connection to be; its number among the connections of a recording makes its sequence numbers its own, so that
    /// one that uses the ports of another again is told apart from it.
    val between: number: int -> caller: Endpoint -> callee: Endpoint -> TcpSynthesizer

    /// The caller calls.
    val call: talk: TcpSynthesizer -> struct (Segment list * TcpSynthesizer)

    /// The call is answered.
    val answer: talk: TcpSynthesizer -> struct (Segment list * TcpSynthesizer)

    /// Bytes of one side, in as few segments as can be.
    val say:
        side: TcpEnd -> bytes: ReadOnlyMemory<byte> -> talk: TcpSynthesizer -> struct (Segment list * TcpSynthesizer)

    /// One side has no more to say.
    val finish: side: TcpEnd -> talk: TcpSynthesizer -> struct (Segment list * TcpSynthesizer)

    /// One side tears the connection down, or refuses the call. Nothing is said afterwards.
    val reset: side: TcpEnd -> talk: TcpSynthesizer -> struct (Segment list * TcpSynthesizer)
