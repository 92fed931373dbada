namespace PeerFunctional.Kernel.Encodings

open System
open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type Conversion =
    internal
        { Values: Type
          Written: Type
          Write: objnull -> objnull
          Read: objnull -> Result<objnull, Malformation> }

module Conversion =

    let create (write: 'value -> 'written) (read: 'written -> Result<'value, Malformation>) =
        { Values = typeof<'value>
          Written = typeof<'written>
          Write = fun value -> box (write (unbox value))
          Read = fun written -> read (unbox written) |> Result.map box }
