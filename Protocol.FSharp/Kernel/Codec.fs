namespace PeerFunctional.Kernel

open System

[<Struct>]
type PortRole =
    | PortRole of string

    override this.ToString() =
        let (PortRole name) = this
        name

type Codec<'message> =
    { Encode: 'message -> struct (PortRole * ReadOnlyMemory<byte>)
      Decode: PortRole -> ReadOnlyMemory<byte> -> Result<'message, Malformation> }

type StreamDecoder<'message> =
    { Take: ReadOnlyMemory<byte> -> struct (Result<'message, Malformation> list * StreamDecoder<'message>)
      AtEnd: Malformation voption }

type StreamCodec<'message> =
    { Write: 'message -> ReadOnlyMemory<byte>
      Decoder: Connection -> StreamDecoder<'message> }

type StreamLimits =
    { Request: TimeSpan
      Answer: TimeSpan
      MessageBytes: int }

module StreamLimits =

    let standard =
        { Request = TimeSpan.FromSeconds 10.0
          Answer = TimeSpan.FromSeconds 30.0
          MessageBytes = 65_536 }

type StreamWire<'message> =
    { Codec: StreamCodec<'message>
      Limits: StreamLimits }

type Wires<'message> =
    { Datagrams: Codec<'message> voption
      Streams: StreamWire<'message> voption }
