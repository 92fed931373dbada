namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Carries the text messages of one session, in order. A session sends one message at a time, and receives one at a time.</summary>
public interface IRpcTransport
{
    /// <summary>Sends a message.</summary>
    /// <param name="message">Its text in UTF-8, which stays as it is until the task ends.</param>
    /// <param name="cancellation">Ends the wait; the transport is closed then.</param>
    /// <exception cref="IOException">The transport is closed.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation);

    /// <summary>Sends messages in order; where the transport can, in one write.</summary>
    /// <param name="messages">Their texts in UTF-8, which stay as they are until the task ends.</param>
    /// <param name="cancellation">Ends the wait; the transport is closed then.</param>
    /// <exception cref="IOException">The transport is closed.</exception>
    async ValueTask SendAllAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, CancellationToken cancellation)
    {
        foreach (var message in messages) await SendAsync(message, cancellation).ConfigureAwait(false);
    }

    /// <summary>The next message in UTF-8, valid until the next call; null when the peer closed.</summary>
    /// <exception cref="IOException">The transport broke.</exception>
    /// <exception cref="InvalidDataException">What came is no text message; the session ends with the exception's message.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation);

    /// <summary>That the peer closed and why, such as <c>Peer closed WebSocket: 1000 bye</c>; null where it did not say.</summary>
    string? CloseReason => null;

    /// <summary>Closes, once. Later calls do nothing.</summary>
    /// <param name="reason">What the peer is told, at most 123 bytes in UTF-8.</param>
    ValueTask CloseAsync(string reason);
}
