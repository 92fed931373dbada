namespace PeerFunctional.Kernel.Encodings

open System
open PeerFunctional.Kernel

/// Values of a type as bytes, and back. Any bytes decode to a value or to a malformation.
[<NoEquality; NoComparison>]
type ValueCodec<'value> =
    {
        Encode: ('value -> byte array)
        Decode: (ReadOnlyMemory<byte> -> Result<'value, Malformation>)
    }

/// Codecs that follow from a type, in CBOR.
module ValueCodec =

    /// How deep values may stand in one another.
    [<Literal>]
    val MaxDepth: int = 512

    /// How many parts a value may have: those of a ring of a million members, and some.
    [<Literal>]
    val MaxValues: int = 16777216

    /// The codec of a type. A type whose values only its own functions make is read by its conversion; where one is lacking, an
    /// `UndescribableTypeException` names the type.
    val create: conversions: Conversion list -> ValueCodec<'value>
