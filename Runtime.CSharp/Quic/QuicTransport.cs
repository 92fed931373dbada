namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// QUIC version 1 (RFC 9000) over Debian's ngtcp2 and GnuTLS. Both sides show a certificate, which the options judge. A port to another
/// implementation gives other objects for the same interfaces.
/// </summary>
public static class QuicTransport
{
    /// <summary>One line that says what to install where the native library is missing; null where it is there.</summary>
    public static string? WhyUnavailable => NativeLibraries.AreHere ? null : NativeLibraries.Missing;

    /// <summary>The same with libraries that another loader finds.</summary>
    /// <param name="open">Answers the handle of a library by its file name, such as <c>libngtcp2.so.9</c>; 0 where it is missing.</param>
    public static string? WhyUnavailableWith(Func<string, nint> open) => NativeLibraries.Load(open) is null ? NativeLibraries.Missing : null;

    /// <summary>
    /// Opens an endpoint. Throws <see cref="QuicUnavailableException"/> where the native library is missing,
    /// <see cref="ArgumentException"/> for options that cannot be kept, and
    /// <see cref="System.Net.Sockets.SocketException"/> where the socket cannot be bound.
    /// </summary>
    public static IQuicEndpoint Open(QuicOptions options) => new QuicEndpoint(NativeLibraries.Current, options);
}
