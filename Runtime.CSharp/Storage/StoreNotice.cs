namespace PeerFunctional.Runtime.Storage;

/// <summary>Something found in a directory that a person may want to know; work goes on.</summary>
/// <param name="File">The file's name, such as <c>2.pcap</c>.</param>
/// <param name="Problem">A stable kebab-case name, such as <c>truncated-block</c>, <c>gap</c>, <c>fork</c>, <c>duplicate</c>.</param>
/// <param name="Detail">One line for a person.</param>
public sealed record StoreNotice(string File, string Problem, string Detail)
{
    /// <summary>The notice as one line.</summary>
    public override string ToString() => $"{File}: {Problem}: {Detail}";
}

/// <summary>The first notices, and how many there were.</summary>
internal sealed class NoticeBoard
{
    private const int Capacity = 256;
    private readonly List<StoreNotice> kept = [];

    public long Count { get; private set; }

    public IReadOnlyList<StoreNotice> Kept => kept;

    /// <summary>The notice is made only while there is room for it.</summary>
    public void Add(Func<StoreNotice> make)
    {
        Count++;
        if (kept.Count < Capacity) kept.Add(make());
    }

    public void Add(string file, string problem, string detail) => Add(() => new(file, problem, detail));
}
