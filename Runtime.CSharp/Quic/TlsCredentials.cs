using System.Runtime.InteropServices;
using System.Text;

namespace PeerFunctional.Runtime.Quic;

/// <summary>The certificate, key, cipher list and protocol names of an endpoint, which its TLS sessions share.</summary>
internal sealed unsafe class TlsCredentials : SafeHandle
{
    private const uint ClientFlags = 2 | (1 << 22) | 512; // client, no end of early data, certificate whatever names the server lists
    private const uint ServerFlags = 1 | (1 << 21) | 1024; // server, no tickets
    private const int CertificateCredentials = 1;
    private const int ProtocolIsMandatory = 1;
    private const int CertificateIsRequired = 2;

    private readonly GnuTls tls;
    private readonly byte[][] protocols;
    private readonly nint priority;

    /// <summary>Loads the certificate and its key; throws <see cref="ArgumentException"/> where GnuTLS does not take them.</summary>
    public TlsCredentials(GnuTls tls, QuicOptions options)
        : base(0, ownsHandle: true)
    {
        this.tls = tls;
        protocols = [.. options.Protocols.Select(Encoding.ASCII.GetBytes)];
        nint credentials;
        tls.Check(tls.AllocateCredentials(&credentials), "TLS credentials");
        handle = credentials;
        Load(options);
        nint parsed;
        fixed (byte* text = Encoding.ASCII.GetBytes(Priorities(options.Ciphers) + "\0"))
            tls.Check(tls.NewPriority(&parsed, text, null), "TLS priorities");
        priority = parsed;
        tls.SetVerify(handle, NativeCallbacks.Verify);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>A new session that points to <paramref name="reference"/>, and keeps these credentials until <see cref="Free"/>.</summary>
    public nint NewSession(Ngtcp2 ngtcp2, bool isServer, NativeReference* reference, bool logsKeys)
    {
        var isKept = false;
        DangerousAddRef(ref isKept);
        nint session;
        tls.Check(tls.NewSession(&session, isServer ? ServerFlags : ClientFlags), "TLS session");
        _ = isServer ? ngtcp2.ConfigureServer(session) : ngtcp2.ConfigureClient(session);
        tls.Check(tls.SetPriority(session, priority), "TLS priorities");
        tls.SetPointer(session, reference);
        tls.Check(tls.SetCredentials(session, CertificateCredentials, handle), "TLS credentials");
        if (protocols.Length > 0) SetProtocols(session);
        if (isServer) tls.RequestCertificate(session, CertificateIsRequired);
        if (logsKeys) tls.SetKeyLog(session, NativeCallbacks.LogKey);
        return session;
    }

    /// <summary>Frees a session, once its connection is deleted.</summary>
    public void Free(nint session)
    {
        tls.FreeSession(session);
        DangerousRelease();
    }

    protected override bool ReleaseHandle()
    {
        tls.FreeCredentials(handle);
        if (priority != 0) tls.FreePriority(priority);
        return true;
    }

    private void Load(QuicOptions options)
    {
        fixed (byte* certificate = options.Certificate.Span, key = options.PrivateKey.Span)
        {
            var certificateBytes = new NativeDatum { Data = certificate, Size = (uint)options.Certificate.Length };
            var keyBytes = new NativeDatum { Data = key, Size = (uint)options.PrivateKey.Length };
            tls.Check(tls.SetKey(handle, &certificateBytes, &keyBytes, 0), "the certificate and its private key");
        }
    }

    private void SetProtocols(nint session)
    {
        var names = stackalloc NativeDatum[protocols.Length];
        var all = protocols.SelectMany(name => name).ToArray();
        fixed (byte* start = all)
        {
            var next = start;
            for (var i = 0; i < protocols.Length; i++)
            {
                names[i] = new() { Data = next, Size = (uint)protocols[i].Length };
                next += protocols[i].Length;
            }

            tls.Check(tls.SetProtocols(session, names, (uint)protocols.Length, ProtocolIsMandatory), "the names of protocols");
        }
    }

    /// <summary>
    /// TLS 1.3 alone, without the fields that only middleboxes of TCP need. The server's order counts, for js-libp2p as a client
    /// asks for ChaCha20 first, which is three times slower than AES.
    /// </summary>
    private static string Priorities(IEnumerable<QuicCipher> ciphers) =>
        $"NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:{string.Concat(ciphers.Select(cipher => $"+{Name(cipher)}:"))}"
        + "-GROUP-ALL:+GROUP-X25519:+GROUP-SECP256R1:+GROUP-SECP384R1:%DISABLE_TLS13_COMPAT_MODE:%SERVER_PRECEDENCE";

    private static string Name(QuicCipher cipher) => cipher switch
    {
        QuicCipher.Aes128Gcm => "AES-128-GCM",
        QuicCipher.Aes256Gcm => "AES-256-GCM",
        _ => "CHACHA20-POLY1305",
    };
}
