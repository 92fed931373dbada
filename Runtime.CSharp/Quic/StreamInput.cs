using System.Buffers;
using System.IO.Pipelines;

namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// The receiving side of a stream. The peer's windows bound what waits in it, so its pipe has no bound of its own. What the reader
/// consumes is given back to the peer as credit.
/// </summary>
internal sealed class StreamInput(QuicConnection connection, QuicStream stream, long window) : PipeReader
{
    /// <summary>Credit goes to the peer in lumps of a window's eighth.</summary>
    private const int Lumps = 8;

    private static readonly PipeOptions Unbounded = new(pauseWriterThreshold: 0, resumeWriterThreshold: 0, useSynchronizationContext: false);

    private readonly Pipe pipe = new(Unbounded);
    private readonly Lock credit = new();
    private ReadOnlySequence<byte> last;
    private long received;
    private long consumed;
    private long owed;
    private bool isOver;
    private bool isEnded;
    private bool isDiscarding;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await pipe.Reader.ReadAsync(cancellationToken);
        last = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        var isThere = pipe.Reader.TryRead(out result);
        if (isThere) last = result.Buffer;
        return isThere;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var bytes = last.IsEmpty ? 0 : last.Slice(0, consumed).Length;
        last = default;
        pipe.Reader.AdvanceTo(consumed, examined);
        if (bytes == 0) return;
        long due;
        lock (credit)
        {
            if (isOver) return;
            this.consumed += bytes;
            owed += bytes;
            due = owed >= window / Lumps ? owed : 0;
            owed -= due;
        }

        connection.Credit(stream, bytes, due);
    }

    public override void CancelPendingRead() => pipe.Reader.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        lock (connection.Enter())
        {
            Discard();
            connection.Pump();
        }

        pipe.Reader.Complete(exception);
    }

    // The connection's lock guards what follows.

    /// <summary>Takes the next bytes; answers how many of them are credit again at once.</summary>
    public int Receive(ReadOnlySpan<byte> bytes)
    {
        if (isDiscarding) return bytes.Length;
        lock (credit) received += bytes.Length;
        pipe.Writer.Write(bytes);
        return 0;
    }

    /// <summary>Shows the reader what came.</summary>
    public void Show()
    {
        // A pipe without a bound flushes at once.
        if (!isEnded) _ = pipe.Writer.FlushAsync().IsCompleted;
    }

    /// <summary>Everything has come, or nothing more will; the reader gets the failure, if there is one.</summary>
    public void End(Exception? failure)
    {
        if (isEnded) return;
        isEnded = true;
        pipe.Writer.Complete(failure);
        if (failure is not null) Discard();
    }

    /// <summary>Reads away what came and what will come, and gives it back as credit.</summary>
    public void Discard()
    {
        if (isDiscarding) return;
        isDiscarding = true;
        long unread;
        long due;
        lock (credit)
        {
            isOver = true;
            unread = received - consumed;
            due = owed + unread;
        }

        End(failure: null);
        connection.CreditNow(stream, unread, due);
    }
}
