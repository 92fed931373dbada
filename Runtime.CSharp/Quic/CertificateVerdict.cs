namespace PeerFunctional.Runtime.Quic;

/// <summary>Whether the certificates of a peer are accepted, and the TLS alert that refuses them.</summary>
public readonly record struct CertificateVerdict
{
    private CertificateVerdict(TlsAlert alert) => Alert = alert;

    /// <summary>The certificates are accepted.</summary>
    public static CertificateVerdict Accepted => default;

    /// <summary>The alert that the peer gets; null where the certificates are accepted.</summary>
    public TlsAlert? Alert { get; }

    /// <summary>The certificates are refused: the peer sees the transport error 0x100 + alert.</summary>
    public static CertificateVerdict Refused(TlsAlert alert) => new(alert);
}
