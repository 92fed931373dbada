namespace PeerFunctional.Kernel.Encodings

open System.Formats.Cbor
open PeerFunctional.Kernel

/// A value being read: what it may still take.
[<Sealed>]
type internal ValueReader =

    new: cbor: CborReader * maxDepth: int * maxValues: int -> ValueReader

    member Cbor: CborReader

    /// Reads one part of the value.
    member Within: read: (ValueReader -> Result<objnull, Malformation>) -> Result<objnull, Malformation>

/// How a type's values are written and read. It is filled after it was made: a type can hold itself.
[<Sealed; AllowNullLiteral>]
type internal ValuePart =

    new: unit -> ValuePart

    member Write: (objnull -> CborWriter -> unit) with get, set

    member Read: (ValueReader -> Result<objnull, Malformation>) with get, set

/// Collections as arrays of their items, and back; a map's items are its keys and values in turn.
[<AbstractClass>]
type internal Collection =

    new: unit -> Collection

    abstract Items: objnull -> objnull array
    abstract OfItems: objnull array -> objnull

[<Sealed>]
type internal ListOf<'item> =
    inherit Collection

    new: unit -> ListOf<'item>

[<Sealed>]
type internal ArrayOf<'item> =
    inherit Collection

    new: unit -> ArrayOf<'item>

[<Sealed>]
type internal SetOf<'item when 'item: comparison> =
    inherit Collection

    new: unit -> SetOf<'item>

[<Sealed>]
type internal MapOf<'key, 'value when 'key: comparison> =
    inherit Collection

    new: unit -> MapOf<'key, 'value>
