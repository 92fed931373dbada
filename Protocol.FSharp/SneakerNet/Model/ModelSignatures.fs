namespace PeerFunctional.SneakerNet

open System
open System.Security.Cryptography
open PeerFunctional.Kernel

/// Signatures for worlds: quick, and the same in every run. Everyone who knows the public key can sign, so they
/// protect nothing and must not be used on a wire.
module ModelSignatures =

    let private publicKey (seed: ReadOnlyMemory<byte>) = SHA256.HashData seed.Span

    let private half (first: ReadOnlySpan<byte>) (second: ReadOnlySpan<byte>) =
        let bytes = Array.zeroCreate<byte>(first.Length + second.Length)
        first.CopyTo(Span bytes)
        second.CopyTo(Span(bytes, first.Length, second.Length))
        SHA256.HashData bytes

    let private signature (key: ReadOnlySpan<byte>) (message: ReadOnlySpan<byte>) =
        Array.append (half key message) (half message key)

    let signatures =
        { new ISignatures with
            member _.PublicKey seed = publicKey seed

            member _.Sign(seed, message) =
                signature (ReadOnlySpan(publicKey seed)) message.Span

            member _.Verify(publicKey, message, given) =
                MemoryExtensions.SequenceEqual(given.Span, ReadOnlySpan(signature publicKey.Span message.Span)) }

    /// The key pair of a peer of a world, by these signatures.
    let keysBy (signatures: ISignatures) (name: string) =
        let seed = SHA256.HashData(ReadOnlySpan(Text.Encoding.UTF8.GetBytes name))

        FeedId.ofBytes (ReadOnlySpan(signatures.PublicKey(ReadOnlyMemory seed)))
        |> Result.map (fun feed ->
            { Feed = feed
              Seed = ReadOnlyMemory seed })

    /// The key pair of a peer of a world.
    let keys name = keysBy signatures name
