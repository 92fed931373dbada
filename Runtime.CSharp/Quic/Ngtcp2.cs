using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Quic;

/// <summary>The functions of ngtcp2 and of its half for GnuTLS that the transport calls.</summary>
/// <remarks>Debian's build ends the process on a call in a wrong order, so only <see cref="NativeConnection"/> and the door call them.</remarks>
internal sealed unsafe class Ngtcp2
{
    /// <summary>The version of a structure's layout that each versioned function takes.</summary>
    private const int Version = 1;

    private readonly delegate* unmanaged[Cdecl]<int, byte*, void> settingsDefault;
    private readonly delegate* unmanaged[Cdecl]<int, byte*, void> parametersDefault;
    private readonly delegate* unmanaged[Cdecl]<nint*, NativeCid*, NativeCid*, NativePath*, uint, int, nint*, int, byte*, int, byte*, nint, nint, int> newClient;
    private readonly delegate* unmanaged[Cdecl]<nint*, NativeCid*, NativeCid*, NativePath*, uint, int, nint*, int, byte*, int, byte*, nint, nint, int> newServer;
    private readonly delegate* unmanaged[Cdecl]<nint, NativePath*, int, NativePacketInfo*, byte*, nuint, ulong, int> readPacket;
    private readonly delegate* unmanaged[Cdecl]<nint, NativePath*, int, NativePacketInfo*, byte*, nuint, nint*, uint, long, NativePiece*, nuint, ulong, nint> writeStream;
    private readonly delegate* unmanaged[Cdecl]<nint, NativePath*, int, NativePacketInfo*, byte*, nuint, NativeCloseError*, ulong, nint> writeClose;
    private readonly delegate* unmanaged[Cdecl]<nint, long, ulong, int> shutdownWrite;
    private readonly delegate* unmanaged[Cdecl]<nint, long, ulong, int> shutdownRead;
    private readonly delegate* unmanaged[Cdecl]<nint, uint, long, ulong, int> shutdownWriteByFlags;
    private readonly delegate* unmanaged[Cdecl]<nint, uint, long, ulong, int> shutdownReadByFlags;
    private readonly delegate* unmanaged[Cdecl]<nint, NativeCloseError*, void> getCloseError;
    private readonly delegate* unmanaged[Cdecl]<nint, NativeCloseError*> getCloseErrorPointer;
    private readonly delegate* unmanaged[Cdecl]<byte*, nuint, uint, NativeCid*, NativeCid*, ulong, byte*, nuint, nint> writeInitialClose;

