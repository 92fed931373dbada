namespace PeerFunctional.Verification

open System.Collections.Generic

/// Up to 16 values, or up to 16 subtrees of one height.
type private Trie<'value> =
    | Leaf of 'value array
    | Branch of Trie<'value> array

/// A value for each peer of a world, by the peer's place. To read or change one takes a few steps, however many peers there
/// are: a change copies what leads to the value and shares the rest.
[<NoComparison>]
type PerPeer<'value> =
    private
        {
            Root: Trie<'value>
            Shift: int
            Length: int
        }

    interface IEnumerable<'value>

    member Count: int

    member Item: place: int -> 'value with get

module PerPeer =

    val ofSeq: values: 'value seq -> PerPeer<'value>

    val init: count: int -> make: (int -> 'a) -> PerPeer<'a>

    /// The values with one of them another; the peer must be there.
    val set: place: int -> value: 'a -> values: PerPeer<'a> -> PerPeer<'a>

    val tryItem: place: int -> values: PerPeer<'value> -> 'value voption
