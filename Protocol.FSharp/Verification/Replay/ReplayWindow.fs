namespace PeerFunctional.Verification

open System

[<Struct>]
type ReplayWindow =
    { Horizon: TimeSpan
      End: TimeSpan
      Allowed: TimeSpan
      IsCut: bool
      Steps: int
      KeepsStates: bool }

module ReplayWindow =

    let tolerance = TimeSpan.FromMilliseconds 500.0

    let early = TimeSpan.FromMilliseconds 20.0

    let mostLate = TimeSpan.FromSeconds 2.0

    [<Literal>]
    let FewSteps = 4

    [<Literal>]
    let ManySteps = 64

    let isLoaded window = window.Allowed.Ticks > tolerance.Ticks
