using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>Ed25519 by the system's libcrypto, which .NET on Linux needs anyway. Safe to use from any number of threads.</summary>
public sealed partial class OpenSslSignatures : ISignatures
{
    internal const string Library = "libcrypto.so.3";

    /// <summary>EVP_PKEY_ED25519, from OpenSSL's obj_mac.h.</summary>
    private const int KeyType = 1087;

    /// <inheritdoc/>
    public byte[] PublicKey(ReadOnlyMemory<byte> seed)
    {
        using var key = PrivateKey(seed.Span);
        var publicKey = new byte[Ed25519.KeyLength];
        var length = (nuint)publicKey.Length;
        Require(EVP_PKEY_get_raw_public_key(key, publicKey, ref length));
        return publicKey;
    }

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlyMemory<byte> seed, ReadOnlyMemory<byte> message)
    {
        using var key = PrivateKey(seed.Span);
        using var context = EVP_MD_CTX_new();
        var signature = new byte[Ed25519.SignatureLength];
        var length = (nuint)signature.Length;
        Require(EVP_DigestSignInit(context, 0, 0, 0, key));
        Require(EVP_DigestSign(context, signature, ref length, message.Span, (nuint)message.Length));
        return signature;
    }

    /// <inheritdoc/>
    public bool Verify(ReadOnlyMemory<byte> publicKey, ReadOnlyMemory<byte> message, ReadOnlyMemory<byte> signature)
    {
        if (publicKey.Length != Ed25519.KeyLength || signature.Length != Ed25519.SignatureLength) return false;

        using var key = EVP_PKEY_new_raw_public_key(KeyType, 0, publicKey.Span, (nuint)publicKey.Length);
        using var context = EVP_MD_CTX_new();
        var holds = !key.IsInvalid
            && EVP_DigestVerifyInit(context, 0, 0, 0, key) == 1
            && EVP_DigestVerify(context, signature.Span, (nuint)signature.Length, message.Span, (nuint)message.Length) == 1;
        // A refused signature stays in the thread's error queue, where other users of the library would find it.
        if (!holds) ERR_clear_error();
        return holds;
    }

    private static Key PrivateKey(ReadOnlySpan<byte> seed)
    {
        Ed25519.RequireSeed(seed);
        var key = EVP_PKEY_new_raw_private_key(KeyType, 0, seed, (nuint)seed.Length);
        Require(key.IsInvalid ? 0 : 1);
        return key;
    }

    private static void Require(int done)
    {
        if (done != 1) throw new CryptographicException($"{Library} cannot work with an Ed25519 key");
    }

    private sealed class Key() : SafeHandle(0, true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_PKEY_free(handle);
            return true;
        }
    }

    private sealed class Context() : SafeHandle(0, true)
    {
        public override bool IsInvalid => handle == 0;

        protected override bool ReleaseHandle()
        {
            EVP_MD_CTX_free(handle);
            return true;
        }
    }

    [LibraryImport(Library)]
    private static partial Key EVP_PKEY_new_raw_public_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial Key EVP_PKEY_new_raw_private_key(int type, nint engine, ReadOnlySpan<byte> key, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_PKEY_get_raw_public_key(Key key, Span<byte> publicKey, ref nuint length);

    [LibraryImport(Library)]
    private static partial void EVP_PKEY_free(nint key);

    [LibraryImport(Library)]
    private static partial Context EVP_MD_CTX_new();

    [LibraryImport(Library)]
    private static partial void EVP_MD_CTX_free(nint context);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSignInit(Context context, nint keyContext, nint digest, nint engine, Key key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestSign(
        Context context, Span<byte> signature, ref nuint signatureLength, ReadOnlySpan<byte> message, nuint length);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerifyInit(Context context, nint keyContext, nint digest, nint engine, Key key);

    [LibraryImport(Library)]
    private static partial int EVP_DigestVerify(
        Context context, ReadOnlySpan<byte> signature, nuint signatureLength, ReadOnlySpan<byte> message, nuint length);

    [LibraryImport(Library)]
    private static partial void ERR_clear_error();
}
