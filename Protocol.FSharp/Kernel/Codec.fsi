namespace PeerFunctional.Kernel

open System

/// Which of a peer's endpoints bytes came in by or leave by, such as `command` or `push`.
[<Struct>]
type PortRole =
    | PortRole of string

    override ToString: unit -> string

/// Messages to datagrams and back. Both directions are total: any bytes decode to a message or to a malformation.
type Codec<'message> =
    {
        Encode: ('message -> struct (PortRole * ReadOnlyMemory<byte>))
        Decode: (PortRole -> ReadOnlyMemory<byte> -> Result<'message, Malformation>)
    }

/// One direction of a stream as far as it was read. However the bytes are cut, the same messages come out.
type StreamDecoder<'message> =
    {
        /// Takes the next bytes; answers the messages they complete. After a malformation nothing more comes out.
        Take: (ReadOnlyMemory<byte> -> struct (Result<'message, Malformation> list * StreamDecoder<'message>))

        /// The block of bytes that comes next, where its size is known; none elsewhere.
        Block: (unit -> MessageBlock<'message> voption)

        /// What the end of the stream completes: a message that goes to the end, or the malformation of one cut short. A function,
        /// because such a message is read once, not after each piece.
        AtEnd: (unit -> Result<'message, Malformation> list)
    }

/// The part of a message that a decoder waits for, of a size that is known. A reader may collect the bytes in memory of its own and hand
/// them over at once, instead of taking them piece by piece.
and [<RequireQualifiedAccess; NoEquality; NoComparison>] MessageBlock<'message> =
    {
        /// In all.
        Size: int

        /// The bytes of the block that the decoder has already.
        Held: (unit -> ReadOnlyMemory<byte>)

        /// Takes all bytes of the block, those held included; they are not copied.
        Complete: (ReadOnlyMemory<byte> -> struct (Result<'message, Malformation> list * StreamDecoder<'message>))
    }

/// Messages to streams and back.
type StreamCodec<'message> =
    {
        /// The message as bytes, written at once.
        Write: ('message -> ReadOnlyMemory<byte>)

        /// Reads what comes in on a connection from its beginning; the name says which end we are.
        Decoder: (Connection -> StreamDecoder<'message>)
    }

/// How much a caller may cost a machine that speaks over connections.
type StreamLimits =
    {
        /// How long a caller may take for its first whole message, however steadily it sends; then the connection is reset.
        Request: TimeSpan

        /// How long a caller that said its request and ended its side is kept for the answer; zero: it is not.
        Answer: TimeSpan

        /// The bytes of one message; a longer one is the malformation `oversize`.
        MessageBytes: int
    }

module StreamLimits =

    /// What our peers grant a caller.
    val standard: StreamLimits

/// How a machine speaks over connections: the live transport and worlds read, and limit callers, by the same value.
type StreamWire<'message> =
    {
        Codec: StreamCodec<'message>
        Limits: StreamLimits
    }

/// How a machine speaks over the streams inside connections, as QUIC has them.
type SubstreamWire<'message> =
    {
        /// The message as bytes, written at once, and whether our direction of the stream ends with it.
        Write: ('message -> struct (ReadOnlyMemory<byte> * bool))

        /// Reads what comes in on a stream from its beginning: the connection and the stream's number tell who opened it.
        Decoder: (Connection -> int64 -> StreamDecoder<'message>)

        /// The bytes of one message; a longer one is the malformation `oversize`.
        MessageBytes: int
    }

/// How a machine speaks: in datagrams, over connections, in the streams inside connections, or in several of these ways.
type Wires<'message> =
    {
        Datagrams: Codec<'message> voption
        Streams: StreamWire<'message> voption
        Substreams: SubstreamWire<'message> voption
    }

module Wires =

    /// The wires of a machine that says nothing: a system sets those it has.
    val none: Wires<'message>
