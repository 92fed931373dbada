namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>The packets of one direction at one level: their keys, their numbers, and what the other side acknowledged.</summary>
internal sealed class PacketSpace
{
    private readonly List<(long Number, long Frame)> growing = [];
    private PacketKeys? former;
    private PacketKeys? after;
    private bool phase;

    /// <summary>None until they are known.</summary>
    public PacketKeys? Keys { get; set; }

    public NumberRanges Seen { get; } = new();

    public NumberRanges Acknowledged { get; } = new();

    private long Largest => growing is [.., var last] ? last.Number : -1;

    /// <summary>Opens a packet whose header is in the clear, but for its number of one to four bytes; null where it is not authentic.</summary>
    /// <param name="truncated">The number as it is written.</param>
    /// <param name="numberLength">Its bytes.</param>
    /// <param name="keyPhase">The phase of keys that a short header names; null for long headers.</param>
    /// <param name="header">The header in the clear, the number at its end.</param>
    /// <param name="sealedBytes">What follows it.</param>
    public (long Number, byte[] Content)? Open(
        long truncated, int numberLength, bool? keyPhase, ReadOnlySpan<byte> header, ReadOnlySpan<byte> sealedBytes)
    {
        var number = Expand(truncated, 8 * numberLength);
        if (keyPhase is null || keyPhase == phase)
            return Keys?.Open(number, header, sealedBytes) is { } same ? (number, same) : null;
        if (former?.Open(number, header, sealedBytes) is { } old) return (number, old);
        after ??= Keys?.Next();
        if (after?.Open(number, header, sealedBytes) is not { } updated) return null;
        (former, Keys, after, phase) = (Keys, after, null, keyPhase.Value);
        return (number, updated);
    }

    /// <summary>Takes note of a number; false where it was there before.</summary>
    public bool Note(long number, long frame)
    {
        if (Seen.Contains(number)) return false;
        Seen.Add(number, number);
        if (number > Largest) growing.Add((number, frame));
        return true;
    }

    /// <summary>The first frame that may depend on packets that the other side has and the capture lacks, and how many they are.</summary>
    public IEnumerable<(long Since, long Count)> Lacking()
    {
        foreach (var (first, last) in Acknowledged.Without(Seen))
        {
            var behind = growing.BinarySearch((first, 0));
            var before = (behind < 0 ? ~behind : behind) - 1;
            yield return (before < 0 ? 0 : growing[before].Frame + 1, last - first + 1);
        }
    }

    /// <summary>The number nearest to the next one that ends in these bits (RFC 9000, A.3).</summary>
    private long Expand(long truncated, int bits)
    {
        var expected = Largest + 1;
        var window = 1L << bits;
        var candidate = (expected & ~(window - 1)) | truncated;
        if (candidate <= expected - window / 2 && candidate < (1L << 62) - window) return candidate + window;
        return candidate > expected + window / 2 && candidate >= window ? candidate - window : candidate;
    }
}
