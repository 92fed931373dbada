using System.IO.Pipelines;

namespace PeerFunctional.Runtime.Quic;

/// <summary>The sending side of a stream. One writer uses it at a time, as is usual of pipes.</summary>
internal sealed class StreamOutput(QuicConnection connection, QuicStream stream, int most) : PipeWriter
{
    /// <summary>Bytes of a long write that are copied before the next flush.</summary>
    private const int Portion = 65_536;

    private readonly SendBuffer buffer = new();
    private TaskCompletionSource<FlushResult>? waiting;
    private QuicEnd? end;
    private bool isCompleted;
    private bool isCancelled;
    private bool isEndWanted;
    private bool isEndSent;
    private bool isEndAlone;
    private bool isEndSeen;
    private bool isStopped;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => buffer.Staged;

    /// <summary>Whether bytes or the end are to be sent.</summary>
    public bool HasUnsent => !isStopped && (buffer.Unsent > 0 || (isEndWanted && !isEndSent));

    /// <summary>Whether the peer has all that was flushed, and the end where the writer is done.</summary>
    public bool IsAcknowledged =>
        isStopped || (buffer.Unacknowledged == 0 && (!isEndWanted || (isEndSent && (isEndSeen || !isEndAlone))));

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        ObjectDisposedException.ThrowIf(isCompleted, this);
        return buffer.Room(sizeHint);
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes) => buffer.Fill(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<FlushResult>(cancellationToken);
        Task<FlushResult> room;
        lock (connection.Enter())
        {
            if (end is not null) return ValueTask.FromException<FlushResult>(new QuicException(end));
            if (buffer.Commit() && !isStopped) connection.Send(stream);
            if (isCancelled || isStopped || buffer.Unacknowledged < most) return new(Result());
            waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            room = waiting.Task;
        }

        return new(cancellationToken.CanBeCanceled ? room.WaitAsync(cancellationToken) : room);
    }

    public override async ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        do
        {
            for (var copied = 0; !source.IsEmpty && copied < Portion;)
            {
                var room = GetMemory();
                var length = Math.Min(source.Length, room.Length);
                source.Span[..length].CopyTo(room.Span);
                buffer.Fill(length);
                source = source[length..];
                copied += length;
            }

            var result = await FlushAsync(cancellationToken);
            if (source.IsEmpty || result.IsCanceled || result.IsCompleted) return result;
        }
        while (true);
    }

    public override void CancelPendingFlush()
    {
        lock (connection.Enter())
        {
            isCancelled = true;
            Release();
        }
    }

    public override void Complete(Exception? exception = null)
    {
        if (exception is not null)
        {
            stream.Reset();
            return;
        }

        lock (connection.Enter())
        {
            End();
            connection.Send(stream);
        }
    }

    /// <summary>The next bytes to send, and whether the end follows them. The connection's lock guards this and what follows.</summary>
    public (int Count, bool WithEnd) Pieces(Span<NativePiece> pieces)
    {
        var (count, isAll) = buffer.Pieces(pieces);
        return (count, isAll && isEndWanted);
    }

    /// <summary>ngtcp2 took so many bytes, and the end where it took all that were offered with it.</summary>
    public void Take(long bytes, bool withEnd)
    {
        buffer.Take(bytes);
        if (!withEnd || buffer.Unsent > 0) return;
        isEndSent = true;
        isEndAlone = bytes == 0;
    }

    /// <summary>The writer is done: the end follows what is written.</summary>
    public void End()
    {
        if (isCompleted) return;
        isCompleted = true;
        if (isStopped) return;
        buffer.Commit();
        isEndWanted = true;
    }

    /// <summary>The peer has the bytes before this offset.</summary>
    public void Acknowledge(long offset, bool isEndToo)
    {
        buffer.Acknowledge(offset);
        isEndSeen |= isEndToo;
        if (buffer.Unacknowledged <= most / 2) Release();
    }

    /// <summary>Nothing more can be sent: the peer wants no more, or this side reset the stream.</summary>
    public void Stop()
    {
        isStopped = true;
        Release();
    }

    /// <summary>ngtcp2 has closed the stream, and points to no byte of it.</summary>
    public void Close()
    {
        buffer.Clear();
        Stop();
    }

    /// <summary>The connection is over.</summary>
    public void Fail(QuicEnd reason)
    {
        end = reason;
        buffer.Clear();
        isStopped = true;
        waiting?.TrySetException(new QuicException(reason));
        waiting = null;
    }

    private void Release()
    {
        if (waiting is null) return;
        waiting.TrySetResult(Result());
        waiting = null;
    }

    private FlushResult Result()
    {
        var result = new FlushResult(isCancelled, isCompleted: isStopped);
        isCancelled = false;
        return result;
    }
}
