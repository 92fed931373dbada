using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Brings a session's messages to a transport, and a transport's to the session.</summary>
internal sealed class MessageWire(IRpcTransport transport, RpcOptions options, Conversation conversation) : IWire
{
    /// <summary>Messages that may wait for the session before the transport does.</summary>
    private const int MostWaiting = 1024;

    /// <summary>Messages that are read before the answers to them leave, if so many are there at once.</summary>
    private const int MostTogether = 64;

    /// <summary>How long a peer may take to close as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Queue<ReadOnlyMemory<byte>> unsent = [];
    private readonly List<ReadOnlyMemory<byte>> together = [];
    private readonly CancellationTokenSource dropping = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long mostHeld = Math.Min(WebSocketTransport.MostGathered, options.MaxUnsent / 2);
    private long unsentBytes;
    private string? closing;
    private int isWriting;
    private volatile bool isReading;

    /// <summary>Ends when everything has gone out that could, and the transport is closed.</summary>
    public Task Closed => closed.Task;

    public void Send(Message message)
    {
        if (dropping.IsCancellationRequested) return;
        var written = MessageCodec.write(message);
        if (!written.IsOk)
        {
            conversation.Fail(written.ErrorValue.Detail);
            return;
        }

        var text = written.ResultValue;
        if (Interlocked.Add(ref unsentBytes, text.Length) > options.MaxUnsent + text.Length)
        {
            conversation.Lose("The peer does not read what is sent to it.");
            dropping.Cancel();
            return;
        }

        lock (unsent) unsent.Enqueue(text);
    }

    /// <summary>While further messages are there to be read, their answers leave together.</summary>
    public void Flush()
    {
        Interlocked.MemoryBarrier();
        if (!isReading || Volatile.Read(ref closing) is not null || Volatile.Read(ref unsentBytes) > mostHeld) WriteUnsent();
    }

    public void Close(string reason) => Volatile.Write(ref closing, reason);

    /// <summary>Receives until the transport ends. After the end of the session it has a moment to.</summary>
    public async Task ReceiveAsync()
    {
        try
        {
            for (var read = 0; ; read++)
            {
                var next = transport.ReceiveAsync(dropping.Token);
                if (!next.IsCompleted || read == MostTogether)
                {
                    Pause();
                    read = 0;
                }

                if (await next.ConfigureAwait(false) is not { } text) break;
                isReading = true;
                conversation.Receive(text);
                if (conversation.Waiting <= MostWaiting) continue;
                Pause();
                await TurnAsync().ConfigureAwait(false);
            }

            conversation.Lose(transport.CloseReason ?? "The peer closed the connection.");
        }
        catch (InvalidDataException problem)
        {
            conversation.Malformed(problem.Message);
        }
        catch (OperationCanceledException)
        {
            // The peer did not close in time, or does not read; or the connection was aborted here.
            conversation.Lose("The connection was aborted.");
        }
        catch (IOException problem)
        {
            conversation.Lose($"The connection broke: {problem.Message}");
        }
        finally
        {
            Pause();
        }
    }

    private bool HasUnsent
    {
        get
        {
            lock (unsent) return unsent.Count > 0;
        }
    }

    /// <summary>No further message is there: what was kept for them goes out.</summary>
    private void Pause()
    {
        isReading = false;
        Interlocked.MemoryBarrier();
        WriteUnsent();
    }

    private void WriteUnsent()
    {
        if ((HasUnsent || Volatile.Read(ref closing) is not null) && Interlocked.Exchange(ref isWriting, 1) == 0) _ = WriteAsync();
    }

    /// <summary>Takes the next messages that leave together, and answers their bytes; 0 when none is left.</summary>
    private int Take()
    {
        together.Clear();
        var bytes = 0;
        lock (unsent)
        {
            while (unsent.TryPeek(out var text) && (bytes == 0 || bytes + text.Length <= WebSocketTransport.MostGathered))
            {
                together.Add(unsent.Dequeue());
                bytes += text.Length;
            }
        }

        return bytes;
    }

    private async Task WriteAsync()
    {
        try
        {
            do
            {
                while (Take() is > 0 and var bytes)
                {
                    await transport.SendAllAsync(together, dropping.Token).ConfigureAwait(false);
                    Interlocked.Add(ref unsentBytes, -bytes);
                }

                if (Volatile.Read(ref closing) is { } reason && !HasUnsent)
                {
                    await transport.CloseAsync(reason).ConfigureAwait(false);
                    dropping.CancelAfter(Patience);
                    closed.TrySetResult();
                    return;
                }

                Volatile.Write(ref isWriting, 0);
            }
            while ((HasUnsent || Volatile.Read(ref closing) is not null) && Interlocked.Exchange(ref isWriting, 1) == 0);
        }
        catch (Exception problem) when (problem is IOException or OperationCanceledException)
        {
            conversation.Lose($"The connection broke: {problem.Message}");
            await transport.CloseAsync("The connection is broken.").ConfigureAwait(false);
            await dropping.CancelAsync().ConfigureAwait(false);
            closed.TrySetResult();
        }
    }

    /// <summary>Waits until the session has done what waits now.</summary>
    private Task TurnAsync()
    {
        var turn = new Turn();
        conversation.Post(turn);
        return turn.Task;
    }

    private sealed class Turn() : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), IWork
    {
        public void Do(Conversation conversation) => TrySetResult();
    }
}
