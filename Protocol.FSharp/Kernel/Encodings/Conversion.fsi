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
