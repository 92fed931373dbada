namespace PeerFunctional.Kernel

open System

/// A 64-bit fingerprint of a value: equal values have equal digests on any machine, in any run.
[<Struct>]
type Digest =
    | Digest of uint64

    override ToString: unit -> string

/// Folds values into a digest, each step mixing all bits (the finalizer of SplitMix64).
module Digest =

    val empty: Digest

    val value: Digest -> uint64

    /// The end of a list or the like. No number that is added gives the same but by chance.
    val addEnd: Digest -> Digest

    val addUInt64: number: uint64 -> Digest -> Digest

    val addInt64: number: int64 -> digest: Digest -> Digest

    val addInt: number: int -> digest: Digest -> Digest

    val addBool: flag: bool -> digest: Digest -> Digest

    /// Four letters at a time.
    val addString: text: string -> digest: Digest -> Digest

    /// Eight bytes at a time.
    val addBytes: bytes: ReadOnlySpan<byte> -> digest: Digest -> Digest

    val addTime: time: TimeSpan -> digest: Digest -> Digest

    /// A sequence in its order; `add` sees each item.
    val addSeq: add: ('item -> Digest -> Digest) -> items: 'item seq -> digest: Digest -> Digest
