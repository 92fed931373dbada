namespace PeerFunctional.Runtime.Quic;

/// <summary>Whether the certificates of a peer are accepted, and the TLS alert that refuses them.</summary>
public readonly record struct CertificateAnswer
{
    private CertificateAnswer(TlsAlert alert, string reason) => (Alert, Reason) = (alert, reason);

    /// <summary>The certificates are accepted.</summary>
    public static CertificateAnswer Accepted => default;

    /// <summary>The alert that the peer gets; null where the certificates are accepted.</summary>
    public TlsAlert? Alert { get; }

    /// <summary>Why the certificates are refused, in words; null where they are accepted.</summary>
    public string? Reason { get; }

    /// <summary>The certificates are refused: the peer sees the transport error 0x100 + alert, and the reason.</summary>
    public static CertificateAnswer Refused(TlsAlert alert, string reason = "") => new(alert, reason);
}
