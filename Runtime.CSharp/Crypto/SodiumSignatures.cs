using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>Ed25519 by libsodium. Safe to use from any number of threads.</summary>
/// <remarks>Stricter than OpenSSL: it also refuses public keys of small order, which no honest peer has.</remarks>
public sealed partial class SodiumSignatures : ISignatures
{
    internal const string Library = "libsodium.so.23";

    /// <summary>Readies the library.</summary>
    /// <exception cref="DllNotFoundException">The library is not installed (Debian: libsodium23).</exception>
    public SodiumSignatures()
    {
        if (sodium_init() < 0) throw new DllNotFoundException($"{Library} loads but cannot be initialised");
    }

    /// <inheritdoc/>
    public byte[] PublicKey(ReadOnlyMemory<byte> seed)
    {
        Span<byte> secret = stackalloc byte[Ed25519.SignatureLength];
        var key = Keys(seed.Span, secret);
        CryptographicOperations.ZeroMemory(secret);
        return key;
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlyMemory<byte> seed, ReadOnlyMemory<byte> message)
    {
        Span<byte> secret = stackalloc byte[Ed25519.SignatureLength];
        Keys(seed.Span, secret);
        var signature = new byte[Ed25519.SignatureLength];
        crypto_sign_ed25519_detached(signature, IntPtr.Zero, message.Span, (ulong)message.Length, secret);
        CryptographicOperations.ZeroMemory(secret);
        return signature;
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlyMemory<byte> publicKey, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature) =>
        publicKey.Length == Ed25519.KeyLength
        && signature.Length == Ed25519.SignatureLength
        && crypto_sign_ed25519_verify_detached(signature.Span, message.Span, (ulong)message.Length, publicKey.Span) == 0;

    /// <summary>Fills in libsodium's secret key (seed and public key) and answers the public key.</summary>
    private static byte[] Keys(ReadOnlySpan<byte> seed, Span<byte> secret)
    {
        Ed25519.RequireSeed(seed);
        var key = new byte[Ed25519.KeyLength];
        crypto_sign_ed25519_seed_keypair(key, secret, seed);
        return key;
    }

    [LibraryImport(Library)]
    private static partial int sodium_init();

    [LibraryImport(Library)]
    private static partial int crypto_sign_ed25519_seed_keypair(Span<byte> key, Span<byte> secret, ReadOnlySpan<byte> seed);

    [LibraryImport(Library)]
    private static partial int crypto_sign_ed25519_detached(
        Span<byte> signature, IntPtr signatureLength, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> secret);

    [LibraryImport(Library)]
    private static partial int crypto_sign_ed25519_verify_detached(
        ReadOnlySpan<byte> signature, ReadOnlySpan<byte> message, ulong length, ReadOnlySpan<byte> key);
}