    public readonly delegate* unmanaged[Cdecl]<nint, void> Delete;
    public readonly delegate* unmanaged[Cdecl]<nint, nint, void> SetTlsHandle;
    public readonly delegate* unmanaged[Cdecl]<nint, byte> GetTlsAlert;
    public readonly delegate* unmanaged[Cdecl]<nint, ulong, void> SetKeepAlive;
    public readonly delegate* unmanaged[Cdecl]<nint, ulong> GetExpiry;
    public readonly delegate* unmanaged[Cdecl]<nint, ulong, int> HandleExpiry;
    public readonly delegate* unmanaged[Cdecl]<nint, ulong> GetPto;
    public readonly delegate* unmanaged[Cdecl]<nint, NativePath*> GetPath;
    public readonly delegate* unmanaged[Cdecl]<nint, nuint> GetMaxPayload;
    public readonly delegate* unmanaged[Cdecl]<nint, ulong> GetMaxDataLeft;
    public readonly delegate* unmanaged[Cdecl]<nint, ulong, void> UpdateSentTime;
    public readonly delegate* unmanaged[Cdecl]<nint, long*, nint, int> OpenStream;
    public readonly delegate* unmanaged[Cdecl]<nint, long, ulong, int> ExtendStream;
    public readonly delegate* unmanaged[Cdecl]<nint, ulong, void> ExtendData;
    public readonly delegate* unmanaged[Cdecl]<nint, nuint, void> ExtendStreams;
    public readonly delegate* unmanaged[Cdecl]<NativeCloseError*, void> CloseErrorDefault;
    public readonly delegate* unmanaged[Cdecl]<NativeCloseError*, ulong, byte*, nuint, void> SetApplicationError;
    public readonly delegate* unmanaged[Cdecl]<NativeCloseError*, int, byte*, nuint, void> SetLibraryError;
    public readonly delegate* unmanaged[Cdecl]<NativeCloseError*, byte, byte*, nuint, void> SetTlsAlert;
    public readonly delegate* unmanaged[Cdecl]<int, nint> ErrorText;
    public readonly delegate* unmanaged[Cdecl]<NativeHeader*, byte*, nuint, int> Accept;
    public readonly delegate* unmanaged[Cdecl]<byte*, nuint, byte, byte*, nuint, byte*, nuint, uint*, nuint, nint> WriteVersionNegotiation;
    public readonly delegate* unmanaged[Cdecl]<byte*, nuint, byte*, byte*, nuint, nint> WriteReset;
    public readonly delegate* unmanaged[Cdecl]<byte*, byte*, nuint, NativeCid*, int> MakeResetToken;
    public readonly delegate* unmanaged[Cdecl]<byte*, byte*, nuint, uint, byte*, uint, NativeCid*, NativeCid*, ulong, nint> MakeRetryToken;
    public readonly delegate* unmanaged[Cdecl]<NativeCid*, byte*, nuint, byte*, nuint, uint, byte*, uint, NativeCid*, ulong, ulong, int> VerifyRetryToken;
    public readonly delegate* unmanaged[Cdecl]<byte*, nuint, uint, NativeCid*, NativeCid*, NativeCid*, byte*, nuint, nint> WriteRetry;
    public readonly delegate* unmanaged[Cdecl]<nint, int> ConfigureClient;
    public readonly delegate* unmanaged[Cdecl]<nint, int> ConfigureServer;

