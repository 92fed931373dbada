namespace PeerFunctional.Kernel.Encodings

open System
open PeerFunctional.Kernel

/// How the values of a type are written as values of another one, and made of these again: for a type whose values only its
/// own functions make.
[<NoEquality; NoComparison>]
type Conversion =
    internal
        {
            Values: Type
            Written: Type
            Write: (objnull -> objnull)
            Read: (objnull -> Result<objnull, Malformation>)
        }

module Conversion =

    val create: write: ('value -> 'written) -> read: ('written -> Result<'value, Malformation>) -> Conversion

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
