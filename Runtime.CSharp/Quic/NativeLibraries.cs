using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Quic;

/// <summary>ngtcp2 and GnuTLS, loaded once a process.</summary>
internal sealed class NativeLibraries
{
    /// <summary>What a user reads where a library is missing.</summary>
    public const string Missing =
        "QUIC needs the library libngtcp2_crypto_gnutls, which this machine does not have: apt-get install libngtcp2-crypto-gnutls2";

    private static readonly Lazy<NativeLibraries?> Loaded =
        new(() => Load(name => NativeLibrary.TryLoad(name, out var library) ? library : 0));

    private NativeLibraries(Ngtcp2 ngtcp2, GnuTls gnuTls)
    {
        Ngtcp2 = ngtcp2;
        GnuTls = gnuTls;
        Callbacks = NativeCallbacks.Table(ngtcp2);
    }

    public Ngtcp2 Ngtcp2 { get; }

    public GnuTls GnuTls { get; }

    /// <summary>Address of the table of callbacks, which lives as long as the process.</summary>
    public nint Callbacks { get; }

    /// <summary>Whether the libraries can be loaded here.</summary>
    public static bool AreHere => Loaded.Value is not null;

    /// <summary>The libraries; throws <see cref="QuicUnavailableException"/> where one is missing.</summary>
    public static NativeLibraries Current => Loaded.Value ?? throw new QuicUnavailableException(Missing);

    /// <summary>Loads both halves of one generation, the newer one first; null where a file or a function is missing.</summary>
    /// <param name="open">Answers the handle of a library by its file name, 0 where it is missing.</param>
    public static NativeLibraries? Load(Func<string, nint> open)
    {
        if (RuntimeInformation.ProcessArchitecture is not (Architecture.X64 or Architecture.Arm64)) return null;
        if (open(GnuTls.Library) is not (not 0 and var gnuTls)) return null;
        foreach (var layout in new[] { NativeLayout.Generation1, NativeLayout.Generation0 })
        {
            if (open(layout.Library) is not (not 0 and var library) || open(layout.Crypto) is not (not 0 and var crypto)) continue;
            try
            {
                CheckSizes();
                return new(new(library, crypto, layout), new(gnuTls));
            }
            catch (EntryPointNotFoundException)
            {
                // A build without a function that we call; the other generation may have it.
            }
        }

        return null;
    }

    private static void CheckSizes()
    {
        if (Unsafe.SizeOf<NativeCid>() != 32 || Unsafe.SizeOf<NativePath>() != 40 || Unsafe.SizeOf<NativeHeader>() != 112
            || Unsafe.SizeOf<NativePiece>() != 16 || Unsafe.SizeOf<NativeCloseError>() != 40 || Unsafe.SizeOf<NativeDatum>() != 16)
            throw new InvalidOperationException("a structure of ngtcp2 has another size here");
    }
}
