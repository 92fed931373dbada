namespace PeerFunctional.Tests.SneakerNet

open System
open Xunit
open PeerFunctional.Runtime.Crypto
open PeerFunctional.SneakerNet
open PeerFunctional.Tests

module GarbageTests =

    let private signatures = Ed25519()
    let private codec = Message.codec signatures

    /// An event of this content length as the original's garbage has it: seq 1, a time of one byte.
    let private eventOf content =
        let seed = ReadOnlyMemory(Array.zeroCreate<byte> 32)

        let sign feed =
            Event.sign
                signatures
                { Feed = feed; Seed = seed }
                ValueNone
                1L
                3L
                Json
                (ReadOnlyMemory(Array.zeroCreate content))

        match FeedId.ofBytes (ReadOnlySpan(signatures.PublicKey seed)) |> Result.bind sign with
        | Ok event -> event.Wire.ToArray()
        | Error e -> failwith e.Detail

    /// The datagram of a garbage input. An abbreviated one goes on with its last byte, or is an event of that size.
    let bytesOf (garbage: Garbage) (hex: string) =
        match garbage.Case, hex.IndexOf "..." with
        | _, -1 -> Convert.FromHexString hex
        | "event of exactly 1024 bytes", _ -> eventOf 858
        | "event of 1025 bytes", _ -> eventOf 859
        | _, cut ->
            let start = Convert.FromHexString(hex.Substring(0, cut))
            let length = int (hex.Substring(cut).Trim('.', '(', ')').Split(' ')[0])
            Array.append start (Array.create (length - start.Length) (Array.last start))

    let private outcome channel bytes =
        match codec.Decode channel (ReadOnlyMemory bytes) with
        | Ok(Push [ Sound _ ]) -> "Sound"
        | Ok(Push [ Unverified(_, error) ]) -> VerificationError.name error
        | Ok message -> Fixtures.kind message
        | Error e -> e.Problem

    let private outcomes =
        Fixtures.garbage
        |> List.map (fun garbage ->
            let channel =
                if garbage.State = "push" then
                    Message.pushRole
                else
                    Message.commandRole

            let outcomes = garbage.Sent |> List.map (bytesOf garbage >> outcome channel)
            $"{garbage.State}, {garbage.Case}: {String.Join(' ', outcomes)}")

    /// The name of each result: the kind of a message, the error of an event, or the name of a malformation.
    let private expected =
        [ "wait, empty datagram: empty"
          "wait, newline only: no-word"
          "wait, HELO without a role word: helo-without-role"
          "wait, HELO with three words: HELO"
          "wait, lower-case helo: unknown"
          "wait, other word: bad-base64"
          "wait, invalid utf-8: bad-utf8"
          "wait, NUL bytes: unknown"
          "wait, 2000 byte datagram: HELO"
          "cmd, empty datagram: empty"
          "cmd, unknown command: unknown"
          "cmd, invalid utf-8: bad-utf8"
          "cmd, PORT without number: bad-number"
          "cmd, PORT abc: bad-number"
          "cmd, PORT 0: port-not-positive"
          "cmd, PORT -1: port-not-positive"
          "cmd, PORT 70000 then WANT: port-too-large WANT"
          "cmd, PORT with newline: PORT"
          "cmd, HAVE alone: HAVE"
          "cmd, HAVE with trailing blank: empty-entry"
          "cmd, HAVE without colon: no-seq"
          "cmd, HAVE without plus: HAVE"
          "cmd, HAVE bad base64: bad-base64"
          "cmd, HAVE seq not a number: bad-number"
          "cmd, HAVE feed of 3 bytes: HAVE"
          "cmd, HAVE negative seq: HAVE"
          "cmd, HAVE huge seq: HAVE"
          "cmd, WANT unknown feed: WANT"
          "cmd, WANT seq 0 of a held feed: WANT"
          "cmd, WANT negative seq: WANT"
          "cmd, WANT without colon: no-seq"
          "cmd, WANT alone: WANT"
          "cmd, second HELO inside the loop: HELO"
          "push, empty datagram: bad-cbor"
          "push, random bytes: wrong-shape"
          "push, CBOR integer: wrong-shape"
          "push, CBOR list of 3: wrong-shape"
          "push, CBOR [bytes, 5]: wrong-shape"
          "push, inner list of one: wrong-shape"
          "push, truncated good event: bad-cbor"
          "push, good event + trailing junk: trailing-bytes"
          "push, good event: Sound"
          "push, replayed good event: Sound Sound"
          "push, bad signature: signature-invalid"
          "push, wrong content hash: content-hash-mismatch"
          "push, wrong declared content length: content-length-mismatch"
          "push, seq 5 of an unknown feed: Sound"
          "push, seq 0 of an unknown feed: bad-seq"
          "push, seq is text: bad-seq"
          "push, seq negative: bad-seq"
          "push, no content (None): Sound"
          "push, feed key of 31 bytes: bad-link-length"
          "push, feed is null: wrong-shape"
          "push, signature of 10 bytes: bad-signature-length"
          "push, content hash type 3: bad-link-type"
          "push, signing algo 99: unknown-algorithm"
          "push, time negative: Sound"
          "push, prev is a random hash: Sound"
          "push, content not JSON: Sound"
          "push, event of exactly 1024 bytes: Sound"
          "push, event of 1025 bytes: Sound"
          "push, deeply nested CBOR: wrong-shape"
          "push, CBOR huge length claim: wrong-shape"
          "push, CBOR indefinite list: wrong-shape" ]

    [<Fact>]
    let ``Every input that ended or confused the original is a message or a named malformation`` () : unit =
        outcomes |> Expect.equal expected
