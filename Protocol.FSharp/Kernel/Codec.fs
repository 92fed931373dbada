namespace PeerFunctional.Kernel

open System

/// Which of a peer's sockets bytes came in by or leave by, such as `command` or `push`.
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
