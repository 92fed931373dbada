using Microsoft.FSharp.Core;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>What the goal of a world costs, and whether the world's bound holds.</summary>
internal static class CheckedCost
{
    /// <summary>Adds the bound to the properties, where the world has one for its machines.</summary>
    public static WorldReport Show(WorldReport world, ProtocolSystem system, IScenario subject, Screen screen)
    {
        // The bounds are those of our own machines.
        var isOurs = world.Policy is not { IsSome: true, Value: var policies } || policies.Equals(Kernel.PeerPoliciesModule.recovering);
        var bound = isOurs ? system.Costs.FirstOrDefault(bound => bound.World == world.World) : null;
        // A bound or an account is held; only a world without either is measured for its own sake.
        if (bound is null && CheckedAccount.IsStated(world, system)) return world;
        var cost = WorldCostModule.measure(system.FaultPhase, subject);
        var words = WorldCostModule.words(cost);
        if (bound is null)
        {
            screen.Paragraph($"the goal takes {words}");
            return world;
        }
        var sentence = WorldCostModule.sentence(bound);
        var holds = WorldCostModule.isWithin(bound, cost);
        screen.Paragraph($"{(holds ? "holds" : "violated")}: {sentence}: it takes {words}");
        screen.Object(new
        {
            Id = WorldReportModule.propertyId(world, "cost"),
            world.System,
            world.World,
            Policy = world.Policy is { IsSome: true, Value: var policy } ? Kernel.PeerPoliciesModule.name(policy) : null,
            Property = sentence,
            Verdict = holds ? "holds" : "violated",
            Sentence = words,
        });
        var finding = holds
            ? PropertyFinding.Passed
            : PropertyFinding.NewViolated(new(words, [], FSharpValueOption<int>.ValueNone, null, []));
        return WorldReportModule.withProperty(new(sentence, finding), world);
    }
}
