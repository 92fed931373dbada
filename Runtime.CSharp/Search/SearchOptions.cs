using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>In which order a model's states are seen.</summary>
public abstract record Strategy
{
    private Strategy() { }

    /// <summary>Level by level, on all workers: traces are shortest, and the same in every run.</summary>
    public sealed record BreadthFirst : Strategy;

    /// <summary>One way to its end before the next, on one thread.</summary>
    public sealed record DepthFirst : Strategy;

    /// <summary>Ways by chance, as <paramref name="Seed"/> has it, of at most <paramref name="Length"/> steps each.</summary>
    public sealed record RandomWalks(int Seed, int Walks, int Length) : Strategy;
}

/// <summary>How a search that is stopped can go on later.</summary>
/// <param name="Name">A line that tells this search from others.</param>
/// <param name="From">Where a search of this name was stopped; null to begin anew.</param>
/// <param name="Stopped">Gets the search as it is, if it is stopped by a limit or an interruption. Until it returns, the search is in memory twice.</param>
public sealed record Resumption(string Name, StoppedSearch? From, Action<StoppedSearch> Stopped);

/// <summary>How to search, and when to stop.</summary>
public sealed record SearchOptions
{
    public Strategy Strategy { get; init; } = new Strategy.BreadthFirst();

    /// <summary>Which steps a run cannot refuse for ever.</summary>
    public Fairness Fairness { get; init; } = Fairness.Weak;

    /// <summary>Breadth first only.</summary>
    public Resumption? Resume { get; init; }

    /// <summary>Threads, 1 or more; the answer is the same for any number.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Stops once this many different states are seen, and sees no more.</summary>
    public long MaxStates { get; init; } = long.MaxValue;

    /// <summary>Stops before the process uses this many bytes.</summary>
    public long MaxMemory { get; init; } = long.MaxValue;

    public TimeSpan MaxTime { get; init; } = TimeSpan.MaxValue;
}

/// <summary>How far a search is.</summary>
/// <param name="Generated">Steps taken and initial states, as TLC counts.</param>
/// <param name="Unique">Different states.</param>
/// <param name="Waiting">States whose steps are not taken yet.</param>
/// <param name="Depth">Steps to the states seen last.</param>
/// <param name="Bytes">Memory in use.</param>
/// <param name="Elapsed">Since the search began.</param>
public readonly record struct SearchProgress(
    long Generated, long Unique, long Waiting, int Depth, long Bytes, TimeSpan Elapsed)
{
    /// <summary>Different states a second so far.</summary>
    public double Rate => Unique / Math.Max(Elapsed.TotalSeconds, 1e-3);
}
