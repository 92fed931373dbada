using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>What no step of a world got or did.</summary>
internal static class NeverHappened
{
    /// <summary>A line for each kind: what is received, sent, told and so on.</summary>
    public static void Show(WorldReport world, Coverage coverage, Screen screen)
    {
        var missing = CoverageModule.missing(coverage);
        screen.Answer(missing.IsEmpty ? "everything happens that the machines can get and do" : "what never happens:");
        foreach (var kind in missing.Select(name => name.Split(' ', 2)).GroupBy(words => words[0], words => words[1]))
            screen.Answer($"  {kind.Key,-9} {string.Join(", ", kind)}");
        screen.Object(new { Id = WorldReportModule.id(world), NeverHappens = missing });
    }
}
