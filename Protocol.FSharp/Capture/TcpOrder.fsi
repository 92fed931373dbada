namespace PeerFunctional.Capture

/// Where a capture shows something: the number of the frame, and its time in nanoseconds since 1970.
[<Struct>]
type FramePlace = { Frame: int64; Time: int64 }

/// An event of a connection with its place.
[<Struct; NoEquality; NoComparison>]
type TcpEventPlaced = { Place: FramePlace; News: TcpEventAt }

/// The TCP connections of a capture, with their segments in the order that they tell of each other. A capture of two
/// interfaces shows the two directions of a connection out of step: a segment that acknowledges what stands behind it counts
/// as captured with that.
[<NoEquality; NoComparison>]
type TcpOrder

module TcpOrder =

    /// Nanoseconds that a segment waits for what it acknowledges.
    [<Literal>]
    val Patience: int64 = 20000000L

    /// Segments that wait at a time; the oldest makes room.
    [<Literal>]
    val MaxHeld: int = 1024

    /// None yet, of a capture in which these endpoints were called at some time.
    val amid: listeners: Listeners -> TcpOrder

    /// Time has come to a place: what waited too long is told where it stands.
    val reach: place: FramePlace -> order: TcpOrder -> struct (TcpOrder * TcpEventPlaced list)

    /// Takes the next segment of a capture; answers what it tells.
    val add: place: FramePlace -> segment: Segment -> order: TcpOrder -> struct (TcpOrder * TcpEventPlaced list)

    /// What is told of segments that still wait where the capture ends.
    val finish: order: TcpOrder -> struct (TcpOrder * TcpEventPlaced list)

    /// Nothing more is told of a connection, by its number.
    val forget: number: int64 -> order: TcpOrder -> TcpOrder
