namespace PeerFunctional.Capture

open System

/// What one direction of a TCP connection brings, in order.
[<NoEquality; NoComparison>]
type StreamEvent =

    /// The capture lacks the beginning: the stream is read from here on.
    | Joined
    | Bytes of ReadOnlyMemory<byte>

    /// Bytes that the capture lacks.
    | Missing of count: int64

    /// The sender has no more to say.
    | Ended

    /// The connection was torn down.
    | TornDown

/// One direction of a TCP connection, put together of captured segments: any order, repeated, overlapping (the first
/// that came wins), some lacking. Positions count bytes from the stream's first.
[<NoEquality; NoComparison>]
type TcpReassembly

module TcpReassembly =

    /// Bytes kept that came before their turn; past it what is lacking counts as missing.
    [<Literal>]
    val MaxEarly: int = 4194304

    /// Pieces kept that came before their turn.
    [<Literal>]
    val MaxPieces: int = 4096

    /// How far ahead of the stream a segment may be: the largest window of TCP (RFC 7323).
    [<Literal>]
    val MaxAhead: int64 = 1073741824L

    val empty: TcpReassembly

    /// Bytes kept that came before their turn.
    val waiting: stream: TcpReassembly -> int

    /// Whether nothing more comes.
    val isOver: stream: TcpReassembly -> bool

    /// How many bytes the capture proves that the sender said, and does not hold so far.
    val lacking: stream: TcpReassembly -> int64

    /// Whether bytes were given up: what comes behind them continues nothing.
    val isTorn: stream: TcpReassembly -> bool

    /// Whether the other side expects a byte next that nothing shows yet to have been said, or there was no segment.
    val internal isAhead: next: uint32 -> stream: TcpReassembly -> bool

    /// Whether the other side expected this sequence number next when it last said so.
    val isAcknowledged: next: uint32 -> stream: TcpReassembly -> bool

    /// The other side expects this sequence number next (RFC 9293, 3.4): everything before it was said. An end that was not
    /// captured counts as a byte.
    val acknowledge: next: uint32 -> stream: TcpReassembly -> TcpReassembly

    /// Takes a captured segment of this direction; answers what can be passed on.
    val add: segment: Segment -> stream: TcpReassembly -> struct (TcpReassembly * StreamEvent list)

    /// The capture is over: what came early is passed on, with what is missing before it.
    val finish: stream: TcpReassembly -> StreamEvent list
