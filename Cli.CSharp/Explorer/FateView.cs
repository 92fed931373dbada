using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>What can still become of a property.</summary>
/// <param name="Property">The property's place.</param>
/// <param name="Kind">A stable name.</param>
/// <param name="Steps">To the goal or the violation; null where there is no way.</param>
/// <param name="Faults">Further ones that can lose the goal for ever; null where that is not at risk.</param>
/// <param name="Words">Goes on from the property's name.</param>
/// <param name="LostSince">The depth from which the goal cannot be reached without another fault; null where it can.</param>
/// <param name="Lacking">What the goal lacks in the end, if nothing but what must happen happens; null where it can be reached, or where that is not known.</param>
internal sealed record FateView(int Property, string Kind, int? Steps, int? Faults, string Words, int? LostSince, string? Lacking)
{
    /// <summary>Whether the goal may be lost since an earlier step, which was not looked at or whose search was cut.</summary>
    public bool LostAtLatest { get; init; }

    /// <summary>What the step that lost the goal keeps from happening; null where no message follows from it.</summary>
    public string? Needed { get; init; }

    /// <param name="place">The property's place.</param>
    /// <param name="fate">Its fate.</param>
    /// <param name="lostSince">The depth from which it cannot be reached without another fault; null where it can.</param>
    /// <param name="lacking">What it lacks in the end.</param>
    public static FateView Of(int place, ExploredFate fate, int? lostSince, string? lacking)
    {
        var (kind, steps, faults) = fate switch
        {
            ExploredFate.Towards { Item: var towards } => Told(towards),
            ExploredFate.Breach { Item: var danger } => (Told(danger).Kind, Told(danger).Steps, default(int?)),
            _ => throw new InvalidOperationException($"no view of {fate}"),
        };
        return new(place, kind, steps, faults, ExploredFateModule.words(fate), lostSince, lacking);
    }

    private static (string Kind, int? Steps, int? Faults) Told(Fate fate) => fate switch
    {
        { IsReached: true } => ("reached", 0, null),
        Fate.Sure { steps: var steps } => ("sure", steps, null),
        Fate.AtRisk { steps: var steps, faults: var faults } => ("at-risk", steps, faults),
        Fate.OnlyByFault { steps: var steps } => ("only-by-fault", steps, null),
        { IsLost: true } => ("lost", null, null),
        _ => ("unknown", null, null),
    };

    private static (string Kind, int? Steps) Told(Danger danger) => danger switch
    {
        { IsViolated: true } => ("violated", 0),
        Danger.Near { steps: var steps } => ("near", steps),
        { IsNever: true } => ("never", null),
        _ => ("unknown", null),
    };

    /// <summary>Whether the property stays as it is unless another fault happens.</summary>
    public static bool IsStuck(ExploredFate fate) =>
        fate is ExploredFate.Towards { Item: var towards } && (towards.IsLost || towards.IsOnlyByFault);
}
