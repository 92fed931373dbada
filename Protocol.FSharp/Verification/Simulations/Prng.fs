namespace PeerFunctional.Verification

open System

[<Struct>]
type Prng = Prng of uint64

module Prng =

    let ofSeed (seed: uint64) = Prng seed

    let private mix (value: uint64) =
        let value = (value ^^^ (value >>> 30)) * 0xBF58476D1CE4E5B9UL
        let value = (value ^^^ (value >>> 27)) * 0x94D049BB133111EBUL
        value ^^^ (value >>> 31)

    let split (place: int) (Prng state) =
        Prng(mix (state + 0x9E3779B97F4A7C15UL * (uint64 place + 1UL)))

    let bits (Prng state) = mix (state + 0x9E3779B97F4A7C15UL)

    let fraction chance =
        float (bits chance >>> 11) * (1.0 / 9007199254740992.0)

    let bernoulli probability chance = fraction chance < probability

    let below count chance =
        int (bits chance % uint64 (max 1 count))

    let uniform (least: float) most chance =
        least + (most - least) * fraction chance

    let time (least: TimeSpan) (most: TimeSpan) chance =
        let microseconds = (most - least).Ticks / TimeSpan.TicksPerMicrosecond + 1L
        let drawn = int64 (bits chance % uint64 (max 1L microseconds))
        TimeSpan(least.Ticks + drawn * TimeSpan.TicksPerMicrosecond)

    let oneOf (items: 'item list) chance =
        List.item (below items.Length chance) items
