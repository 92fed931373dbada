namespace PeerFunctional.Tests.Crypto

open System
open Xunit
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Tests

module RememberedSignaturesTests =

    let private ed25519 = Ed25519()

    /// Ed25519, with the number of its verifications.
    let private counted () =
        let verified = ref 0

        let signatures =
            { new ISignatures with
                member _.PublicKey seed = ed25519.PublicKey seed
                member _.Sign(seed, message) = ed25519.Sign(seed, message)

                member _.Verify(publicKey, message, signature) =
                    verified.Value <- verified.Value + 1
                    ed25519.Verify(publicKey, message, signature) }

        verified, (RememberedSignatures signatures :> ISignatures)

    let private seed = ReadOnlyMemory(Array.init 32 byte)

    let private message (number: int) =
        ReadOnlyMemory(BitConverter.GetBytes number)

    [<Fact>]
    let ``A signature is verified once, and a wrong one is refused each time`` () : unit =
        let verified, signatures = counted ()
        let key = ReadOnlyMemory(signatures.PublicKey seed)
        let signature = ReadOnlyMemory(signatures.Sign(seed, message 1))

        for _ in 1..3 do
            signatures.Verify(key, message 1, signature) |> Expect.equal true
            signatures.Verify(key, message 2, signature) |> Expect.equal false

        verified.Value |> Expect.equal 2

    [<Fact>]
    let ``Bytes that move from one part of the question to another make another question`` () : unit =
        let verified, signatures = counted ()
        let bytes = Array.init 100 byte

        let ask (key: int) (signature: int) =
            signatures.Verify(
                ReadOnlyMemory(bytes, 0, key),
                ReadOnlyMemory(bytes, key + signature, 100 - key - signature),
                ReadOnlyMemory(bytes, key, signature)
            )
            |> ignore

        for key in 30..34 do
            for signature in 62..64 do
                ask key signature

        verified.Value |> Expect.equal 15

    [<Fact>]
    let ``The memory of verdicts is bounded: old ones are verified again`` () : unit =
        let verified, signatures = counted ()
        let wrong = ReadOnlyMemory(Array.zeroCreate<byte> 64)
        let key = ReadOnlyMemory(Array.zeroCreate<byte> 31)

        let ask number =
            signatures.Verify(key, message number, wrong) |> ignore

        for number in 0 .. 2 * RememberedSignatures.Most do
            ask number

        let before = verified.Value
        ask (2 * RememberedSignatures.Most)
        verified.Value |> Expect.equal before
        ask 0
        verified.Value |> Expect.equal (before + 1)
