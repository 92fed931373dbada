namespace PeerFunctional.Verification

open System

/// The order of times. The operators of F# put each time into a box, which took a tenth of a search.
module internal Times =

    val later: one: TimeSpan -> other: TimeSpan -> TimeSpan

    val earlier: one: TimeSpan -> other: TimeSpan -> TimeSpan
