using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>A start as the page has it; what is left out has its default.</summary>
internal sealed record StartView(
    string? System = null, string? World = null, string? Policy = null, string? Time = null, string? Network = null, FaultsView? Faults = null)
{
    private const string Ordered = "ordered";

    private static readonly FaultsView StandardFaults = new(Drops: 3, Duplicates: 1);

    public static StartView Of(ExplorationStart start) => new(
        start.System, start.World, start.Policy is { IsSome: true, Value: var policies } ? PeerPoliciesModule.name(policies) : null,
        TimeModelModule.name(start.Assumptions.Time), NetworkModule.name(start.Assumptions.Network), FaultsView.Of(start.Assumptions.Budget));

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
        return new(
            name, World ?? system.Worlds.Head.Item1, PolicyOf(system),
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
                    var other => throw new RpcException($"Unknown time model '{other}': use ordered or any."),
                },
                (Faults ?? StandardFaults).ToBudget()));
    }

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
