namespace PeerFunctional.Kernel

open System

/// A 64-bit fingerprint of a value: equal values have equal digests on any machine, in any run.
[<Struct>]
type Digest =
    | Digest of uint64

    override this.ToString() =
        let (Digest value) = this
        value.ToString "x16"

/// Folds values into a digest, each step mixing all bits (the finalizer of SplitMix64).
module Digest =

    let empty = Digest 0x9E3779B97F4A7C15UL

    let value (Digest value) = value

    let private mix (value: uint64) =
        let value = (value ^^^ (value >>> 30)) * 0xBF58476D1CE4E5B9UL
        let value = (value ^^^ (value >>> 27)) * 0x94D049BB133111EBUL
        value ^^^ (value >>> 31)

    let addUInt64 (number: uint64) (Digest digest) =
        Digest(mix (digest + 0x9E3779B97F4A7C15UL + mix number))

    let addInt64 (number: int64) digest = addUInt64 (uint64 number) digest
    let addInt (number: int) digest = addInt64 (int64 number) digest
    let addBool (flag: bool) digest = addInt (if flag then 1 else 0) digest

    let addString (text: string) digest =
        let mutable digest = addInt text.Length digest
        let mutable word = 0UL

        for index in 0 .. text.Length - 1 do
            word <- (word <<< 16) ||| uint64 text[index]

            if index % 4 = 3 then
                digest <- addUInt64 word digest
                word <- 0UL

        addUInt64 word digest

    let addTime (time: TimeSpan) digest = addInt64 time.Ticks digest

    let addEndpoint (endpoint: Endpoint) digest =
        digest |> addString endpoint.Host |> addInt endpoint.Port

    let addOption (add: 'value -> Digest -> Digest) (option: 'value voption) digest =
        match option with
        | ValueSome value -> digest |> addInt 1 |> add value
        | ValueNone -> addInt 0 digest

    /// A sequence in its order; `add` sees each item.
    let addSeq (add: 'item -> Digest -> Digest) (items: 'item seq) digest =
        let mutable digest = digest
        let mutable count = 0

        for item in items do
            digest <- add item digest
            count <- count + 1

        addInt count digest

    let addMap (addKey: 'key -> Digest -> Digest) addValue (map: Map<'key, 'value>) digest =
        digest
        |> addSeq
            (fun (pair: System.Collections.Generic.KeyValuePair<'key, 'value>) digest ->
                digest |> addKey pair.Key |> addValue pair.Value)
            map