    /// <summary>Finds every function; throws <see cref="EntryPointNotFoundException"/> where one is missing.</summary>
    public Ngtcp2(nint library, nint crypto, NativeLayout layout)
    {
        Layout = layout;
        Crypto = crypto;
        nint Of(string name) => NativeLibrary.GetExport(library, "ngtcp2_" + name);
        nint OfCrypto(string name) => NativeLibrary.GetExport(crypto, "ngtcp2_crypto_" + name);
        nint OfError(string name) => NativeLibrary.GetExport(library, layout.CloseErrors + name);

        settingsDefault = (delegate* unmanaged[Cdecl]<int, byte*, void>)Of("settings_default_versioned");
        parametersDefault = (delegate* unmanaged[Cdecl]<int, byte*, void>)Of("transport_params_default_versioned");
        newClient = (delegate* unmanaged[Cdecl]<nint*, NativeCid*, NativeCid*, NativePath*, uint, int, nint*, int, byte*, int, byte*, nint, nint, int>)Of("conn_client_new_versioned");
        newServer = (delegate* unmanaged[Cdecl]<nint*, NativeCid*, NativeCid*, NativePath*, uint, int, nint*, int, byte*, int, byte*, nint, nint, int>)Of("conn_server_new_versioned");
        readPacket = (delegate* unmanaged[Cdecl]<nint, NativePath*, int, NativePacketInfo*, byte*, nuint, ulong, int>)Of("conn_read_pkt_versioned");
        writeStream = (delegate* unmanaged[Cdecl]<nint, NativePath*, int, NativePacketInfo*, byte*, nuint, nint*, uint, long, NativePiece*, nuint, ulong, nint>)Of("conn_writev_stream_versioned");
        writeClose = (delegate* unmanaged[Cdecl]<nint, NativePath*, int, NativePacketInfo*, byte*, nuint, NativeCloseError*, ulong, nint>)Of("conn_write_connection_close_versioned");
        writeInitialClose = (delegate* unmanaged[Cdecl]<byte*, nuint, uint, NativeCid*, NativeCid*, ulong, byte*, nuint, nint>)OfCrypto("write_connection_close");
        if (layout.IsStable)
        {
            shutdownWriteByFlags = (delegate* unmanaged[Cdecl]<nint, uint, long, ulong, int>)Of("conn_shutdown_stream_write");
            shutdownReadByFlags = (delegate* unmanaged[Cdecl]<nint, uint, long, ulong, int>)Of("conn_shutdown_stream_read");
            getCloseErrorPointer = (delegate* unmanaged[Cdecl]<nint, NativeCloseError*>)Of("conn_get_ccerr");
        }
        else
        {
            shutdownWrite = (delegate* unmanaged[Cdecl]<nint, long, ulong, int>)Of("conn_shutdown_stream_write");
            shutdownRead = (delegate* unmanaged[Cdecl]<nint, long, ulong, int>)Of("conn_shutdown_stream_read");
            getCloseError = (delegate* unmanaged[Cdecl]<nint, NativeCloseError*, void>)Of("conn_get_connection_close_error");
        }

        Delete = (delegate* unmanaged[Cdecl]<nint, void>)Of("conn_del");
        SetTlsHandle = (delegate* unmanaged[Cdecl]<nint, nint, void>)Of("conn_set_tls_native_handle");
        GetTlsAlert = (delegate* unmanaged[Cdecl]<nint, byte>)Of("conn_get_tls_alert");
        SetKeepAlive = (delegate* unmanaged[Cdecl]<nint, ulong, void>)Of("conn_set_keep_alive_timeout");
        GetExpiry = (delegate* unmanaged[Cdecl]<nint, ulong>)Of("conn_get_expiry");
        HandleExpiry = (delegate* unmanaged[Cdecl]<nint, ulong, int>)Of("conn_handle_expiry");
        GetPto = (delegate* unmanaged[Cdecl]<nint, ulong>)Of("conn_get_pto");
        GetPath = (delegate* unmanaged[Cdecl]<nint, NativePath*>)Of("conn_get_path");
        GetMaxPayload = (delegate* unmanaged[Cdecl]<nint, nuint>)Of("conn_get_max_tx_udp_payload_size");
        GetMaxDataLeft = (delegate* unmanaged[Cdecl]<nint, ulong>)Of("conn_get_max_data_left");
        UpdateSentTime = (delegate* unmanaged[Cdecl]<nint, ulong, void>)Of("conn_update_pkt_tx_time");
        OpenStream = (delegate* unmanaged[Cdecl]<nint, long*, nint, int>)Of("conn_open_bidi_stream");
        ExtendStream = (delegate* unmanaged[Cdecl]<nint, long, ulong, int>)Of("conn_extend_max_stream_offset");
        ExtendData = (delegate* unmanaged[Cdecl]<nint, ulong, void>)Of("conn_extend_max_offset");
        ExtendStreams = (delegate* unmanaged[Cdecl]<nint, nuint, void>)Of("conn_extend_max_streams_bidi");
        ErrorText = (delegate* unmanaged[Cdecl]<int, nint>)Of("strerror");
        Accept = (delegate* unmanaged[Cdecl]<NativeHeader*, byte*, nuint, int>)Of("accept");
        WriteVersionNegotiation = (delegate* unmanaged[Cdecl]<byte*, nuint, byte, byte*, nuint, byte*, nuint, uint*, nuint, nint>)Of("pkt_write_version_negotiation");
        WriteReset = (delegate* unmanaged[Cdecl]<byte*, nuint, byte*, byte*, nuint, nint>)Of("pkt_write_stateless_reset");

        CloseErrorDefault = (delegate* unmanaged[Cdecl]<NativeCloseError*, void>)OfError("default");
        SetApplicationError = (delegate* unmanaged[Cdecl]<NativeCloseError*, ulong, byte*, nuint, void>)OfError("set_application_error");
        SetLibraryError = (delegate* unmanaged[Cdecl]<NativeCloseError*, int, byte*, nuint, void>)OfError(layout.TransportError + "liberr");
        SetTlsAlert = (delegate* unmanaged[Cdecl]<NativeCloseError*, byte, byte*, nuint, void>)OfError(layout.TransportError + "tls_alert");

        MakeResetToken = (delegate* unmanaged[Cdecl]<byte*, byte*, nuint, NativeCid*, int>)OfCrypto("generate_stateless_reset_token");
        MakeRetryToken = (delegate* unmanaged[Cdecl]<byte*, byte*, nuint, uint, byte*, uint, NativeCid*, NativeCid*, ulong, nint>)OfCrypto("generate_retry_token");
        VerifyRetryToken = (delegate* unmanaged[Cdecl]<NativeCid*, byte*, nuint, byte*, nuint, uint, byte*, uint, NativeCid*, ulong, ulong, int>)OfCrypto("verify_retry_token");
        WriteRetry = (delegate* unmanaged[Cdecl]<byte*, nuint, uint, NativeCid*, NativeCid*, NativeCid*, byte*, nuint, nint>)OfCrypto("write_retry");
        ConfigureClient = (delegate* unmanaged[Cdecl]<nint, int>)OfCrypto("gnutls_configure_client_session");
        ConfigureServer = (delegate* unmanaged[Cdecl]<nint, int>)OfCrypto("gnutls_configure_server_session");
    }

