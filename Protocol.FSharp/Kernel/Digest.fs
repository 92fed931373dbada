namespace PeerFunctional.Kernel

open System
open System.Buffers.Binary

[<Struct>]
type Digest =
    | Digest of uint64

    override this.ToString() =
        let (Digest value) = this
        value.ToString "x16"

module Digest =

    let empty = Digest 0x9E3779B97F4A7C15UL

    let value (Digest value) = value

    let private mix (value: uint64) =
        let value = (value ^^^ (value >>> 30)) * 0xBF58476D1CE4E5B9UL
        let value = (value ^^^ (value >>> 27)) * 0x94D049BB133111EBUL
        value ^^^ (value >>> 31)

    let addEnd (Digest digest) =
        Digest(mix ((digest ^^^ 0xD1B54A32D192ED03UL) * 0x2545F4914F6CDD1DUL))

    let addUInt64 (number: uint64) (Digest digest) =
        Digest(mix (digest + 0x9E3779B97F4A7C15UL + mix number))

    let addInt64 (number: int64) digest = addUInt64 (uint64 number) digest
    let addInt (number: int) digest = addInt64 (int64 number) digest
    let addBool (flag: bool) digest = addInt (if flag then 1 else 0) digest

    let addString (text: string) digest =
        let mutable digest = addInt text.Length digest
        let mutable index = 0

        while index + 4 <= text.Length do
            let word =
                (uint64 text[index] <<< 48)
                ||| (uint64 text[index + 1] <<< 32)
                ||| (uint64 text[index + 2] <<< 16)
                ||| uint64 text[index + 3]

            digest <- addUInt64 word digest
            index <- index + 4

        let mutable word = 0UL

        while index < text.Length do
            word <- (word <<< 16) ||| uint64 text[index]
            index <- index + 1

        addUInt64 word digest

    let addBytes (bytes: ReadOnlySpan<byte>) digest =
        let mutable digest = addInt bytes.Length digest
        let mutable index = 0

        while index + 8 <= bytes.Length do
            digest <- addUInt64 (BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice index)) digest
            index <- index + 8

        let mutable word = 0UL

        while index < bytes.Length do
            word <- (word <<< 8) ||| uint64 bytes[index]
            index <- index + 1

        addUInt64 word digest

    let addTime (time: TimeSpan) digest = addInt64 time.Ticks digest

    let addSeq (add: 'item -> Digest -> Digest) (items: 'item seq) digest =
        let mutable digest = digest

        for item in items do
            digest <- add item digest

        addEnd digest
