namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>Reads the fields of packets and frames; once it has failed, everything it reads is empty.</summary>
internal ref struct QuicBytes(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>Whether something was read that is not there.</summary>
    public bool IsFailed { get; private set; }

    public readonly int Length => rest.Length;

    public readonly ReadOnlySpan<byte> Rest => rest;

    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > rest.Length)
        {
            IsFailed = true;
            rest = default;
            return default;
        }
        var taken = rest[..(int)count];
        rest = rest[(int)count..];
        return taken;
    }

    public int Byte() => Take(1) is [var value] ? value : 0;

    /// <summary>A number of 1 to 8 bytes, whose first bits tell how many.</summary>
    public long Number()
    {
        if (rest.IsEmpty)
        {
            IsFailed = true;
            return 0;
        }
        var bytes = Take(1 << (rest[0] >> 6));
        if (bytes.IsEmpty) return 0;
        var value = (long)(bytes[0] & 0x3F);
        foreach (var next in bytes[1..]) value = (value << 8) | next;
        return value;
    }

    /// <summary>A number of a fixed count of bytes, 1 to 4.</summary>
    public long Fixed(int count)
    {
        var value = 0L;
        foreach (var next in Take(count)) value = (value << 8) | next;
        return value;
    }

    public ReadOnlySpan<byte> WithLength() => Take(Number());

    public ReadOnlySpan<byte> WithLength(int lengthBytes) => Take(Fixed(lengthBytes));
}