    public NativeLayout Layout { get; }

    /// <summary>Handle of the half for GnuTLS, whose ready callbacks go into the table of callbacks.</summary>
    public nint Crypto { get; }

    public void SettingsDefault(byte* settings) => settingsDefault(Version, settings);

    public void ParametersDefault(byte* parameters) => parametersDefault(Version, parameters);

    public int NewConnection(
        bool isServer, nint* connection, NativeCid* dcid, NativeCid* scid, NativePath* path, uint version, nint* callbacks,
        byte* settings, byte* parameters, nint owner) =>
        isServer
            ? newServer(connection, dcid, scid, path, version, Version, callbacks, Version, settings, Version, parameters, 0, owner)
            : newClient(connection, dcid, scid, path, version, Version, callbacks, Version, settings, Version, parameters, 0, owner);

    public int ReadPacket(nint connection, NativePath* path, byte* data, int length, ulong now)
    {
        NativePacketInfo info = default;
        return readPacket(connection, path, Version, &info, data, (nuint)length, now);
    }

    public nint WriteStream(
        nint connection, NativePath* path, Span<byte> target, out nint taken, uint flags, long stream, NativePiece* pieces,
        int count, ulong now)
    {
        NativePacketInfo info = default;
        nint accepted = -1;
        nint written;
        fixed (byte* start = target)
            written = writeStream(connection, path, Version, &info, start, (nuint)target.Length, &accepted, flags, stream, pieces, (nuint)count, now);
        taken = accepted;
        return written;
    }

    public nint WriteClose(nint connection, NativePath* path, Span<byte> target, NativeCloseError* error, ulong now)
    {
        NativePacketInfo info = default;
        fixed (byte* start = target)
            return writeClose(connection, path, Version, &info, start, (nuint)target.Length, error, now);
    }

    public nint WriteInitialClose(
        byte* target, int length, uint version, NativeCid* dcid, NativeCid* scid, int code, byte* reason, int reasonLength) =>
        writeInitialClose(target, (nuint)length, version, dcid, scid, (ulong)code, reason, (nuint)reasonLength);

    public int ShutdownWrite(nint connection, long stream, ulong code) =>
        Layout.IsStable ? shutdownWriteByFlags(connection, 0, stream, code) : shutdownWrite(connection, stream, code);

    public int ShutdownRead(nint connection, long stream, ulong code) =>
        Layout.IsStable ? shutdownReadByFlags(connection, 0, stream, code) : shutdownRead(connection, stream, code);

    /// <summary>The close error that the peer sent; its reason is valid until the connection is deleted.</summary>
    public NativeCloseError CloseErrorOf(nint connection)
    {
        if (Layout.IsStable) return *getCloseErrorPointer(connection);
        NativeCloseError error = default;
        getCloseError(connection, &error);
        return error;
    }

    public string Words(int error) => Marshal.PtrToStringUTF8(ErrorText(error)) ?? error.ToString();
}
