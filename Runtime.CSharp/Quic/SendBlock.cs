using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Memory that does not move, for bytes that ngtcp2 points to until they are acknowledged.</summary>
internal sealed unsafe class SendBlock
{
    public const int UsualSize = 4_096;
    private const int MostKept = 4_096;

    private static readonly ConcurrentQueue<SendBlock> Kept = [];
    private readonly byte[] bytes;

    private SendBlock(int size)
    {
        bytes = GC.AllocateUninitializedArray<byte>(size, pinned: true);
        Start = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes));
    }

    public byte* Start { get; }

    /// <summary>Bytes that the writer has filled.</summary>
    public int Written { get; set; }

    /// <summary>Bytes of them that may be sent.</summary>
    public int Committed { get; private set; }

    /// <summary>The block whose bytes follow.</summary>
    public SendBlock? Next { get; set; }

    /// <summary>What is left to fill.</summary>
    public Memory<byte> Rest => bytes.AsMemory(Written);

    /// <summary>An empty block with room for so many bytes.</summary>
    public static SendBlock Rent(int size) => size <= UsualSize && Kept.TryDequeue(out var block) ? block : new(Math.Max(size, UsualSize));

    /// <summary>What is filled may be sent: never more than the block has, even where two writers overlap.</summary>
    public void Commit() => Committed = Math.Min(Written, bytes.Length);

    /// <summary>Gives the block back; nobody may point to it any more.</summary>
    public void Return()
    {
        Written = 0;
        Committed = 0;
        Next = null;
        if (bytes.Length == UsualSize && Kept.Count < MostKept) Kept.Enqueue(this);
    }
}
