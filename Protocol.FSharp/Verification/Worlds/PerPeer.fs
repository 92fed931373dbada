namespace PeerFunctional.Verification

open System.Collections
open System.Collections.Generic

type private Trie<'value> =
    | Leaf of 'value array
    | Branch of Trie<'value> array

module private Trie =

    /// Bits of a place that a branch reads.
    [<Literal>]
    let Bits = 4

    let private index shift place = (place >>> shift) &&& 15

    let rec find shift place trie =
        match trie with
        | Leaf values -> values[index 0 place]
        | Branch subtrees -> find (shift - Bits) place subtrees[index shift place]

    let rec set shift place value trie =
        match trie with
        | Leaf values ->
            let values = Array.copy values
            values[index 0 place] <- value
            Leaf values
        | Branch subtrees ->
            let subtrees = Array.copy subtrees
            let at = index shift place
            subtrees[at] <- set (shift - Bits) place value subtrees[at]
            Branch subtrees

    let rec values trie =
        match trie with
        | Leaf values -> values :> seq<'value>
        | Branch subtrees -> Seq.collect values subtrees

    /// A tree over subtrees, and the shift of its root.
    let rec build shift (tries: Trie<'value> array) =
        if tries.Length = 1 then
            struct (tries[0], shift)
        else
            tries |> Array.chunkBySize (1 <<< Bits) |> Array.map Branch |> build (shift + Bits)

[<NoComparison>]
type PerPeer<'value> =
    private
        { Root: Trie<'value>
          Shift: int
          Length: int }

    member this.Count = this.Length

    member this.Item
        with get place = Trie.find this.Shift place this.Root

    interface IEnumerable<'value> with
        member this.GetEnumerator() : IEnumerator<'value> = (Trie.values this.Root).GetEnumerator()
        member this.GetEnumerator() : IEnumerator = (Trie.values this.Root).GetEnumerator()

module PerPeer =

    let ofSeq (values: 'value seq) =
        let values = Array.ofSeq values

        let leaves =
            if values.Length = 0 then
                [| Leaf [||] |]
            else
                values |> Array.chunkBySize (1 <<< Trie.Bits) |> Array.map Leaf

        let struct (root, shift) = Trie.build 0 leaves

        { Root = root
          Shift = shift
          Length = values.Length }

    let init count make = Seq.init count make |> ofSeq

    let set place value values =
        { values with
            Root = Trie.set values.Shift place value values.Root }

    let tryItem place (values: PerPeer<'value>) =
        if place >= 0 && place < values.Count then
            ValueSome values[place]
        else
            ValueNone
