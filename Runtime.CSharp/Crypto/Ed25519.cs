using NSec.Cryptography;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>
/// Ed25519 (RFC 8032) by libsodium, which comes with the program: one verdict on every machine, the one of the original's
/// libsodium. Safe to use from any number of threads.
/// </summary>
/// <remarks>Refused besides wrong signatures: public keys of small order, points not in canonical form, and an S not below the order.</remarks>
public sealed class Ed25519 : ISignatures
{
    /// <summary>Bytes of a public key, and of a seed.</summary>
    public const int KeyLength = 32;

    private static readonly SignatureAlgorithm Algorithm = SignatureAlgorithm.Ed25519;

    /// <inheritdoc/>
    public byte[] PublicKey(ReadOnlyMemory<byte> seed)
    {
        using var key = PrivateKey(seed.Span);
        return key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlyMemory<byte> seed, ReadOnlyMemory<byte> message)
    {
        using var key = PrivateKey(seed.Span);
        return Algorithm.Sign(key, message.Span);
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlyMemory<byte> publicKey, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature) =>
        NSec.Cryptography.PublicKey.TryImport(Algorithm, publicKey.Span, KeyBlobFormat.RawPublicKey, out var key)
        && Algorithm.Verify(key!, message.Span, signature.Span);

    private static Key PrivateKey(ReadOnlySpan<byte> seed) =>
        seed.Length == KeyLength
            ? Key.Import(Algorithm, seed, KeyBlobFormat.RawPrivateKey)
            : throw new ArgumentException($"a seed has {KeyLength} bytes, not {seed.Length}", nameof(seed));
}
