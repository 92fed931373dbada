using System.Runtime.InteropServices;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Crypto;

/// <summary>Ed25519 (RFC 8032) by a library of this machine.</summary>
public static class Ed25519
{
    /// <summary>Bytes of a public key, and of a seed.</summary>
    public const int KeyLength = 32;

    /// <summary>Bytes of a signature.</summary>
    public const int SignatureLength = 64;

    /// <summary>The fastest library that loads: libsodium, else libcrypto.</summary>
    /// <exception cref="DllNotFoundException">Neither loads; the message says what to install.</exception>
    public static ISignatures Available() =>
        Loads(SodiumSignatures.Library) ? new SodiumSignatures()
        : Loads(OpenSslSignatures.Library) ? new OpenSslSignatures()
        : throw new DllNotFoundException(
            $"no Ed25519 on this machine: neither {SodiumSignatures.Library} nor {OpenSslSignatures.Library} loads; install libsodium23");

    internal static void RequireSeed(ReadOnlySpan<byte> seed)
    {
        if (seed.Length != KeyLength) throw new ArgumentException($"a seed has {KeyLength} bytes, not {seed.Length}", nameof(seed));
    }

    private static bool Loads(string library)
    {
        if (!NativeLibrary.TryLoad(library, out var handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    }
}
