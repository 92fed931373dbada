namespace PeerFunctional.Capture

open System
open PeerFunctional.Kernel

/// What a capture shows of a TCP connection. A side is the caller, who opened it, or the callee.
[<RequireQualifiedAccess; NoEquality; NoComparison>]
type TcpEvent =
    | Syn
    | Accepted
    | Refused
    | Data of TcpEnd * ReadOnlyMemory<byte>

    /// The capture lacks so many bytes of this side so far: 0 once they came, none where nothing tells how many.
    | Lacks of TcpEnd * bytes: int64 voption

    /// The side has no more to say.
    | Fin of TcpEnd
    | Reset of by: TcpEnd

/// An event of one of a capture's connections.
[<NoEquality; NoComparison>]
type TcpEventAt =
    {
        /// The connection's number among all of the capture.
        Connection: int64
        Caller: Endpoint
        Callee: Endpoint
        Event: TcpEvent
    }

module TcpEventAt =

    /// The event with the ends of its connection exchanged.
    val turned: news: TcpEventAt -> TcpEventAt

/// The TCP connections of a capture while it is read.
[<NoEquality; NoComparison>]
type TcpConnections

module TcpConnections =

    /// Connections known at a time; the oldest makes room.
    [<Literal>]
    val MaxKnown: int = 16384

    /// Bytes of one connection kept that came before their turn, and of all; past it the connection is forgotten.
    [<Literal>]
    val MaxWaiting: int = 131072

    [<Literal>]
    val MaxWaitingInAll: int64 = 67108864L

    val empty: TcpConnections

    /// None yet, of a capture in which these endpoints were called at some time.
    val amid: listeners: Listeners -> TcpConnections

    /// Nothing more is told of a connection.
    val forget: number: int64 -> calls: TcpConnections -> TcpConnections

    /// The connection that a segment belongs to, by its ends.
    val internal key: segment: Segment -> string

    /// Whether a segment tells of something that stands behind it, as where two directions are captured out of step: it
    /// acknowledges bytes that were not there, or its connection is not.
    val internal isEarly: segment: Segment -> calls: TcpConnections -> bool

    /// Takes the next segment of a capture; answers what it tells. A connection whose beginning the capture lacks is told
    /// from its first segment on, as if the end had been called that is known to be called, or else the lower port.
    val add: segment: Segment -> calls: TcpConnections -> struct (TcpConnections * TcpEventAt list)
