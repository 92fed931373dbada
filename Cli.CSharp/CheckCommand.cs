using System.Globalization;
using Microsoft.FSharp.Collections;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Search;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli;

/// <summary><c>peer check</c></summary>
internal static class CheckCommand
{
    // Enough for tens of millions of states, and not all of a small machine.
    private const long DefaultMaxMemory = 4L << 30;

    /// <summary>Systems, worlds and properties.</summary>
    public static Task<int> List(Screen screen)
    {
        foreach (var system in Systems.all)
        {
            screen.Answer(system.Name);
            foreach (var (name, about) in system.Worlds)
            {
                screen.Answer($"  --world {name,-12} {about}");
                screen.Object(new { System = system.Name, World = name, About = about });
            }
            if (system.Scenario.Invoke(Policy.Recovering).Invoke(system.Worlds.Head.Item1) is { IsSome: true, Value: var subject })
                foreach (var sentence in ProtocolSystemModule.sentences(subject))
                    screen.Answer($"  property  {sentence}");
        }
        return Task.FromResult(ExitCode.Done);
    }

    /// <summary>Checks a world; the command line has made sure that system and world exist.</summary>
    public static Task<int> Run(string name, CheckOptions options, Screen screen, CancellationToken cancellation)
    {
        var system = Systems.tryFind(name).Value;
        var world = options.World?.Value ?? system.Worlds.Head.Item1;
        var subject = system.Scenario.Invoke(options.Policy).Invoke(world).Value;
        return Task.FromResult(subject.Accept(new Checking(options, screen, cancellation)));
    }

    private sealed class Checking(CheckOptions options, Screen screen, CancellationToken cancellation) : IScenarioVisitor<int>
    {
        public int Visit<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>(
            Scenario<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore> subject) =>
            Check(Scenario.timeless(subject), options, screen, cancellation);
    }

    private static int Check<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>(
        Scenario<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore> subject,
        CheckOptions options, Screen screen, CancellationToken cancellation)
    {
        var world = subject.World;
        var title = $"{subject.System}, {subject.Name}: {subject.About}";
        var model = WorldModel.create(world, options.Network, options.Faults, subject.Properties);
        var growth = new GrowthReport<CheckedState<TState, TTimer, TMessage, TAsk, TStore>>(
            state => WorldModel.components(world, options.Network, state));
        var search = new SearchOptions
        {
            Workers = options.Workers?.Value ?? Environment.ProcessorCount,
            MaxStates = options.MaxStates?.Value ?? long.MaxValue,
            MaxMemory = options.MaxMemory?.Value ?? DefaultMaxMemory,
            MaxTime = options.MaxTime?.Value ?? TimeSpan.MaxValue,
        };
        var report = StateSearch.Run(
            model, search, progress => screen.Status(Words(progress)), options.Growth ? growth.Note : null, TimeProvider.System,
            cancellation);
        screen.Status("");

        foreach (var (property, verdict) in report.Verdicts)
        {
            var sentence = Property.sentence(property);
            screen.Object(new
            {
                Policy = PolicyModule.name(options.Policy),
                World = subject.Name,
                Property = sentence,
                Verdict = Name(verdict),
                Steps = PathOf(verdict) is { } path ? Steps(path).Length : (int?)null,
                States = report.Tally.Unique,
                report.Tally.Generated,
                report.Tally.Depth,
            });
            if (verdict.IsNeverWitnessed)
                screen.Answer($"{PolicyModule.name(options.Policy)}: violated: {sentence}: nothing shows it in all {Count(report.Tally.Unique)} states");
            if (verdict is Verdict<CheckedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>>.Violated { Item: var way })
                Tell(sentence, property.IsProgress ? Ending.NewMissed(sentence) : Ending.NewBroken(sentence), way);
        }
        Conclude(report, options, screen);
        if (options.Growth)
            screen.Table(["values", "part of the state"], growth.Rows.Select(row => (IReadOnlyList<string>)[Count(row.Values), row.Name]));

        return cancellation.IsCancellationRequested ? ExitCode.Interrupted
            : !Report.failures(report).IsEmpty ? ExitCode.Failed
            : Report.passed(report) ? ExitCode.Done
            : ExitCode.Unknown;

        // Those that a model takes as one are told one by one.
        FSharpList<TraceStep<TTimer>> Steps(
            Path<CheckedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> path) =>
            ActionPath.steps(world, options.Network, path);

        void Tell(
            string sentence, Ending ending,
            Path<CheckedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> path)
        {
            var steps = Steps(path);
            var length = path.Loop is { IsSome: true, Value: var start }
                ? $"the steps from number {Steps(new(path.First, ListModule.Take(start, path.Steps), path.Loop)).Length + 1} on can repeat forever"
                : $"{steps.Length} steps";
            screen.Answer($"{PolicyModule.name(options.Policy)}: violated: {sentence}. {length}:");
            var told = SimulationModule.told(subject, title, Trace.ofSteps(subject, ending, steps));
            screen.Answer(told.Sentence);
            var diagram = SequenceDiagramModule.ofChronicle(screen.Verbose ? told.Timeline : TimelineModule.withoutNotices(told.Timeline));
            screen.Draw(TerminalDiagram.lines(Drawing.Style(null, screen), diagram));
            if (options.Trace?.Value is { } file)
                File.WriteAllText(file, Drawing.IsPage(file) ? HtmlDiagram.print(diagram)
                    : file.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? SvgDiagram.print(diagram)
                    : TraceFile.print(told.Trace));
            if (options.EmitTest?.Value is { } test)
                File.WriteAllText(test, told.Test);
        }
    }

    private static void Conclude<TState, TAction>(Report<TState, TAction> report, CheckOptions options, Screen screen)
    {
        var tally = report.Tally;
        var size = $"{Count(tally.Unique)} states (depth {tally.Depth})";
        var good = report.Verdicts.Count(each => each.Item2.IsHolds || each.Item2.IsWitnessed);
        var open = report.Verdicts.Count(each => each.Item2.IsUnknown);
        if (report.Extent.IsExhaustive)
            screen.Answer($"{PolicyModule.name(options.Policy)}: {good} {(good == 1 ? "property holds" : "properties hold")} in all {size}");
        else if (report.Extent is Extent.CutBy { Item: var limit })
            screen.Answer($"{PolicyModule.name(options.Policy)}: unknown: {open} {(open == 1 ? "property" : "properties")}; the search was cut by {Name(limit)} after {size}");
    }

    private static Path<TState, TAction>? PathOf<TState, TAction>(Verdict<TState, TAction> verdict) => verdict switch
    {
        Verdict<TState, TAction>.Violated violated => violated.Item,
        Verdict<TState, TAction>.Witnessed witnessed => witnessed.Item,
        _ => null,
    };

    private static string Name<TState, TAction>(Verdict<TState, TAction> verdict) =>
        verdict.IsHolds ? "holds"
        : verdict.IsWitnessed ? "witnessed"
        : verdict.IsViolated ? "violated"
        : verdict.IsNeverWitnessed ? "never witnessed"
        : "unknown";

    private static string Name(Limit limit) =>
        limit == Limit.States ? "--max-states"
        : limit == Limit.Memory ? "--max-memory"
        : limit == Limit.Time ? "--max-time"
        : "an interruption";

    private static string Words(SearchProgress progress) =>
        $"{Count(progress.Unique)} states of {Count(progress.Generated)} steps, {Count((long)progress.Rate)} states/s, "
        + $"depth {progress.Depth}, {Count(progress.Bytes >> 20)} MB";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
