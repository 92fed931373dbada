using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>A start as the page has it; what is left out has its default.</summary>
/// <param name="System">By its name.</param>
/// <param name="World">By its name, without users' commands.</param>
/// <param name="Policy">By its name.</param>
/// <param name="Time">`ordered`, `latency` or `any`.</param>
/// <param name="Network">`queues` or `bag`.</param>
/// <param name="Faults">The most that may happen.</param>
/// <param name="Bounds">With the time model `latency`.</param>
/// <param name="Users">Whether users give commands.</param>
internal sealed record StartView(
    string? System = null, string? World = null, string? Policy = null, string? Time = null, string? Network = null, FaultsView? Faults = null,
    BoundsView? Bounds = null, bool Users = false)
{
    private const string Ordered = "ordered";

    private const string Latency = "latency";

    private static readonly FaultsView StandardFaults = new(Drops: 3, Duplicates: 1);

    public static StartView Of(ExplorationStart start) => new(
        start.System, Inner(start.World) ?? start.World, start.Policy is { IsSome: true, Value: var policies } ? PeerPoliciesModule.name(policies) : null,
        TimeModelModule.name(start.Assumptions.Time), NetworkModule.name(start.Assumptions.Network), FaultsView.Of(start.Assumptions.Budget),
        start.Assumptions.Time is TimeModel.Latency { Item: var bounds } ? BoundsView.Of(bounds) : null, Inner(start.World) is not null);

    /// <summary>Whether a start's world has one with users' commands.</summary>
    public static bool HasUsers(ExplorationStart start) =>
        PeerFunctional.Systems.find(start.System, start.Policy, Verification.Users.nameOf(Inner(start.World) ?? start.World)).IsOk;

    /// <summary>The policies that a system can be started with, by their names; none where it has one machine.</summary>
    public static string[] Policies(ProtocolSystem system) => ProtocolSystemModule.hasOneMachine(system)
        ? []
        : [.. system.Policies.Select(policy => PeerPoliciesModule.name(PeerPoliciesModule.same(policy))), .. PeerPoliciesModule.mixed.Select(PeerPoliciesModule.name)];

    /// <exception cref="RpcException">A name that is not known, or a number that is too large.</exception>
    public ExplorationStart ToStart()
    {
        var name = System ?? PeerFunctional.Systems.names.Head;
        if (PeerFunctional.Systems.tryFind(name) is not { IsSome: true, Value: var system })
            throw new RpcException($"Unknown system '{name}': {Suggestion.among(PeerFunctional.Systems.names, name)}.");
        var world = World ?? system.Worlds.Head.Item1;
        return new(
            name, Users ? Verification.Users.nameOf(world) : world, PolicyOf(system),
            new(
                Network switch
                {
                    null or "queues" => Verification.Network.Ordered,
                    "bag" => Verification.Network.Unordered,
                    var other => throw new RpcException($"Unknown network '{other}': use queues or bag."),
                },
                Time switch
                {
                    null or Ordered => TimeModel.Ordered,
                    "any" => TimeModel.Any,
                    Latency => TimeModel.NewLatency((Bounds ?? new()).ToBounds()),
                    var other => throw new RpcException($"Unknown time model '{other}': use ordered, latency or any."),
                },
                (Faults ?? StandardFaults).ToBudget()));
    }

    private static string? Inner(string world) => Verification.Users.tryInner(world) is { IsSome: true, Value: var inner } ? inner : null;

    private FSharpValueOption<PeerPolicies> PolicyOf(ProtocolSystem system)
    {
        if (ProtocolSystemModule.hasOneMachine(system))
        {
            return Policy is null
                ? FSharpValueOption<PeerPolicies>.ValueNone
                : throw new RpcException($"{system.Name} has one machine: leave the policy out.");
        }

        return PeerPoliciesModule.tryParse(Policy ?? PeerPoliciesModule.name(PeerPoliciesModule.published)) is { IsSome: true } policies
            ? policies
            : throw new RpcException($"Unknown policy '{Policy}': use {string.Join(", ", Policies(system))}.");
    }
}

/// <summary>The longest that something takes, in milliseconds.</summary>
internal sealed record BoundsView(double Latency = 10, double StoreDelay = 0, double Outage = 0)
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    public static BoundsView Of(TimeBounds bounds) =>
        new(bounds.Latency.TotalMilliseconds, bounds.StoreDelay.TotalMilliseconds, bounds.Outage.TotalMilliseconds);

    /// <exception cref="RpcException">A number that is too large or negative.</exception>
    public TimeBounds ToBounds() =>
        new[] { Latency, StoreDelay, Outage }.All(bound => bound >= 0 && bound <= Longest.TotalMilliseconds)
            ? new(TimeSpan.FromMilliseconds(Latency), TimeSpan.FromMilliseconds(StoreDelay), TimeSpan.FromMilliseconds(Outage))
            : throw new RpcException("A message, a store or a restart takes 0 ms to a day.");
}

/// <summary>How many faults there may be, of each kind.</summary>
internal sealed record FaultsView(
    int Drops = 0, int Duplicates = 0, int Corruptions = 0, int Crashes = 0, int DiskLosses = 0, int Delays = 0)
{
    private const int Most = 1000;

    public static FaultsView Of(FaultBudget budget) =>
        new(budget.Drops, budget.Duplicates, budget.Corruptions, budget.Crashes, budget.DiskLosses, budget.Delays);

    /// <exception cref="RpcException">A number that is too large or negative.</exception>
    public FaultBudget ToBudget() =>
        new[] { Drops, Duplicates, Corruptions, Crashes, DiskLosses, Delays }.All(count => count is >= 0 and <= Most)
            ? new(Drops, Duplicates, Corruptions, Crashes, DiskLosses, Delays)
            : throw new RpcException($"There may be 0 to {Most} faults of a kind.");
}
