namespace PeerFunctional.Kernel

open System

/// Which of a peer's endpoints bytes came in by or leave by, such as `command` or `push`.
[<Struct>]
type Channel =
    | Channel of string

    override this.ToString() =
        let (Channel name) = this
        name

/// Messages to datagrams and back. Both directions are total: any bytes decode to a message or to a malformation.
type Codec<'message> =
    { Encode: 'message -> struct (Channel * ReadOnlyMemory<byte>)
      Decode: Channel -> ReadOnlyMemory<byte> -> Result<'message, Malformation> }

/// One direction of a stream as far as it was read. However the bytes are cut, the same messages come out.
type StreamDecoder<'message> =
    {
        /// Takes the next bytes; answers the messages they complete. After a malformation nothing more comes out.
        Take: ReadOnlyMemory<byte> -> struct (Result<'message, Malformation> list * StreamDecoder<'message>)
        /// What is wrong if the stream ends here: a message cut short.
        AtEnd: Malformation voption
    }

/// Messages to streams and back.
type StreamCodec<'message> =
    {
        /// The message as bytes, written at once.
        Write: 'message -> ReadOnlyMemory<byte>
        /// Reads what comes in on a connection from its beginning; the name says which end we are.
        Decoder: Connection -> StreamDecoder<'message>
    }
