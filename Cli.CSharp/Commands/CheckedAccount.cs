using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>What the runs of a world do, and whether its accounts say so.</summary>
internal static class CheckedAccount
{
    private const string Sentence = "runs send, tell and wait as the world's accounts say";

    private static PeerPolicies PoliciesOf(WorldReport world) =>
        world.Policy is { IsSome: true, Value: var policies } ? policies : PeerPoliciesModule.recovering;

    /// <summary>Whether a world has accounts under its policies.</summary>
    public static bool IsStated(WorldReport world, ProtocolSystem system) =>
        AccountModule.ofText(StatedAccounts.Of(system)).Any(account => account.World == world.World && account.Policies.Equals(PoliciesOf(world)));

    /// <summary>Adds the accounts to the properties, where the world has some for its machines.</summary>
    public static WorldReport Show(WorldReport world, ProtocolSystem system, IScenario subject, Screen screen)
    {
        var policies = PoliciesOf(world);
        var differences = AccountRuns.differences(StatedAccounts.Of(system), system.FaultPhase, world.World, policies, subject);
        if (differences.IsNone) return world;
        var holds = differences.Value.IsEmpty;
        var words = holds ? "" : string.Join("; ", differences.Value.SelectMany(found => found.Item2.Select(difference => $"{found.Item1}: {difference}")).Take(3));
        screen.Paragraph(holds ? $"holds: {Sentence}" : $"violated: {Sentence}");
        foreach (var (faults, found, lines) in differences.Value)
        {
            foreach (var difference in found) screen.Answer($"  {faults}: {difference}");
            screen.Answer($"  # {world.World} {PeerPoliciesModule.name(policies)}: {faults}");
            foreach (var line in lines) screen.Answer($"  {line}");
        }
        screen.Object(new
        {
            Id = WorldReportModule.propertyId(world, "account"),
            world.System,
            world.World,
            Policy = world.Policy is { IsSome: true } ? PeerPoliciesModule.name(policies) : null,
            Property = Sentence,
            Verdict = holds ? "holds" : "violated",
            Sentence = words,
            Accounts = differences.Value.Select(found => new { Faults = found.Item1, Differences = found.Item2, Lines = found.Item3 }),
        });
        var finding = holds
            ? PropertyFinding.Passed
            : PropertyFinding.NewViolated(new(words, [], FSharpValueOption<int>.ValueNone, null, []));
        return WorldReportModule.withProperty(new(Sentence, finding), world);
    }
}
