namespace PeerFunctional.Kernel

/// Does pieces of pure work that need nothing of each other; a runtime does some of them at the same time.
type ISideBySide =

    /// The results of a work on each item, in the order of the items.
    abstract Map: work: ('item -> 'result) * items: 'item array -> 'result array

module SideBySide =

    /// One after the other.
    val inTurn: ISideBySide
