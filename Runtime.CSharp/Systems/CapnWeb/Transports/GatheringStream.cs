using System.Buffers;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The stream under a WebSocket: several short messages leave in one write.</summary>
/// <param name="inner">The connection, which needs no flush.</param>
internal sealed class GatheringStream(Stream inner) : Stream
{
    /// <summary>Bytes that there is room for at first.</summary>
    private const int Least = 1024;

    private readonly SemaphoreSlim turn = new(1, 1);
    private byte[] gathered = [];
    private int length;
    private bool isGathering;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Keeps what is written, until <see cref="ReleaseAsync"/>.</summary>
    public void Gather()
    {
        lock (turn) isGathering = true;
    }

    /// <summary>Writes what was kept.</summary>
    public async ValueTask ReleaseAsync(CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        byte[] bytes;
        int count;
        lock (turn) (bytes, count, gathered, length, isGathering) = (gathered, length, [], 0, false);
        try
        {
            if (count > 0) await inner.WriteAsync(bytes.AsMemory(0, count), cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (bytes.Length > 0) ArrayPool<byte>.Shared.Return(bytes);
            turn.Release();
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        lock (turn)
        {
            if (isGathering)
            {
                Keep(buffer.Span);
                return default;
            }
        }

        return WriteThroughAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask WriteThroughAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await inner.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        }
        finally
        {
            turn.Release();
        }
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (gathered.Length - length < bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Least, Math.Max(2 * gathered.Length, length + bytes.Length)));
            gathered.AsSpan(0, length).CopyTo(larger);
            if (gathered.Length > 0) ArrayPool<byte>.Shared.Return(gathered);
            gathered = larger;
        }

        bytes.CopyTo(gathered.AsSpan(length));
        length += bytes.Length;
    }
}
