namespace PeerFunctional.Runtime.Search;

/// <summary>The states seen: a fingerprint each, and the fingerprint of the state it was first reached from, 0 for initial ones.
/// It is cut in parts by fingerprint, always the same, so that several threads may add at once, each to its own part.</summary>
internal sealed class VisitedStates : IDisposable
{
    public const int Parts = 8;

    private readonly FingerprintTable[] parts = [.. Enumerable.Range(0, Parts).Select(_ => new FingerprintTable())];

    public long Count => parts.Sum(part => part.Count);

    public long Bytes => parts.Sum(part => part.Bytes);

    public FingerprintTable this[int part] => parts[part];

    public static int PartOf(ulong fingerprint) => (int)(fingerprint >> 61);

    public void Prefetch(ulong fingerprint) => parts[PartOf(fingerprint)].Prefetch(fingerprint);

    public bool Contains(ulong fingerprint) => parts[PartOf(fingerprint)].Contains(fingerprint);

    /// <summary>Fingerprint and parent of each state, in turn.</summary>
    public ulong[] ToArray()
    {
        var pairs = new ulong[2 * Count];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(pairs.AsSpan(at));
            at += 2 * (int)part.Count;
        }
        return pairs;
    }

    /// <summary>Adds what <see cref="ToArray"/> made.</summary>
    public void AddAll(ReadOnlySpan<ulong> pairs)
    {
        for (var at = 0; at + 1 < pairs.Length; at += 2)
            Add(pairs[at], pairs[at + 1]);
    }

    /// <summary>Adds one state, making room for it.</summary>
    public bool Add(ulong fingerprint, ulong parent)
    {
        var part = parts[PartOf(fingerprint)];
        part.Reserve(1);
        return part.Add(fingerprint, parent);
    }

    public bool TryGetParent(ulong fingerprint, out ulong parent) => parts[PartOf(fingerprint)].TryGet(fingerprint, out parent);

    /// <summary>The fingerprint of the state that a visited state was first reached from; 0 for an initial one.</summary>
    /// <exception cref="InvalidDataException">The state is not visited.</exception>
    public ulong ParentOf(ulong fingerprint) =>
        TryGetParent(fingerprint, out var parent)
            ? parent
            : throw new InvalidDataException($"no visited state has the fingerprint {fingerprint:x16}");

    /// <summary>The fingerprints from an initial state to this one.</summary>
    /// <exception cref="InvalidDataException">The way was read from a file, and has no beginning.</exception>
    public IReadOnlyList<ulong> WayTo(ulong fingerprint)
    {
        var way = new List<ulong>();
        for (var at = fingerprint; at != 0; at = ParentOf(at))
        {
            if (way.Count > Count) throw new InvalidDataException($"the way to the state {fingerprint:x16} goes around for ever");
            way.Add(at);
        }
        way.Reverse();
        return way;
    }

    public void Dispose()
    {
        foreach (var part in parts) part.Dispose();
    }
}
