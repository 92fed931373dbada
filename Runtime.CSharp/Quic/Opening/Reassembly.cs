namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>One direction of a stream: bytes at offsets, which leave in order.</summary>
internal sealed class Reassembly
{
    /// <summary>Pieces that wait for bytes before them.</summary>
    public const int MaxWaiting = 1_024;

    private readonly SortedDictionary<long, byte[]> waiting = [];
    private long? finalSize;

    /// <summary>Where the next byte in order stands.</summary>
    public long Next { get; private set; }

    /// <summary>The frame in which the last byte in order came; 0 before it.</summary>
    public long LastFrame { get; private set; }

    /// <summary>Whether the end was reached, or the direction was given up.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether more waited than is kept.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Whether bytes are known to be missing.</summary>
    public bool Lacks => IsFull || (!IsOver && (waiting.Count > 0 || finalSize is not null));

    /// <summary>Takes bytes at an offset of at most 2^62, and gives those that are in order now, if any.</summary>
    public byte[] Add(long offset, ReadOnlySpan<byte> bytes, bool isLast, long frame)
    {
        if (isLast) finalSize ??= offset + bytes.Length;
        if (offset + bytes.Length > Next && !IsFull)
        {
            if (offset <= Next)
            {
                var ready = new List<byte[]> { bytes[(int)(Next - offset)..].ToArray() };
                Next = offset + bytes.Length;
                while (waiting.Count > 0 && waiting.First() is var (start, piece) && start <= Next)
                {
                    waiting.Remove(start);
                    if (start + piece.Length <= Next) continue;
                    ready.Add(piece[(int)(Next - start)..]);
                    Next = start + piece.Length;
                }
                LastFrame = frame;
                return [.. ready.SelectMany(part => part)];
            }
            if (!waiting.TryGetValue(offset, out var there) || there.Length < bytes.Length)
            {
                if (waiting.Count >= MaxWaiting) IsFull = true; else waiting[offset] = bytes.ToArray();
            }
        }
        return [];
    }

    /// <summary>Whether the end is reached by now, told once.</summary>
    public bool TakeEnd()
    {
        if (IsOver || finalSize != Next) return false;
        return IsOver = true;
    }

    /// <summary>Nothing more comes of it.</summary>
    public void GiveUp() => IsOver = true;
}
