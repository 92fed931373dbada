using System.Net.WebSockets;
using System.Text;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The messages of a WebSocket.</summary>
/// <param name="socket">An open WebSocket, which is disposed when the session has ended.</param>
/// <param name="mostBytes">A longer message is none.</param>
public sealed class WebSocketTransport(WebSocket socket, long mostBytes = 3L * 33_554_432) : IRpcTransport, IDisposable
{
    /// <summary>The code with which both sides close; the reason says why.</summary>
    private const WebSocketCloseStatus EndOfSession = (WebSocketCloseStatus)3000;

    /// <summary>Bytes that a message has room for at first.</summary>
    private const int Least = 512;

    /// <summary>Room for a longer message is given back after it.</summary>
    private const int MostKept = 64 * 1024;

    /// <summary>How long a close may take to go out.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Messages of so many bytes together leave in one write.</summary>
    internal const int MostGathered = 64 * 1024;

    private byte[] buffer = new byte[Least];
    private int isClosed;

    /// <inheritdoc/>
    public string? CloseReason => socket.CloseStatus is { } status
        ? $"Peer closed WebSocket: {(int)status} {socket.CloseStatusDescription}".TrimEnd()
        : null;

    /// <summary>The stream under the WebSocket; null if another one is.</summary>
    internal GatheringStream? Gathering { get; init; }

    /// <inheritdoc/>
    public async ValueTask SendAllAsync(IReadOnlyList<ReadOnlyMemory<byte>> messages, CancellationToken cancellation)
    {
        if (Gathering is null || messages[0].Length > MostGathered)
        {
            foreach (var message in messages) await SendAsync(message, cancellation).ConfigureAwait(false);
            return;
        }

        Gathering.Gather();
        try
        {
            foreach (var message in messages) await SendAsync(message, CancellationToken.None).ConfigureAwait(false);
            await Gathering.ReleaseAsync(cancellation).ConfigureAwait(false);
        }
        catch (Exception problem)
        {
            // Part of a message may have gone out: nothing can follow it.
            socket.Abort();
            if (problem is InvalidOperationException) throw new IOException(problem.Message, problem);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation)
    {
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(NoAnswer.Words(problem), problem);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
    {
        var length = 0;
        if (buffer.Length > MostKept) buffer = new byte[Least];
        while (true)
        {
            if (length == buffer.Length) Grow();
            var received = await ReceiveIntoAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (received.MessageType == WebSocketMessageType.Close) return null;
            if (received.MessageType == WebSocketMessageType.Binary) throw new InvalidDataException("A message must be text, not binary.");
            length += received.Count;
            if (received.EndOfMessage) return buffer.AsMemory(0, length);
        }
    }

    /// <inheritdoc/>
    public async ValueTask CloseAsync(string reason)
    {
        if (Interlocked.Exchange(ref isClosed, 1) != 0) return;
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            if (socket is { State: WebSocketState.CloseReceived, CloseStatus: { } status })
                await socket.CloseOutputAsync(status, socket.CloseStatusDescription, patience.Token).ConfigureAwait(false);
            else if (socket.State == WebSocketState.Open)
                await socket.CloseOutputAsync(EndOfSession, Cut(reason), patience.Token).ConfigureAwait(false);
        }
        catch (SystemException)
        {
            socket.Abort();
        }
    }

    /// <summary>Drops the connection, if it is still there.</summary>
    public void Dispose() => socket.Dispose();

    /// <summary>A close reason has 123 bytes at most; it ends with a whole character.</summary>
    internal static string Cut(string reason)
    {
        var bytes = Encoding.UTF8.GetBytes(reason);
        if (bytes.Length <= Failures.MostReason) return reason;
        var length = Failures.MostReason;
        while (length > 0 && (bytes[length] & 0xC0) == 0x80) length--;
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private void Grow()
    {
        if (buffer.Length >= mostBytes) throw new InvalidDataException("The message is too long.");
        Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, mostBytes));
    }

    private async ValueTask<ValueWebSocketReceiveResult> ReceiveIntoAsync(Memory<byte> into, CancellationToken cancellation)
    {
        try
        {
            return await socket.ReceiveAsync(into, cancellation).ConfigureAwait(false);
        }
        catch (Exception problem) when (problem is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException(NoAnswer.Words(problem), problem);
        }
    }
}
