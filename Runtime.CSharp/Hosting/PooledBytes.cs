using System.Buffers;
using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// Memory from the pool of this process. Disposing gives it back, and a later read throws an exception; memory that is not
/// disposed is the garbage collector's.
/// </summary>
/// <param name="length">In bytes; what they hold at first is not defined.</param>
internal sealed class PooledBytes(int length) : MemoryManager<byte>
{
    private byte[]? bytes = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>Gives back the memory that bytes lie in, if it is from the pool; all other bytes that lie in it are lost too.</summary>
    public static void Return(ReadOnlyMemory<byte> part)
    {
        if (MemoryMarshal.TryGetMemoryManager<byte, PooledBytes>(part, out var pooled)) ((IDisposable)pooled).Dispose();
    }

    /// <inheritdoc/>
    public override Span<byte> GetSpan() => Bytes.AsSpan(0, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => Bytes.AsMemory(elementIndex).Pin();

    /// <inheritdoc/>
    public override void Unpin()
    {
        // The handle unpins the array itself.
    }

    /// <inheritdoc/>
    protected override bool TryGetArray(out ArraySegment<byte> segment)
    {
        segment = new(Bytes, 0, length);
        return true;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref bytes, null) is { } returned) ArrayPool<byte>.Shared.Return(returned);
    }

    private byte[] Bytes => bytes ?? throw new ObjectDisposedException(nameof(PooledBytes));
}
