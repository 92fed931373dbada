namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// Datagrams that one connection writes in a row. Those of one length leave in one system call; only the last of them may be shorter.
/// </summary>
internal ref struct DatagramBatch(QuicSocket socket, in DatagramPath path)
{
    /// <summary>What the kernel takes in one call.</summary>
    private const int MostBytes = 65_000;

    private const int MostDatagrams = 64;

    [ThreadStatic]
    private static byte[]? buffer;

    private DatagramPath path = path;
    private int filled;
    private int segment;
    private int count;

    /// <summary>Where to write the next datagram; the same memory until it is added.</summary>
    public Span<byte> Next(int longest)
    {
        if (filled + longest > MostBytes) Send();
        buffer ??= GC.AllocateUninitializedArray<byte>(QuicSocket.LongestDatagram);
        return buffer.AsSpan(filled, longest);
    }

    /// <summary>The datagram is written; it goes to this address.</summary>
    public void Add(int length, ReadOnlySpan<byte> address)
    {
        var isElsewhere = !address.SequenceEqual(path.Remote.Bytes());
        if (count > 0 && (isElsewhere || length > segment))
        {
            var start = filled;
            Send();
            buffer.AsSpan(start, length).CopyTo(buffer);
        }

        if (isElsewhere) path = path.To(address);
        if (count == 0) segment = length;
        filled += length;
        count++;
        if (length < segment || count == MostDatagrams) Send();
    }

    /// <summary>Sends what is left.</summary>
    public void Dispose() => Send();

    private void Send()
    {
        if (count > 0) socket.Send(buffer.AsSpan(0, filled), segment, path);
        filled = 0;
        count = 0;
    }
}
