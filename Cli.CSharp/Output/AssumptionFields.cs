using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Output;

/// <summary>What a verdict assumes of the network, of time and of faults, as fields of its JSON.</summary>
internal sealed record AssumptionFields
{
    public AssumptionFields(Assumptions assumed)
    {
        var (budget, bounds) = (assumed.Budget, (assumed.Time as TimeModel.Latency)?.Item);
        Network = NetworkModule.name(assumed.Network);
        Time = TimeModelModule.name(assumed.Time);
        (LatencySeconds, StoreDelaySeconds, OutageSeconds) = (bounds?.Latency.TotalSeconds, bounds?.StoreDelay.TotalSeconds, bounds?.Outage.TotalSeconds);
        (Drops, Duplicates, Corruptions) = (budget.Drops, budget.Duplicates, budget.Corruptions);
        (Crashes, DiskLosses, Delays) = (budget.Crashes, budget.DiskLosses, budget.Delays);
    }

    public string Network { get; }

    /// <summary>Of a search with goals.</summary>
    public string? Fairness { get; init; }

    /// <summary>Of a search.</summary>
    public IReadOnlyList<string>? Reductions { get; init; }

    public string Time { get; }
    public double? LatencySeconds { get; }
    public double? StoreDelaySeconds { get; }
    public double? OutageSeconds { get; }
    public int Drops { get; }
    public int Duplicates { get; }
    public int Corruptions { get; }
    public int Crashes { get; }
    public int DiskLosses { get; }
    public int Delays { get; }

    /// <summary>The file of a search that went on, and how many states it had.</summary>
    public string? ResumedFrom { get; init; }
    public long? ResumedStates { get; init; }
}
