using System.Net;
using System.Text;

namespace PeerFunctional.Runtime.Quic;

/// <summary>What an endpoint needs, and what peers may cost it. Times have a grain of a millisecond.</summary>
public sealed record QuicOptions
{
    /// <summary>
    /// Names of the application protocol (ALPN), the preferred first: 1 to 8 of them, with 1 to 32 ASCII letters each.
    /// A dialer without any is refused by every listener of this transport.
    /// </summary>
    public required IReadOnlyList<string> Protocols { get; init; }

    /// <summary>Our certificate, in DER.</summary>
    public required ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary>Its private key, ECDSA on P-256, in DER: SEC 1 or PKCS #8.</summary>
    public required ReadOnlyMemory<byte> PrivateKey { get; init; }

    /// <summary>
    /// Judges the certificates of a peer, in DER as they were sent, the peer's own first; TLS has verified that the peer has the
    /// first one's key. It runs while the connection is locked, so it must not call the connection. An exception fails the handshake.
    /// </summary>
    public required Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateAnswer> Judge { get; init; }

    /// <summary>Every cipher, the quickest first.</summary>
    public static readonly IReadOnlyList<QuicCipher> AllCiphers = [QuicCipher.Aes128Gcm, QuicCipher.Aes256Gcm, QuicCipher.ChaCha20Poly1305];

    /// <summary>The ciphers that a handshake may choose, the preferred first; a listener's order counts. One at least.</summary>
    public IReadOnlyList<QuicCipher> Ciphers { get; init; } = AllCiphers;

    /// <summary>Where the socket is bound; port 0 lets the system choose.</summary>
    public IPEndPoint LocalEndPoint { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>Whether to accept connections. An endpoint that only dials never answers what it does not know.</summary>
    public bool Listens { get; init; }

    /// <summary>Silence after which a connection is over; the smaller time of both sides counts. At least a second.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Silence after which this side sends a PING; zero for none.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a handshake may take.</summary>
    public TimeSpan HandshakeTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a close may wait for acknowledgements.</summary>
    public TimeSpan CloseWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Bytes that a peer may send on all streams of a connection before we read them.</summary>
    public long ConnectionWindow { get; init; } = 15_000_000;

    /// <summary>Bytes that a peer may send on one stream before we read them.</summary>
    public long StreamWindow { get; init; } = 10_000_000;

    /// <summary>Streams that a peer may have open at once; streams in one direction are not allowed.</summary>
    public int MaxStreams { get; init; } = 256;

    /// <summary>Bytes written to a stream and not acknowledged at which a flush waits; it goes on at half of them.</summary>
    public int SendBuffer { get; init; } = 4_194_304;

    /// <summary>Connections that peers may hold to us, handshakes among them; further ones are refused.</summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>How many of them one IP address may hold; null for no limit of its own.</summary>
    public int? MaxConnectionsPerAddress { get; init; }

    /// <summary>Handshakes of peers that may be open at once; what begins a further one is ignored.</summary>
    public int MaxHandshakes { get; init; } = 1_000;

    /// <summary>Open handshakes above which a peer has to prove its address first, by a Retry.</summary>
    public int RetryAbove { get; init; } = 100;

    /// <summary>Stateless resets a second at most.</summary>
    public int MaxResetsPerSecond { get; init; } = 100;

    /// <summary>
    /// Secret of 32 bytes from which stateless resets follow; null draws one. Peers of an endpoint that is started again with the
    /// same secret notice at once that their connections are gone.
    /// </summary>
    public ReadOnlyMemory<byte>? ResetSecret { get; init; }

    /// <summary>Gets each TLS secret as a line of an NSS key log, without a line feed; null keeps them secret. Calls may overlap.</summary>
    public Action<string>? KeyLog { get; init; }

    /// <summary>Gets every datagram sent and received; null for nobody. Its bytes are valid during the call. Calls may overlap, and must not throw.</summary>
    public QuicRecorder? Recorder { get; init; }

    /// <summary>
    /// Hears of each caller that is refused, for want of room or by an alert of TLS, and how its connection ended; null for nobody.
    /// Calls may overlap, and must neither throw nor call the endpoint.
    /// </summary>
    public Action<IPEndPoint, QuicEnd>? Refused { get; init; }

    /// <summary>The clock of timers; the native library has a monotonic one of its own.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Throws <see cref="ArgumentException"/> where a limit or a time cannot be kept.</summary>
    internal void Check()
    {
        Require(Protocols.Count <= 8 && (Protocols.Count > 0 || !Listens), "an endpoint has 1 to 8 names of protocols");
        Require(Protocols.All(name => name.Length is > 0 and <= 32 && Ascii.IsValid(name)), "the name of a protocol has 1 to 32 ASCII letters");
        Require(IdleTime >= TimeSpan.FromSeconds(1) && KeepAlive >= TimeSpan.Zero, "the idle time is a second at least");
        Require(HandshakeTime > TimeSpan.Zero && CloseWait >= TimeSpan.Zero, "a handshake takes time");
        Require(ConnectionWindow > 0 && StreamWindow > 0 && SendBuffer > 0, "windows and buffers have a byte at least");
        Require(MaxStreams >= 0 && MaxConnections >= 0 && MaxHandshakes >= 0 && MaxResetsPerSecond >= 0, "a limit is not negative");
        Require(MaxConnectionsPerAddress is null or >= 0, "a limit of connections is not negative");
        Require(ResetSecret is null or { Length: ResetTokens.SecretLength }, $"the secret of resets has {ResetTokens.SecretLength} bytes");
    }

    private static void Require(bool holds, string what)
    {
        if (!holds) throw new ArgumentException(what);
    }
}

/// <summary>Gets a datagram that an endpoint sent or received.</summary>
/// <param name="isSent">Whether this side sent it.</param>
/// <param name="local">Where the socket is bound.</param>
/// <param name="remote">The other side.</param>
/// <param name="bytes">The datagram's content, valid during the call.</param>
public delegate void QuicRecorder(bool isSent, IPEndPoint local, IPEndPoint remote, ReadOnlySpan<byte> bytes);
