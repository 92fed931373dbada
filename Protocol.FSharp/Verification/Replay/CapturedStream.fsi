namespace PeerFunctional.Verification

open System
open PeerFunctional.Kernel

/// A place in a capture.
[<Struct>]
type CapturePoint =
    {
        Frame: int64

        /// Since the conversation began.
        At: TimeSpan
    }

/// What the capture lacks of one direction of a connection: nothing behind it is read.
[<Struct>]
type StreamGap =
    {
        /// None where nothing tells how many, as where the connection was joined after its beginning.
        Bytes: int64 voption

        /// Where the last byte before it came, or the connection began.
        Since: CapturePoint
    }

/// A message of one direction of a connection.
[<NoEquality; NoComparison>]
type StreamMessage<'message> =
    {
        /// Where its last byte came, or where the stream ended.
        Place: CapturePoint

        /// The pieces it came in, first to last; none where the stream ended before a byte of it.
        Pieces: ReadOnlyMemory<byte> list
        Bytes: ReadOnlyMemory<byte>
        Message: Result<'message, Malformation>
    }

/// One direction of a connection.
[<NoEquality; NoComparison>]
type CapturedStream<'message> =
    {
        /// First to last.
        Messages: StreamMessage<'message> list

        /// All pieces that came, first to last; where bytes are missing, those before them.
        Pieces: ReadOnlyMemory<byte> list
        Gap: StreamGap voption
    }

module CapturedStream =

    /// The problem of bytes behind the last message that a direction has: its sender said them, and no reader reads them.
    [<Literal>]
    val Behind: string = "behind-message"

    /// Pieces as one.
    val joined: pieces: ReadOnlyMemory<byte> list -> ReadOnlyMemory<byte>

/// A direction of a connection while its events are read.
[<NoEquality; NoComparison>]
type internal StreamReading<'message>

module internal StreamReading =

    val start: place: CapturePoint -> decoder: StreamDecoder<'message> -> StreamReading<'message>

    /// The next bytes came.
    val take:
        place: CapturePoint ->
        bytes: ReadOnlyMemory<byte> ->
        reading: StreamReading<'message> ->
            StreamReading<'message>

    /// The capture lacks so many bytes so far; none where nothing tells how many.
    val lack: bytes: int64 voption -> reading: StreamReading<'message> -> StreamReading<'message>

    /// The stream ends here.
    val stop: place: CapturePoint -> reading: StreamReading<'message> -> StreamReading<'message>

    val stream: reading: StreamReading<'message> -> CapturedStream<'message>
