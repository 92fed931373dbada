using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>Counts a search, holds it to its limits and tells how far it is.</summary>
internal sealed class SearchBudget(
    SearchOptions options, Action<SearchProgress>? tell, TimeProvider clock, CancellationToken cancellation)
{
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    private readonly long started = clock.GetTimestamp();
    private TimeSpan told;
    private TimeSpan looked;
    private long uniqueAtCollection;
    private long mostBytes;

    public long Generated { get; set; }

    public long Unique { get; set; }

    public int Depth { get; set; }

    public StateCounts Counts => new(Generated, Unique, Depth, mostBytes);

    /// <summary>States that may still be seen.</summary>
    public long StatesLeft => options.MaxStates - Unique;

    private TimeSpan Elapsed => clock.GetElapsedTime(started);

    /// <summary>Whether time is up or nobody waits any more; asked often, by every worker.</summary>
    public bool IsOver => cancellation.IsCancellationRequested || Elapsed > options.MaxTime;

    /// <summary>The limit that is reached, with <paramref name="own"/> bytes outside the collected heap.</summary>
    public SearchLimit? Reached(long own, long waiting)
    {
        var bytes = own + GC.GetTotalMemory(forceFullCollection: false);
        mostBytes = Math.Max(mostBytes, bytes);
        var elapsed = Elapsed;
        if (elapsed - told > BetweenTellings)
        {
            told = elapsed;
            tell?.Invoke(new(Generated, Unique, waiting, Depth, bytes, elapsed));
        }

        return cancellation.IsCancellationRequested ? SearchLimit.Interruption
            : elapsed > options.MaxTime ? SearchLimit.Time
            : Unique >= options.MaxStates && waiting > 0 ? SearchLimit.States
            : IsFull(elapsed) ? SearchLimit.Memory
            : null;
    }

    /// <summary>Whether so many more bytes would be too many.</summary>
    public bool Forbids(long more) =>
        more > 0 && options.MaxMemory < long.MaxValue && Environment.WorkingSet + more > options.MaxMemory;

    /// <summary>Whether the process uses as much memory as it may, looked at a few times a second. Before it says so, what was collected goes back to
    /// the system; not again before the search has grown by a quarter.</summary>
    private bool IsFull(TimeSpan elapsed)
    {
        if (options.MaxMemory == long.MaxValue || (looked > TimeSpan.Zero && elapsed - looked < BetweenLooks))
            return false;
        looked = elapsed;
        if (Environment.WorkingSet <= options.MaxMemory)
            return false;
        if (Unique < uniqueAtCollection + (uniqueAtCollection / 4))
            return true;
        uniqueAtCollection = Unique;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet > options.MaxMemory;
    }
}
