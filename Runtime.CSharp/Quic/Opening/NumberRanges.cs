namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>A set of packet numbers, kept as ranges.</summary>
internal sealed class NumberRanges
{
    /// <summary>Ranges that are kept; what would need more is passed over.</summary>
    public const int MaxRanges = 4_096;

    private readonly List<(long First, long Last)> ranges = [];

    public IReadOnlyList<(long First, long Last)> Ranges => ranges;

    public void Add(long first, long last)
    {
        var at = Behind(first - 1);
        var end = at;
        while (end < ranges.Count && ranges[end].First <= last + 1)
        {
            first = Math.Min(first, ranges[end].First);
            last = Math.Max(last, ranges[end].Last);
            end++;
        }
        if (end == at && ranges.Count >= MaxRanges) return;
        ranges.RemoveRange(at, end - at);
        ranges.Insert(at, (first, last));
    }

    public bool Contains(long number)
    {
        var at = Behind(number);
        return at < ranges.Count && ranges[at].First <= number;
    }

    /// <summary>The ranges of these numbers that another set lacks.</summary>
    public IEnumerable<(long First, long Last)> Without(NumberRanges other)
    {
        foreach (var (first, last) in ranges)
        {
            var next = first;
            for (var at = other.Behind(first); at < other.ranges.Count && other.ranges[at].First <= last; at++)
            {
                if (other.ranges[at].First > next) yield return (next, other.ranges[at].First - 1);
                next = other.ranges[at].Last + 1;
            }
            if (next <= last) yield return (next, last);
        }
    }

    /// <summary>The first range that ends at a number or behind it.</summary>
    private int Behind(long number)
    {
        int low = 0, high = ranges.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].Last < number) low = middle + 1; else high = middle;
        }
        return low;
    }
}
