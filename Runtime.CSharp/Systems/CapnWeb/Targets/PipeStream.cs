namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The bytes of a stream that comes.</summary>
internal sealed class PipeStream(PipeTarget pipe) : Stream
{
    private static readonly Converter Bytes = Converters.For(typeof(byte[]));
    private ReadOnlyMemory<byte> rest;
    private bool isOver;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (rest.IsEmpty && !isOver && !buffer.IsEmpty)
        {
            var (isThere, chunk) = await pipe.TakeAsync(Bytes, cancellationToken).ConfigureAwait(false);
            isOver = !isThere;
            rest = (byte[]?)chunk;
        }

        var length = Math.Min(buffer.Length, rest.Length);
        rest[..length].CopyTo(buffer);
        rest = rest[length..];
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("A peer's stream is read asynchronously: use ReadAsync.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) pipe.GiveUp();
        base.Dispose(disposing);
    }
}
