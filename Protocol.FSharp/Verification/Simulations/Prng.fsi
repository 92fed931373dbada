namespace PeerFunctional.Verification

open System

/// A source of draws that is a value: the same seed and place give the same draw on any machine (SplitMix64).
[<Struct>]
type Prng = Prng of uint64

module Prng =

    val ofSeed: seed: uint64 -> Prng

    /// The chance at a place: draws at different places have nothing to do with each other.
    val split: place: int -> Prng -> Prng

    val bits: Prng -> uint64

    /// From 0 up to, but not including, 1.
    val fraction: chance: Prng -> float

    /// Whether something of this probability happens.
    val bernoulli: probability: float -> chance: Prng -> bool

    /// From 0 to `count` - 1.
    val below: count: int -> chance: Prng -> int

    val uniform: least: float -> most: float -> chance: Prng -> float

    /// A time from `least` to `most`, in whole microseconds.
    val time: least: TimeSpan -> most: TimeSpan -> chance: Prng -> TimeSpan

    val oneOf: items: 'item list -> chance: Prng -> 'item
