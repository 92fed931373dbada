using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>Counts a search, holds it to its limits and tells how far it is.</summary>
internal sealed class SearchBudget(
    SearchOptions options, Action<SearchProgress>? tell, TimeProvider clock, CancellationToken cancellation)
{
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromMilliseconds(200);

    private readonly long started = clock.GetTimestamp();
    private TimeSpan told;
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
            : bytes > options.MaxMemory ? SearchLimit.Memory
            : null;
    }

    /// <summary>Whether so many more bytes would be too many.</summary>
    public bool Forbids(long more) =>
        more > 0 && mostBytes + more > options.MaxMemory;
}
