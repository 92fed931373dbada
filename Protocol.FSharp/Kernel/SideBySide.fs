namespace PeerFunctional.Kernel

type ISideBySide =
    abstract Map: work: ('item -> 'result) * items: 'item array -> 'result array

module SideBySide =

    let inTurn =
        { new ISideBySide with
            member _.Map(work, items) = Array.map work items }
