using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// What ngtcp2 and GnuTLS call. Each callback is on the thread that holds the connection's lock. None may throw: an exception
/// fails the connection in place of the process.
/// </summary>
internal static unsafe class NativeCallbacks
{
    private const int Slots = 64; // generation 1 has 47, the last seven of them never read at version 1

    /// <summary>Judges the peer's certificates; for <c>gnutls_certificate_set_verify_function</c>.</summary>
    public static delegate* unmanaged[Cdecl]<nint, int> Verify => &OnVerify;

    /// <summary>For <c>gnutls_session_set_keylog_function</c>.</summary>
    public static delegate* unmanaged[Cdecl]<nint, byte*, NativeDatum*, int> LogKey => &OnLogKey;

    /// <summary>For <see cref="NativeReference.GetConnection"/>.</summary>
    public static delegate* unmanaged[Cdecl]<NativeReference*, nint> GetConnection => &OnGetConnection;

    /// <summary>A table in native memory that serves clients and servers alike; it is never freed.</summary>
    public static nint Table(Ngtcp2 ngtcp2)
    {
        var table = (nint*)NativeMemory.AllocZeroed(Slots, (nuint)sizeof(nint));
        nint Ready(string name) => NativeLibrary.GetExport(ngtcp2.Crypto, $"ngtcp2_crypto_{name}_cb");
        table[0] = Ready("client_initial");
        table[1] = Ready("recv_client_initial");
        table[2] = Ready("recv_crypto_data");
        table[3] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, int>)&OnHandshakeCompleted;
        table[5] = Ready("encrypt");
        table[6] = Ready("decrypt");
        table[7] = Ready("hp_mask");
        table[8] = (nint)(delegate* unmanaged[Cdecl]<nint, uint, long, ulong, byte*, nuint, nint, nint, int>)&OnStreamData;
        table[9] = (nint)(delegate* unmanaged[Cdecl]<nint, long, ulong, ulong, nint, nint, int>)&OnAcknowledged;
        table[10] = (nint)(delegate* unmanaged[Cdecl]<nint, long, nint, int>)&OnStreamOpen;
        table[11] = (nint)(delegate* unmanaged[Cdecl]<nint, uint, long, ulong, nint, nint, int>)&OnStreamClose;
        table[12] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, int>)&OnStatelessReset;
        table[13] = Ready("recv_retry");
        table[14] = (nint)(delegate* unmanaged[Cdecl]<nint, ulong, nint, int>)&OnMoreStreams;
        table[16] = (nint)(delegate* unmanaged[Cdecl]<byte*, nuint, nint, void>)&OnRandom;
        table[17] = (nint)(delegate* unmanaged[Cdecl]<nint, NativeCid*, byte*, nuint, nint, int>)&OnNewConnectionId;
        table[18] = (nint)(delegate* unmanaged[Cdecl]<nint, NativeCid*, nint, int>)&OnRemoveConnectionId;
        table[19] = Ready("update_key");
        table[22] = (nint)(delegate* unmanaged[Cdecl]<nint, long, ulong, ulong, nint, nint, int>)&OnStreamReset;
        table[25] = (nint)(delegate* unmanaged[Cdecl]<nint, long, ulong, nint, nint, int>)&OnMoreStreamData;
        table[26] = (nint)(delegate* unmanaged[Cdecl]<nint, int, ulong, NativeCid*, byte*, nint, int>)&OnPeerId;
        table[27] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, int>)&OnHandshakeConfirmed;
        table[29] = Ready("delete_crypto_aead_ctx");
        table[30] = Ready("delete_crypto_cipher_ctx");
        table[34] = Ready("get_path_challenge_data");
        table[36] = Ready("version_negotiation");
        return (nint)table;
    }

    private static QuicConnection Of(nint owner) => (QuicConnection)GCHandle.FromIntPtr(owner).Target!;

    private static int Failed(nint owner, Exception failure)
    {
        Of(owner).CallbackFailed(failure);
        return NativeLayout.CallbackFailed;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnGetConnection(NativeReference* reference) => reference->Connection;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnRandom(byte* target, nuint length, nint context) => RandomNumberGenerator.Fill(new(target, (int)length));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnVerify(nint session)
    {
        var tls = NativeLibraries.Current.GnuTls;
        var owner = tls.GetPointer(session)->Owner;
        try
        {
            uint count = 0;
            var first = tls.GetPeers(session, &count);
            var chain = new ReadOnlyMemory<byte>[count];
            for (var i = 0; i < chain.Length; i++) chain[i] = first[i].Bytes.ToArray();
            return Of(owner).Judge(chain) ? 0 : GnuTls.CertificateError;
        }
        catch (Exception failure)
        {
            Failed(owner, failure);
            return GnuTls.CertificateError;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnLogKey(nint session, byte* label, NativeDatum* secret)
    {
        var tls = NativeLibraries.Current.GnuTls;
        var owner = tls.GetPointer(session)->Owner;
        try
        {
            NativeDatum client = default, server = default;
            tls.GetRandom(session, &client, &server);
            Of(owner).LogKey(Marshal.PtrToStringUTF8((nint)label)!, client.Bytes, secret->Bytes);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnHandshakeCompleted(nint connection, nint owner)
    {
        try
        {
            return Of(owner).HandshakeCompleted() ? 0 : NativeLayout.CallbackFailed;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnHandshakeConfirmed(nint connection, nint owner)
    {
        try
        {
            Of(owner).HandshakeConfirmed();
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnStreamData(
        nint connection, uint flags, long stream, ulong offset, byte* data, nuint length, nint owner, nint streamData)
    {
        try
        {
            Of(owner).Streams.Received(stream, new(data, (int)length), isEnd: (flags & 1) != 0);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAcknowledged(nint connection, long stream, ulong offset, ulong length, nint owner, nint streamData)
    {
        try
        {
            Of(owner).Streams.Acknowledged(stream, (long)(offset + length), isEndAlone: length == 0);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnStreamOpen(nint connection, long stream, nint owner)
    {
        try
        {
            Of(owner).Streams.OpenedByPeer(stream);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnStreamClose(nint connection, uint flags, long stream, ulong code, nint owner, nint streamData)
    {
        try
        {
            Of(owner).Streams.Closed(stream);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnStreamReset(nint connection, long stream, ulong finalSize, ulong code, nint owner, nint streamData)
    {
        try
        {
            Of(owner).Streams.ResetByPeer(stream, (long)code);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnStatelessReset(nint connection, nint reset, nint owner)
    {
        Of(owner).ResetSeen();
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnMoreStreams(nint connection, ulong most, nint owner)
    {
        try
        {
            Of(owner).Streams.OpenWaiting();
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnMoreStreamData(nint connection, long stream, ulong most, nint owner, nint streamData)
    {
        try
        {
            Of(owner).Streams.Unblock(stream);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnNewConnectionId(nint connection, NativeCid* id, byte* token, nuint length, nint owner)
    {
        try
        {
            Of(owner).NewId(id, new(token, ConnectionTable.TokenLength), (int)length);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnRemoveConnectionId(nint connection, NativeCid* id, nint owner)
    {
        try
        {
            Of(owner).RemoveId(new(id->Data, (int)id->Length));
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnPeerId(nint connection, int status, ulong number, NativeCid* id, byte* token, nint owner)
    {
        try
        {
            if (token != null) Of(owner).PeerToken(new(token, ConnectionTable.TokenLength), isInUse: status == 0);
            return 0;
        }
        catch (Exception failure)
        {
            return Failed(owner, failure);
        }
    }
}
