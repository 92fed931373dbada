using System.Net;

namespace PeerFunctional.Runtime.Quic;

/// <summary>A connection whose handshake is complete. Safe to use from any number of threads.</summary>
/// <remarks>Disposal closes it at once with application code 0.</remarks>
public interface IQuicConnection : IAsyncDisposable
{
    /// <summary>The peer's address; it follows a peer that moves, once the new address is proved.</summary>
    IPEndPoint RemoteEndPoint { get; }

    /// <summary>Our address: the one that a dialer dialed, or where the socket is bound.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Whether this side dialed.</summary>
    bool IsDialer { get; }

    /// <summary>The peer's certificate as it was sent, in DER.</summary>
    ReadOnlyMemory<byte> PeerCertificate { get; }

    /// <summary>Ends with the reason once the connection is over; never fails.</summary>
    Task<QuicEnd> Closed { get; }

    /// <summary>
    /// Opens a stream in both directions, and waits while the peer allows no more of them. Ids are given in the order of the
    /// calls: 0, 4, 8 ... to the dialer, 1, 5, 9 ... to the listener. Throws <see cref="QuicException"/> once the connection is over.
    /// </summary>
    Task<IQuicStream> OpenStreamAsync(CancellationToken cancellation = default);

    /// <summary>The next stream that the peer opened; null once the connection is over.</summary>
    ValueTask<IQuicStream?> AcceptStreamAsync(CancellationToken cancellation = default);

    /// <summary>Closes the connection, and answers why it ended: another end may have come first.</summary>
    /// <param name="code">The application's code, below 2^62.</param>
    /// <param name="afterAcknowledged">
    /// Whether to wait until the peer has acknowledged what was written to streams, for <see cref="QuicOptions.CloseWait"/> at most.
    /// Otherwise what is not acknowledged is lost.
    /// </param>
    /// <param name="reason">Words for the peer; 256 bytes of them are sent at most.</param>
    Task<QuicEnd> CloseAsync(long code = 0, bool afterAcknowledged = false, string reason = "");
}
