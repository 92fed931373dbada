using System.Globalization;
using System.Text;

namespace PeerFunctional.Runtime.Quic;

/// <summary>How a connection ended.</summary>
public enum QuicEndKind
{
    /// <summary>This side closed it with an application code.</summary>
    ClosedByUs,

    /// <summary>The peer closed it with an application code.</summary>
    ClosedByPeer,

    /// <summary>This side found an error of the transport or of the handshake.</summary>
    FailedHere,

    /// <summary>The peer found an error of the transport or of the handshake.</summary>
    FailedThere,

    /// <summary>The peer was silent for the idle time.</summary>
    Idle,

    /// <summary>The handshake took longer than it may.</summary>
    HandshakeTimedOut,

    /// <summary>The peer does not know the connection: it was started again.</summary>
    ResetByPeer,
}

/// <summary>Why a connection is over.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Code">The application's code, or the transport's error code (RFC 9000, section 20.1); 0 where there is none.</param>
/// <param name="Reason">Words about it, those of the peer among them: pass them through a sanitizer before they reach a screen.</param>
public sealed record QuicEnd(QuicEndKind Kind, long Code, string Reason)
{
    /// <summary>The transport's error code of an endpoint that takes no connection.</summary>
    public const long ConnectionRefused = 2;

    /// <summary>The error code of a TLS alert is this number and the alert.</summary>
    private const long TlsAlerts = 0x100;

    private static readonly string[] Names =
    [
        "no error", "internal error", "connection refused", "flow control error", "stream limit error", "stream state error",
        "final size error", "frame encoding error", "transport parameter error", "connection id limit error", "protocol violation",
        "invalid token", "application error", "crypto buffer exceeded", "key update error", "AEAD limit reached", "no viable path",
    ];

    /// <summary>The alert where the TLS handshake failed; null for every other end.</summary>
    public TlsAlert? Alert =>
        Kind is QuicEndKind.FailedHere or QuicEndKind.FailedThere && Code is >= TlsAlerts and < TlsAlerts + 256
            ? (TlsAlert)(Code - TlsAlerts)
            : null;

    /// <summary>One line that says how and why it ended.</summary>
    public override string ToString() =>
        Kind switch
        {
            QuicEndKind.ClosedByUs => $"closed by us with code {Code}",
            QuicEndKind.ClosedByPeer => $"closed by the peer with code {Code}{Because}",
            QuicEndKind.FailedHere => $"failed here: {ErrorWords}{Because}",
            QuicEndKind.FailedThere => $"failed at the peer: {ErrorWords}{Because}",
            QuicEndKind.Idle => "the peer was silent for too long",
            QuicEndKind.HandshakeTimedOut => "the handshake timed out",
            QuicEndKind.ResetByPeer => "the peer does not know the connection: it was started again",
            _ => Kind.ToString(),
        };

    private string Because => Reason.Length == 0 ? "" : $" ({Reason})";

    private string ErrorWords =>
        Alert is { } alert ? AlertWords(alert)
        : Code >= 0 && Code < Names.Length ? $"error {Code}, {Names[Code]}"
        : string.Create(CultureInfo.InvariantCulture, $"error 0x{Code:x}");

    /// <summary>The number and the name of an alert.</summary>
    public static string AlertWords(TlsAlert alert) => $"TLS alert {(byte)alert}, {Words(alert)}";

    private static string Words(TlsAlert alert)
    {
        var words = new StringBuilder();
        foreach (var letter in alert.ToString())
        {
            if (char.IsUpper(letter) && words.Length > 0) words.Append(' ');
            words.Append(char.ToLowerInvariant(letter));
        }

        return words.ToString();
    }
}
