namespace PeerFunctional.Verification

open PeerFunctional.Kernel

[<NoEquality; NoComparison>]
type Judging =
    { SideBySide: ISideBySide
      KeepsStates: bool }

module Judging =

    let standard =
        { SideBySide = SideBySide.inTurn
          KeepsStates = true }
