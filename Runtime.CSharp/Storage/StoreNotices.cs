namespace PeerFunctional.Runtime.Storage;

/// <summary>The first notices, and how many there were.</summary>
internal sealed class StoreNotices
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
