using System.IO.Pipelines;

namespace PeerFunctional.Runtime.Quic;

/// <summary>A stream in both directions.</summary>
/// <remarks>
/// To give a stream up, complete both pipes: the peer reads an end, and what it still sends is read and discarded. js-libp2p never
/// frees a stream that was reset, so <see cref="Reset"/> is for real errors.
/// </remarks>
public interface IQuicStream
{
    /// <summary>QUIC's number of the stream.</summary>
    long Id { get; }

    /// <summary>
    /// What the peer sends, to its end. A read gives the peer leave to send as much again. Reading throws
    /// <see cref="QuicStreamResetException"/> where the peer reset the stream, and <see cref="QuicException"/> where the connection ended.
    /// Completing it discards what comes from then on.
    /// </summary>
    PipeReader Input { get; }

    /// <summary>
    /// What is sent to the peer; completing it sends the end. A flush waits while <see cref="QuicOptions.SendBuffer"/> is full, and
    /// answers <c>IsCompleted</c> where the peer wants no more. It throws <see cref="QuicException"/> where the connection ended.
    /// Completing it with an exception resets the stream with code 0.
    /// </summary>
    PipeWriter Output { get; }

    /// <summary>Ends the sending side without its rest; does nothing once the stream is over.</summary>
    /// <param name="code">The application's code, below 2^62.</param>
    void Reset(long code = 0);

    /// <summary>Asks the peer to send no more, and discards what comes; does nothing once the stream is over.</summary>
    /// <param name="code">The application's code, below 2^62.</param>
    void StopReading(long code = 0);
}
