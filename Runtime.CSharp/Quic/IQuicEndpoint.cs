using System.Net;

namespace PeerFunctional.Runtime.Quic;

/// <summary>One UDP socket that dials, and that listens where its options say so. Safe to use from any number of threads.</summary>
/// <remarks>Disposal closes every connection with application code 0, and then the socket.</remarks>
public interface IQuicEndpoint : IAsyncDisposable
{
    /// <summary>Where the socket is bound.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>
    /// Connects to a listener, and answers once the listener has accepted our certificate. Throws <see cref="QuicException"/>
    /// with the reason where the connection ends before that, and <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <param name="remote">An address of the socket's family, with a port.</param>
    /// <param name="judge">Judges the listener's certificates in place of <see cref="QuicOptions.Judge"/>.</param>
    /// <param name="cancellation">Ends the wait, and closes the connection.</param>
    Task<IQuicConnection> DialAsync(
        IPEndPoint remote,
        Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateAnswer>? judge = null,
        CancellationToken cancellation = default);

    /// <summary>The next connection whose handshake is complete and whose certificate was accepted; null once the endpoint is disposed.</summary>
    ValueTask<IQuicConnection?> AcceptAsync(CancellationToken cancellation = default);
}
