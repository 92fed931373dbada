using System.Globalization;
using PeerFunctional.Kernel;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer diff</c>: the shortest schedules after which two machines send something else.</summary>
internal static class DiffCommand
{
    public static async Task<int> Run(DiffOptions options, Screen screen, CancellationToken cancellation)
    {
        NamedFiles.Require(options.Out?.Value);
        // The command line has made sure that there is such a world.
        var scenario = PeerFunctional.Systems.tryFind(options.System).Value.Scenario;
        var (first, second) = (PeerPoliciesModule.name(options.First), PeerPoliciesModule.name(options.Second));
        var compared = PolicyDiff.ofScenarios(
            first, scenario.Invoke(options.First).Invoke(options.World).Value,
            second, scenario.Invoke(options.Second).Invoke(options.World).Value,
            options.Network, options.Faults, options.MaxStates);
        if (compared.IsError) return screen.Fail(compared.ErrorValue);

        var report = compared.ResultValue;
        var pictures = new NumberedFile(options.Out?.Value);
        foreach (var difference in report.Differences)
        {
            cancellation.ThrowIfCancellationRequested();
            screen.Answer($"{difference.Sentence}: after {difference.Steps} {(difference.Steps == 1 ? "step" : "steps")}");
            screen.Object(new { options.System, options.World, First = first, Second = second, difference.Sentence, difference.Steps });
            await DiagramOutput.Show(
                TimelineModule.withoutNotices(difference.Timeline), pictures.Next(), options.Width?.Value, screen, cancellation);
        }
        return Conclude(options, report, screen);
    }

    private static int Conclude(DiffOptions options, DifferenceReport report, Screen screen)
    {
        var seen = report.Seen.ToString("N0", CultureInfo.InvariantCulture);
        var found = report.Differences.Length;
        var kinds = found switch { 0 => "no difference", 1 => "1 kind of difference", _ => $"{found} kinds of differences" };
        screen.Answer(report.IsWhole
            ? $"{kinds} in all {seen} pairs of states of world {options.World}"
            : $"{kinds} in the first {seen} pairs of states of world {options.World}; --max-states ended the search, and there may be more");
        screen.Object(new { options.System, options.World, Differences = found, Pairs = report.Seen, report.IsWhole });
        return found > 0 ? ExitCode.Failed : report.IsWhole ? ExitCode.Done : ExitCode.Unknown;
    }
}
