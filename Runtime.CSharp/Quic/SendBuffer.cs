namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// The bytes of a stream that are written and not acknowledged. <see cref="Room"/>, <see cref="Fill"/> and <see cref="Staged"/> are
/// its writer's; the connection's lock guards every other call.
/// </summary>
internal sealed unsafe class SendBuffer
{
    private readonly List<SendBlock> fresh = [];
    private SendBlock? filling;
    private SendBlock? oldest;
    private SendBlock? newest;
    private SendBlock? sending;
    private int sendingAt;
    private long releasedBefore;

    /// <summary>Bytes that are filled and not committed.</summary>
    public long Staged { get; private set; }

    /// <summary>Bytes committed since the stream began.</summary>
    public long Committed { get; private set; }

    /// <summary>Bytes handed to ngtcp2 since the stream began.</summary>
    public long Sent { get; private set; }

    /// <summary>Bytes acknowledged without a gap since the stream began.</summary>
    public long Acknowledged { get; private set; }

    public long Unsent => Committed - Sent;

    public long Unacknowledged => Committed - Acknowledged;

    /// <summary>Memory to fill, of <paramref name="size"/> bytes at least, and not empty.</summary>
    public Memory<byte> Room(int size)
    {
        if (filling is { } block && block.Rest.Length >= Math.Max(1, size)) return block.Rest;
        filling = SendBlock.Rent(size);
        fresh.Add(filling);
        return filling.Rest;
    }

    /// <summary>So many bytes of the room are filled; throws <see cref="ArgumentOutOfRangeException"/> where there is less of it.</summary>
    public void Fill(int bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes, filling?.Rest.Length ?? 0);
        if (bytes == 0) return;
        filling!.Written += bytes;
        Staged += bytes;
    }

    /// <summary>Makes the filled bytes ready to be sent; false where there are none.</summary>
    public bool Commit()
    {
        newest?.Commit();
        foreach (var block in fresh)
        {
            block.Commit();
            if (newest is null) oldest = sending = block;
            else newest.Next = block;
            newest = block;
        }

        fresh.Clear();
        Committed += Staged;
        var isMore = Staged > 0;
        Staged = 0;
        return isMore;
    }

    /// <summary>The next unsent bytes, in pieces; answers how many pieces there are and whether they are all that is unsent.</summary>
    public (int Count, bool IsAll) Pieces(Span<NativePiece> pieces)
    {
        var count = 0;
        long total = 0;
        var at = sendingAt;
        for (var block = sending; block is not null && count < pieces.Length; block = block.Next)
        {
            if (block.Committed > at)
            {
                pieces[count++] = new() { Base = block.Start + at, Length = (nuint)(block.Committed - at) };
                total += block.Committed - at;
            }

            at = 0;
        }

        return (count, total == Unsent);
    }

    /// <summary>ngtcp2 took so many of the pieces' bytes, and points to them.</summary>
    public void Take(long bytes)
    {
        Sent += bytes;
        while (bytes > 0)
        {
            var part = (int)Math.Min(bytes, sending!.Committed - sendingAt);
            sendingAt += part;
            bytes -= part;
            if (sendingAt == sending.Committed && sending.Next is not null) Advance();
        }
    }

    /// <summary>The peer has the bytes before <paramref name="end"/>: gives their memory back.</summary>
    public void Acknowledge(long end)
    {
        Acknowledged = Math.Max(Acknowledged, end);
        // The newest block stays, for its writer may be filling it.
        while (oldest is { } block && block != newest && releasedBefore + block.Committed <= Acknowledged)
        {
            if (sending == block) Advance();
            releasedBefore += block.Committed;
            oldest = block.Next;
            block.Return();
        }
    }

    /// <summary>Forgets all bytes, once ngtcp2 points to none of them.</summary>
    public void Clear()
    {
        while (oldest is { } block && block != newest)
        {
            oldest = block.Next;
            block.Return();
        }

        oldest = newest = sending = null;
        Acknowledged = Sent = Committed;
    }

    private void Advance()
    {
        sending = sending!.Next;
        sendingAt = 0;
    }
}
