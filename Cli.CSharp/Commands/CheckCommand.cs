using System.Globalization;
using Microsoft.FSharp.Collections;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Search;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer check</c></summary>
internal static class CheckCommand
{
    // Enough for tens of millions of states, and not all of a small machine.
    private const long DefaultMaxMemory = 4L << 30;

    /// <summary>Steps of a random walk.</summary>
    private const int WalkLength = 10_000;

    /// <summary>Systems, worlds and properties.</summary>
    public static Task<int> List(Screen screen)
    {
        foreach (var system in PeerFunctional.Systems.all)
        {
            screen.Answer(system.Name);
            var column = system.Worlds.Max(world => world.Item1.Length);
            foreach (var (name, about) in system.Worlds)
            {
                screen.Answer($"  --world {name.PadRight(column)}  {about}");
                screen.Object(new { System = system.Name, World = name, About = about });
            }
            var crowd = system.Crowd.Invoke(3).Invoke(2);
            screen.Answer($"  --nodes 3 --events 2   the world {crowd}; up to {system.MostPeers:N0} peers and {system.MostThings:N0} each");
            if (system.Scenario.Invoke(PeerPoliciesModule.recovering).Invoke(system.Worlds.Head.Item1) is { IsSome: true, Value: var subject })
                foreach (var sentence in ProtocolSystemModule.sentences(subject))
                    screen.Answer($"  property  {sentence}");
        }
        return Task.FromResult(ExitCode.Done);
    }

    /// <summary>Checks worlds one after the other; the command line has made sure that they exist.</summary>
    public static Task<int> Run(
        FSharpList<Tuple<string, string>> worlds, CheckOptions options, Screen screen, CancellationToken cancellation)
    {
        CheckFiles.Require(options);
        if (options.Pcap is not null && worlds.All(world => CapturedRuns.refusal(world.Item1).IsSome))
            return Task.FromResult(screen.Fail(CapturedRuns.refusal(worlds.Head.Item1).Value));
        var files = new CheckFiles(options);
        var reports = new List<WorldReport>();
        var all = worlds.SelectMany(world => Policies(world.Item1, options).Select(policies => (world.Item1, world.Item2, policies))).ToList();
        foreach (var (index, (name, world, policies)) in all.Index())
        {
            if (cancellation.IsCancellationRequested) break;
            if (all.Count > 1 && (index == 0 || all[index - 1].Item2 != world || all[index - 1].Item1 != name)) screen.Answer($"{name}, {world}:");
            var subject = PeerFunctional.Systems.tryFind(name).Value.Scenario.Invoke(policies).Invoke(world).Value;
            var (watched, coverage) = options.Coverage ? CoverageModule.watch(subject) : (subject, null);
            reports.Add(watched.Accept(new Checking(options, all.Count > 1 ? $"world {index + 1} of {all.Count}: " : "", files, screen, cancellation)));
            if (coverage is not null) NeverHappened.Show(reports[^1], coverage, screen);
            if (options.Cost)
            {
                var system = PeerFunctional.Systems.tryFind(name).Value;
                reports[^1] = CheckedAccount.Show(CheckedCost.Show(reports[^1], system, subject, screen), system, subject, screen);
            }
        }
        files.TellUnused(screen);
        if (all.Count > 1) Summarize(reports, screen);
        ReportFiles.Write(options.Reports, ListModule.OfSeq(reports));

        var findings = reports.SelectMany(report => report.Properties).Select(property => property.Finding).ToList();
        return Task.FromResult(cancellation.IsCancellationRequested ? ExitCode.Interrupted
            : findings.Any(finding => finding.IsViolated) ? ExitCode.Failed
            : findings.Any(finding => finding.IsUnknown) ? ExitCode.Unknown
            : ExitCode.Done);
    }

    /// <summary>One machine is meant by every policy, so it is checked once.</summary>
    private static IEnumerable<PeerPolicies> Policies(string system, CheckOptions options) =>
        ProtocolSystemModule.hasOneMachine(PeerFunctional.Systems.tryFind(system).Value) ? options.Policies.Take(1) : options.Policies;

    private static void Summarize(List<WorldReport> reports, Screen screen)
    {
        screen.Table(
            ["system", "world", "policy", "hold", "violated", "unknown", "seconds"],
            reports.Select(report => (IReadOnlyList<string>)
            [
                report.System, report.World, report.Policy is { IsSome: true, Value: var policies } ? PeerPoliciesModule.name(policies) : "",
                Number(report, finding => finding.IsPassed), Number(report, finding => finding.IsViolated), Number(report, finding => finding.IsUnknown),
                report.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
            ]));

        static string Number(WorldReport report, Func<PropertyFinding, bool> isSo) =>
            report.Properties.Count(property => isSo(property.Finding)).ToString(CultureInfo.InvariantCulture);
    }

    private sealed class Checking(
        CheckOptions options, string ordinal, CheckFiles files, Screen screen, CancellationToken cancellation) : IScenarioVisitor<WorldReport>
    {
        public WorldReport Visit<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>(
            Scenario<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore> subject) =>
            new WorldCheck<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>(
                Scenario.timeless(subject), options, ordinal, files, screen).Run(Search(options), cancellation);
    }

    private static SearchOptions Search(CheckOptions options) => new()
    {
        Strategy = options.Search switch
        {
            SearchOrder.RandomWalk walk => new Strategy.RandomWalks(walk.seed, walk.walks, WalkLength),
            { IsDepthFirst: true } => new Strategy.DepthFirst(),
            _ => new Strategy.BreadthFirst(),
        },
        Fairness = options.Fairness,
        Workers = options.Workers?.Value ?? Environment.ProcessorCount,
        MaxStates = options.MaxStates?.Value ?? long.MaxValue,
        MaxMemory = options.MaxMemory?.Value ?? DefaultMaxMemory,
        MaxTime = options.MaxTime?.Value ?? TimeSpan.MaxValue,
    };
}
