namespace PeerFunctional.Runtime.Quic;

/// <summary>Offsets in bytes and error numbers of one generation of ngtcp2, on 64-bit Linux.</summary>
/// <remarks>Structures that are equal in both generations are declared in <c>NativeStructures.cs</c>.</remarks>
internal sealed record NativeLayout
{
    /// <summary>Debian 12 and Ubuntu 24.04: ngtcp2 0.12.</summary>
    public static NativeLayout Generation0 { get; } = new()
    {
        Library = "libngtcp2.so.9",
        Crypto = "libngtcp2_crypto_gnutls.so.2",
        CloseErrors = "ngtcp2_connection_close_error_",
        TransportError = "set_transport_error_",
        SettingsInitialTime = 48,
        SettingsToken = 80,
        SettingsHandshakeTimeout = 136,
        ParametersRetryScidPresent = 290,
        ParametersResetToken = 292,
        NoKeepAlive = 0,
        StreamIdBlocked = -208,
        StreamDataBlocked = -210,
        CryptoFailed = -215,
        StreamShutWrite = -221,
        StreamNotFound = -222,
        Draining = -231,
        WriteMore = -240,
        Retry = -241,
        DropConnection = -242,
        HandshakeTimeout = -246,
        IdleClose = -248,
    };

    /// <summary>ngtcp2 1.x, whose structures of version 1 are stable.</summary>
    public static NativeLayout Generation1 { get; } = new()
    {
        Library = "libngtcp2.so.16",
        Crypto = "libngtcp2_crypto_gnutls.so.8",
        CloseErrors = "ngtcp2_ccerr_",
        TransportError = "set_",
        IsStable = true,
        SettingsInitialTime = 16,
        SettingsToken = 48,
        SettingsTokenType = 64,
        SettingsHandshakeTimeout = 112,
        ParametersOriginalDcidPresent = 290,
        ParametersRetryScidPresent = 292,
        ParametersResetToken = 294,
        NoKeepAlive = ulong.MaxValue,
        StreamIdBlocked = -206,
        StreamDataBlocked = -208,
        CryptoFailed = -213,
        StreamShutWrite = -219,
        StreamNotFound = -220,
        Draining = -224,
        WriteMore = -230,
        Retry = -231,
        DropConnection = -232,
        HandshakeTimeout = -236,
        IdleClose = -238,
    };

    /// <summary>A callback of ours failed; the same in both generations.</summary>
    public const int CallbackFailed = -502;

    /// <summary>Bytes to allocate for settings, parameters and statistics: more than either generation writes.</summary>
    public const int StructureSize = 512;

    public const int ParametersOriginalDcid = 96;
    public const int ParametersRetryScid = 160;
    public const int ParametersStreamDataLocal = 192;
    public const int ParametersStreamDataRemote = 200;
    public const int ParametersMaxData = 216;
    public const int ParametersStreamsBidi = 224;
    public const int ParametersStreamsUni = 232;
    public const int ParametersIdleTimeout = 240;
    public const int ParametersConnectionIds = 256;
    public const int ParametersResetTokenPresent = 288;

    /// <summary>File name of the library, as the dynamic linker finds it.</summary>
    public required string Library { get; init; }

    /// <summary>File name of its half for GnuTLS.</summary>
    public required string Crypto { get; init; }

    /// <summary>How the names of the functions begin that fill a close error.</summary>
    public required string CloseErrors { get; init; }

    /// <summary>How their names go on where the error is the transport's.</summary>
    public required string TransportError { get; init; }

    /// <summary>Whether this is 1.x, whose functions differ in names and in a parameter.</summary>
    public bool IsStable { get; init; }

    public required int SettingsInitialTime { get; init; }
    public required int SettingsToken { get; init; }

    /// <summary>Null where a token has no type.</summary>
    public int? SettingsTokenType { get; init; }

    public required int SettingsHandshakeTimeout { get; init; }

    /// <summary>Null where the presence follows from the role.</summary>
    public int? ParametersOriginalDcidPresent { get; init; }

    public required int ParametersRetryScidPresent { get; init; }
    public required int ParametersResetToken { get; init; }

    /// <summary>The keep-alive time-out that means none.</summary>
    public required ulong NoKeepAlive { get; init; }

    public required int StreamIdBlocked { get; init; }
    public required int StreamDataBlocked { get; init; }
    public required int CryptoFailed { get; init; }
    public required int StreamShutWrite { get; init; }
    public required int StreamNotFound { get; init; }
    public required int Draining { get; init; }
    public required int WriteMore { get; init; }
    public required int Retry { get; init; }
    public required int DropConnection { get; init; }
    public required int HandshakeTimeout { get; init; }
    public required int IdleClose { get; init; }
}
