using Microsoft.FSharp.Core;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>What the goal of a world costs, and whether the world's bound holds.</summary>
internal static class CheckedCost
{
    /// <summary>Adds the bound to the properties, where the world has one for its machines.</summary>
    public static WorldReport Show(WorldReport world, ProtocolSystem system, IScenario subject, Screen screen)
    {
        var cost = WorldCostModule.measure(system.FaultPhase, subject);
        var words = WorldCostModule.words(cost);
        var bound = system.Costs.FirstOrDefault(bound => bound.World == world.World);
        // The bounds are those of our own machines.
        if (bound is null || world.Policy is { IsSome: true, Value: var policies } && !policies.Equals(Kernel.PeerPoliciesModule.recovering))
        {
            screen.Answer($"the goal takes {words}");
            return world;
        }
        var sentence = WorldCostModule.sentence(bound);
        var holds = WorldCostModule.isWithin(bound, cost);
        screen.Answer($"{(holds ? "holds" : "violated")}: {sentence}: it takes {words}");
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
