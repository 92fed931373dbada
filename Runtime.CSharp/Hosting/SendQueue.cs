using System.Buffers;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// The messages that wait to be written on one connection or stream, in their order. Its owner's lock guards every call.
/// </summary>
/// <param name="most">How many unwritten bytes the queue may hold when another message is added.</param>
internal sealed class SendQueue(long most)
{
    /// <summary>Short messages that wait leave together, in writes of so many bytes at most.</summary>
    private const int WriteSize = 65_536;

    private readonly Queue<ReadOnlyMemory<byte>> messages = [];
    private byte[]? buffer;

    /// <summary>Whether no message waits; the last ones taken may still be on their way.</summary>
    public bool IsEmpty => messages.Count == 0;

    /// <summary>Bytes of the messages added that are not written yet, including those taken.</summary>
    public long Unwritten { get; private set; }

    /// <summary>Adds a message of any length; false where more than the bound is unwritten already.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> message)
    {
        if (Unwritten > most) return false;
        messages.Enqueue(message);
        Unwritten += message.Length;
        return true;
    }

    /// <summary>
    /// Takes the bytes of the next write: one message, or as many short ones as fit into <see cref="WriteSize"/>. They are
    /// valid until the next call. False where no message waits.
    /// </summary>
    public bool TryTake(out ReadOnlyMemory<byte> bytes)
    {
        if (!messages.TryDequeue(out bytes))
        {
            if (buffer is not null) ArrayPool<byte>.Shared.Return(buffer);
            buffer = null;
            return false;
        }

        if (messages.TryPeek(out var next) && bytes.Length + next.Length <= WriteSize) bytes = Gather(bytes);
        return true;
    }

    /// <summary>Bytes that were taken are written.</summary>
    public void Wrote(int bytes) => Unwritten -= bytes;

    /// <summary>Drops the messages that wait. The bytes taken stay valid.</summary>
    public void Clear() => messages.Clear();

    private ReadOnlyMemory<byte> Gather(ReadOnlyMemory<byte> first)
    {
        buffer ??= ArrayPool<byte>.Shared.Rent(WriteSize);
        first.CopyTo(buffer);
        var length = first.Length;
        while (messages.TryPeek(out var next) && length + next.Length <= WriteSize)
        {
            next.CopyTo(buffer.AsMemory(length));
            length += next.Length;
            messages.Dequeue();
        }

        return buffer.AsMemory(0, length);
    }
}
