namespace PeerFunctional.Runtime.Capture;

/// <summary>The bytes of a connection, recorded as they pass.</summary>
/// <param name="inner">The connection.</param>
/// <param name="recording">Where they are recorded; others may record there, too.</param>
internal sealed class RecordedStream(Stream inner, TcpRecording recording) : Stream
{
    private int hasPartnerEnded;
    private int hasEnded;

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        Received(buffer[..length], buffer.IsEmpty);
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var length = inner.Read(buffer, offset, count);
        Received(buffer.AsMemory(offset, length), count == 0);
        return length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // What is recorded first cannot be answered before.
        if (!buffer.IsEmpty) recording.Sent(buffer);
        await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (count > 0) recording.Sent(buffer.AsMemory(offset, count));
        inner.Write(buffer, offset, count);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (CanWrite && Interlocked.Exchange(ref hasEnded, 1) == 0) recording.Ended(isOurs: true);
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>A read of nothing only waits for bytes; another one that brings nothing is the end.</summary>
    private void Received(ReadOnlyMemory<byte> bytes, bool isWait)
    {
        if (!bytes.IsEmpty) recording.Received(bytes);
        else if (!isWait && Interlocked.Exchange(ref hasPartnerEnded, 1) == 0) recording.Ended(isOurs: false);
    }
}
