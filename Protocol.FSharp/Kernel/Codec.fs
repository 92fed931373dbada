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
      Block: unit -> MessageBlock<'message> voption
      AtEnd: unit -> Result<'message, Malformation> list }

and [<RequireQualifiedAccess; NoEquality; NoComparison>] MessageBlock<'message> =
    { Size: int
      Held: unit -> ReadOnlyMemory<byte>
      Complete: ReadOnlyMemory<byte> -> struct (Result<'message, Malformation> list * StreamDecoder<'message>) }

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

type SubstreamWire<'message> =
    { Write: 'message -> struct (ReadOnlyMemory<byte> * bool)
      Decoder: Connection -> int64 -> StreamDecoder<'message>
      MessageBytes: int }

type Wires<'message> =
    { Datagrams: Codec<'message> voption
      Streams: StreamWire<'message> voption
      Substreams: SubstreamWire<'message> voption }

module Wires =

    let none =
        { Datagrams = ValueNone
          Streams = ValueNone
          Substreams = ValueNone }
