namespace PeerFunctional.Tests.SneakerNet

open System
open System.Security.Cryptography
open PeerFunctional.Kernel
open PeerFunctional.SneakerNet

/// Quick deterministic signatures for tests. Everyone who knows the public key can sign, so nothing outside the tests
/// may use them.
module TestSignatures =

    let private signature (publicKey: ReadOnlySpan<byte>) (message: ReadOnlySpan<byte>) =
        HMACSHA512.HashData(publicKey, message)

    let private publicKey (seed: ReadOnlyMemory<byte>) = SHA256.HashData seed.Span

    let signatures =
        { new ISignatures with
            member _.PublicKey seed = publicKey seed

            member _.Sign(seed, message) =
                signature (ReadOnlySpan(publicKey seed)) message.Span

            member _.Verify(publicKey, message, given) =
                given.Span.SequenceEqual(ReadOnlySpan(signature publicKey.Span message.Span)) }

    /// The key pair of a seed of 32 bytes.
    let keys (seed: byte[]) =
        match FeedId.ofBytes (ReadOnlySpan(publicKey (ReadOnlyMemory seed))) with
        | Ok feed ->
            { Feed = feed
              Seed = ReadOnlyMemory seed }
        | Error e -> failwith e.Detail
