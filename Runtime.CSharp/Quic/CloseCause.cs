using System.Text;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Why this side closes a connection: a TLS alert, an error of ngtcp2, or else a code of the application; and words for the peer.</summary>
internal readonly record struct CloseCause(TlsAlert? Alert, int? LibraryError, long ApplicationCode, string Reason)
{
    /// <summary>Bytes of the longest reason that is written or read.</summary>
    public const int LongestReason = 256;

    public static CloseCause Application(long code, string reason = "") => new(null, null, code, reason);

    public static CloseCause Library(int error) => new(null, error, 0, "");

    public static CloseCause Tls(TlsAlert alert, string reason = "") => new(alert, null, 0, reason);

    /// <summary>A reason as it is sent, cut to the longest.</summary>
    public static ReadOnlySpan<byte> Bytes(string reason)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(reason);
        return bytes[..Math.Min(bytes.Length, LongestReason)];
    }
}
