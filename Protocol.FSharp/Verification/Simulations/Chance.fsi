namespace PeerFunctional.Verification

open System

/// A source of draws that is a value: the same seed and place give the same draw on any machine (SplitMix64).
[<Struct>]
type Chance = Chance of uint64

module Chance =

    val ofSeed: seed: uint64 -> Chance

    /// The chance at a place: draws at different places have nothing to do with each other.
    val at: place: int -> Chance -> Chance

    val bits: Chance -> uint64

    /// From 0 up to, but not including, 1.
    val fraction: chance: Chance -> float

    /// Whether something of this probability happens.
    val happens: probability: float -> chance: Chance -> bool

    /// From 0 to `count` - 1.
    val below: count: int -> chance: Chance -> int

    val between: least: float -> most: float -> chance: Chance -> float

    /// A time from `least` to `most`, in whole microseconds.
    val time: least: TimeSpan -> most: TimeSpan -> chance: Chance -> TimeSpan

    val oneOf: items: 'item list -> chance: Chance -> 'item
