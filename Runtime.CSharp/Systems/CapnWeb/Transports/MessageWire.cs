using System.Collections.Concurrent;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Brings a session's messages to a transport, and a transport's to the session.</summary>
internal sealed class MessageWire(IRpcTransport transport, RpcOptions options, Conversation conversation) : IWire
{
    /// <summary>Messages that may wait for the session before the transport does.</summary>
    private const int MostWaiting = 1024;

    /// <summary>How long a peer may take to close as well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<ReadOnlyMemory<byte>> unsent = [];
    private readonly CancellationTokenSource dropping = new();
    private readonly TaskCompletionSource closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long unsentBytes;
    private string? closing;
    private int isWriting;

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

        unsent.Enqueue(text);
    }

    public void Flush()
    {
        if ((!unsent.IsEmpty || closing is not null) && Interlocked.Exchange(ref isWriting, 1) == 0) _ = WriteAsync();
    }

    public void Close(string reason) => Volatile.Write(ref closing, reason);

    /// <summary>Receives until the transport ends. After the end of the session it has a moment to.</summary>
    public async Task ReceiveAsync()
    {
        try
        {
            while (await transport.ReceiveAsync(dropping.Token).ConfigureAwait(false) is { } text)
            {
                conversation.Receive(text);
                if (conversation.Waiting > MostWaiting) await TurnAsync().ConfigureAwait(false);
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
    }

    private async Task WriteAsync()
    {
        try
        {
            do
            {
                while (unsent.TryDequeue(out var text))
                {
                    await transport.SendAsync(text, dropping.Token).ConfigureAwait(false);
                    Interlocked.Add(ref unsentBytes, -text.Length);
                }

                if (Volatile.Read(ref closing) is { } reason && unsent.IsEmpty)
                {
                    await transport.CloseAsync(reason).ConfigureAwait(false);
                    dropping.CancelAfter(Patience);
                    closed.TrySetResult();
                    return;
                }

                Volatile.Write(ref isWriting, 0);
            }
            while ((!unsent.IsEmpty || Volatile.Read(ref closing) is not null) && Interlocked.Exchange(ref isWriting, 1) == 0);
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
