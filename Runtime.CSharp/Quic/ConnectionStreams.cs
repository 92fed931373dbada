using System.Threading.Channels;

namespace PeerFunctional.Runtime.Quic;

/// <summary>The streams of a connection, and those of them that have something to send. The connection's lock guards every call.</summary>
internal sealed class ConnectionStreams(QuicConnection connection, QuicOptions options)
{
    private readonly Dictionary<long, QuicStream> open = [];
    private readonly Queue<QuicStream> ready = [];
    private readonly List<QuicStream> blocked = [];
    private readonly List<QuicStream> news = [];
    private readonly Queue<TaskCompletionSource<IQuicStream>> waiting = [];
    private readonly Channel<QuicStream> accepted = Channel.CreateUnbounded<QuicStream>();

    /// <summary>Streams that the peer opened, in their order. The credit for streams bounds them.</summary>
    public ChannelReader<QuicStream> Accepted => accepted.Reader;

    /// <summary>Whether the peer has all that was flushed to streams.</summary>
    public bool AreAcknowledged
    {
        get
        {
            foreach (var stream in open.Values)
                if (!stream.Sending.IsAcknowledged)
                    return false;
            return true;
        }
    }

    /// <summary>Opens a stream at once, or once the peer allows one more.</summary>
    public TaskCompletionSource<IQuicStream> Open()
    {
        var opening = new TaskCompletionSource<IQuicStream>(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Enqueue(opening);
        OpenWaiting();
        return opening;
    }

    /// <summary>The peer allows more streams: opens those that wait, in their order.</summary>
    public void OpenWaiting()
    {
        while (waiting.TryPeek(out var opening))
        {
            if (!opening.Task.IsCompleted)
            {
                if (connection.OpenNative() is not { } id) return;
                var stream = Add(id);
                if (!opening.TrySetResult(stream)) connection.GiveUp(stream);
            }

            waiting.Dequeue();
        }
    }

    public void OpenedByPeer(long id) => accepted.Writer.TryWrite(Add(id));

    public void Received(long id, ReadOnlySpan<byte> bytes, bool isEnd)
    {
        if (!open.TryGetValue(id, out var stream)) return;
        var discarded = stream.Receiving.Receive(bytes);
        if (discarded > 0) connection.CreditNow(stream, discarded, discarded);
        if (isEnd) stream.Receiving.End(failure: null);
        if (stream.HasNews) return;
        stream.HasNews = true;
        news.Add(stream);
    }

    /// <summary>Shows the readers what the last datagrams brought.</summary>
    public void ShowNews()
    {
        foreach (var stream in news)
        {
            stream.HasNews = false;
            stream.Receiving.Show();
        }

        news.Clear();
    }

    public void ResetByPeer(long id, long code)
    {
        if (open.TryGetValue(id, out var stream)) stream.Receiving.End(new QuicStreamResetException(code));
    }

    public void Acknowledged(long id, long offset, bool isEndAlone)
    {
        if (open.TryGetValue(id, out var stream)) stream.Sending.Acknowledge(offset, isEndAlone);
    }

    /// <summary>Both sides of a stream are over. The peer may open another one once the application has this one.</summary>
    public void Closed(long id)
    {
        if (!open.Remove(id, out var stream)) return;
        stream.IsClosed = true;
        stream.Sending.Close();
        stream.Receiving.End(failure: null);
        if (stream.IsAccepted) connection.ExtendStreams();
    }

    /// <summary>The stream has something to send, or its window has room again.</summary>
    public void MarkReady(QuicStream stream)
    {
        if (stream.IsReady || stream.IsBlocked || !stream.Sending.HasUnsent) return;
        stream.IsReady = true;
        ready.Enqueue(stream);
    }

    /// <summary>The stream whose turn it is to send; null where none has anything to send.</summary>
    public QuicStream? Next()
    {
        while (ready.TryPeek(out var stream))
        {
            if (stream.Sending.HasUnsent) return stream;
            ready.Dequeue().IsReady = false;
        }

        return null;
    }

    /// <summary>The stream whose turn it was goes behind the others, so that a long one does not hold them up.</summary>
    public void Rotate()
    {
        if (ready.TryDequeue(out var stream)) ready.Enqueue(stream);
    }

    /// <summary>The window of the stream whose turn it is is used up.</summary>
    public void Block()
    {
        var stream = ready.Dequeue();
        stream.IsReady = false;
        stream.IsBlocked = true;
        blocked.Add(stream);
    }

    /// <summary>The window of a stream has room again.</summary>
    public void Unblock(long id)
    {
        if (!open.TryGetValue(id, out var stream) || !stream.IsBlocked) return;
        blocked.Remove(stream);
        stream.IsBlocked = false;
        MarkReady(stream);
    }

    /// <summary>
    /// Offers the blocked streams again: ngtcp2 does not tell that the peer wants no more of a stream until the next write.
    /// </summary>
    public void UnblockAll()
    {
        foreach (var stream in blocked)
        {
            stream.IsBlocked = false;
            MarkReady(stream);
        }

        blocked.Clear();
    }

    /// <summary>The connection is over.</summary>
    public void Fail(QuicEnd end)
    {
        var failure = new QuicException(end);
        foreach (var stream in open.Values)
        {
            stream.IsClosed = true;
            stream.Sending.Fail(end);
            stream.Receiving.End(failure);
        }

        foreach (var opening in waiting) opening.TrySetException(failure);
        open.Clear();
        ready.Clear();
        blocked.Clear();
        news.Clear();
        waiting.Clear();
        accepted.Writer.TryComplete();
    }

    private QuicStream Add(long id)
    {
        var stream = new QuicStream(connection, id, options);
        open.Add(id, stream);
        return stream;
    }
}
