using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Quic;

// Structures of ngtcp2 and GnuTLS that are equal in both generations. NativeLibraries checks their sizes.

/// <summary>A connection id, <c>ngtcp2_cid</c>: 32 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeCid
{
    public const int Longest = 20;

    public nuint Length;
    public fixed byte Data[Longest];

    public static NativeCid Of(ReadOnlySpan<byte> bytes)
    {
        var cid = new NativeCid { Length = (nuint)bytes.Length };
        bytes.CopyTo(new(cid.Data, Longest));
        return cid;
    }

    public readonly byte[] ToArray()
    {
        fixed (byte* data = Data) return new ReadOnlySpan<byte>(data, (int)Length).ToArray();
    }
}

/// <summary>A socket address, <c>ngtcp2_addr</c>: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeAddress
{
    public byte* Bytes;
    public uint Length;
}

/// <summary>Both ends of a path, <c>ngtcp2_path</c>: 40 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePath
{
    public NativeAddress Local;
    public NativeAddress Remote;
    public nint UserData;
}

/// <summary>ECN bits of a datagram, <c>ngtcp2_pkt_info</c>: 8 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePacketInfo
{
    public ulong Ecn;
}

/// <summary>A piece of memory, <c>ngtcp2_vec</c>: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativePiece
{
    public byte* Base;
    public nuint Length;
}

/// <summary>Header of a long packet, <c>ngtcp2_pkt_hd</c>: 112 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 112)]
internal unsafe struct NativeHeader
{
    [FieldOffset(0)]
    public NativeCid Dcid;

    [FieldOffset(32)]
    public NativeCid Scid;

    [FieldOffset(72)]
    public byte* Token;

    [FieldOffset(80)]
    public nuint TokenLength;

    [FieldOffset(104)]
    public uint Version;
}

/// <summary>Why a connection closes, <c>ngtcp2_connection_close_error</c> and <c>ngtcp2_ccerr</c>: 40 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeCloseError
{
    public int Type;
    public ulong Code;
    public ulong FrameType;
    public byte* Reason;
    public nuint ReasonLength;
}

/// <summary>
/// What a TLS session points to. It begins with <c>ngtcp2_crypto_conn_ref</c>; the last two fields are ours.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeReference
{
    public delegate* unmanaged[Cdecl]<NativeReference*, nint> GetConnection;
    public nint UserData;
    public nint Connection;
    public nint Owner;
}

/// <summary>Bytes of GnuTLS, <c>gnutls_datum_t</c>: 16 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeDatum
{
    public byte* Data;
    public uint Size;

    public readonly ReadOnlySpan<byte> Bytes => new(Data, (int)Size);
}
