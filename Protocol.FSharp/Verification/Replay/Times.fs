namespace PeerFunctional.Verification

open System

module internal Times =

    let later (one: TimeSpan) (other: TimeSpan) =
        if one.Ticks < other.Ticks then other else one

    let earlier (one: TimeSpan) (other: TimeSpan) =
        if one.Ticks > other.Ticks then other else one
