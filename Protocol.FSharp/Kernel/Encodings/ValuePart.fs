namespace PeerFunctional.Kernel.Encodings

open System.Formats.Cbor
open PeerFunctional.Kernel

/// A value being read: what it may still take.
[<Sealed>]
type internal ValueReader(cbor: CborReader, maxDepth: int, maxValues: int) =
    let mutable depth = 0
    let mutable values = 0
    member _.Cbor = cbor

    /// Reads one part of the value.
    member reader.Within(read: ValueReader -> Result<objnull, Malformation>) =
        if depth = maxDepth then
            Malformation.error "too-deep" $"a value is nested in at most {maxDepth} others"
        elif values = maxValues then
            Malformation.error "too-many-values" $"a value has at most {maxValues} parts"
        else
            depth <- depth + 1
            values <- values + 1
            let result = read reader
            depth <- depth - 1
            result

/// How a type's values are written and read. It is filled after it was made: a type can hold itself.
[<Sealed; AllowNullLiteral>]
type internal ValuePart() =
    member val Write: objnull -> CborWriter -> unit = (fun _ _ -> ()) with get, set

    member val Read: ValueReader -> Result<objnull, Malformation> =
        (fun _ -> Malformation.error "wrong-shape" "the codec is not complete") with get, set

/// Collections as arrays of their items, and back; a map's items are its keys and values in turn.
[<AbstractClass>]
type internal Collection() =
    abstract Items: objnull -> objnull array
    abstract OfItems: objnull array -> objnull

[<Sealed>]
type internal ListOf<'item>() =
    inherit Collection()

    override _.Items list =
        [| for item in unbox<'item list> list -> box item |]

    override _.OfItems items =
        box [ for item in items -> unbox<'item> item ]

[<Sealed>]
type internal ArrayOf<'item>() =
    inherit Collection()

    override _.Items array =
        unbox<'item array> array |> Array.map box

    override _.OfItems items = items |> Array.map unbox<'item> |> box

[<Sealed>]
type internal SetOf<'item when 'item: comparison>() =
    inherit Collection()

    override _.Items set =
        [| for item in unbox<Set<'item>> set -> box item |]

    override _.OfItems items =
        items |> Seq.map unbox<'item> |> Set.ofSeq |> box

[<Sealed>]
type internal MapOf<'key, 'value when 'key: comparison>() =
    inherit Collection()

    override _.Items map =
        [| for pair in unbox<Map<'key, 'value>> map do
               box pair.Key
               box pair.Value |]

    override _.OfItems items =
        items
        |> Array.chunkBySize 2
        |> Seq.map (fun pair -> unbox<'key> pair[0], unbox<'value> pair[1])
        |> Map.ofSeq
        |> box
