using System.Globalization;
using Microsoft.FSharp.Collections;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Search;
using PeerFunctional.SneakerNet;
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
        screen.Answer("sneakernet");
        foreach (var situation in Worlds.situations)
        {
            screen.Answer($"  --world {situation.Name,-12} {situation.About}");
            screen.Object(new { System = "sneakernet", World = situation.Name, situation.About });
        }
        foreach (var law in Sentences(Worlds.laws(Policy.Recovering, Worlds.situations.Head)))
            screen.Answer($"  property  {law}");
        return Task.FromResult(ExitCode.Done);
    }

    public static Task<int> Run(string system, CheckOptions options, Screen screen, CancellationToken cancellation)
    {
        if (Worlds.situations.FirstOrDefault(situation => situation.Name == options.World) is not { } situation)
            return Task.FromResult(screen.Fail(
                $"check: {system} has no world '{options.World}': use {string.Join(", ", Worlds.situations.Select(each => each.Name))}"));
        var world = Worlds.world(options.Policy, situation);
        return Task.FromResult(Check(
            world, Worlds.laws(options.Policy, situation), $"{system}, {situation.Name}: {situation.About}",
            (moves, ending) => Sentence.tell(situation, world, moves, ending),
            sentence =>
            {
                var arguments = $"{options.Policy} (Worlds.situations |> List.find (fun situation -> situation.Name = \"{situation.Name}\"))";
                return new(
                    ListModule.OfSeq(["PeerFunctional.SneakerNet"]), sentence, $"Worlds.world {arguments}", $"Worlds.laws {arguments}");
            },
            options, screen, cancellation));
    }

    private static int Check<TState, TAddress, TTimer, TMessage, TRequest, TEffect, TStore>(
        World<TState, TAddress, TTimer, TMessage, TRequest, TEffect, TStore> world,
        Laws<Scene<TState, TAddress, TTimer, TEffect, TStore>> laws, string title,
        Func<FSharpList<TimedMove<TTimer>>, Ending, string> summary, Func<string, TestSource> source,
        CheckOptions options, Screen screen,
        CancellationToken cancellation)
    {
        var model = SceneModel.create(world, options.Network, options.Faults, laws);
        var growth = new GrowthReport<Configuration<TState, TAddress, TTimer, TMessage, TEffect, TStore>>(
            state => SceneModel.components(world, options.Network, state));
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
                Policy = options.Policy.ToString(),
                options.World,
                Property = sentence,
                Verdict = Name(verdict),
                Steps = TraceOf(verdict) is { } way ? Moves(way).Length : (int?)null,
                States = report.Tally.Unique,
                report.Tally.Generated,
                report.Tally.Depth,
            });
            if (verdict.IsNeverWitnessed)
                screen.Answer($"{options.Policy}: violated: {sentence}: nothing shows it in all {Count(report.Tally.Unique)} states");
            if (verdict is Verdict<Configuration<TState, TAddress, TTimer, TMessage, TEffect, TStore>, Occurrence<TAddress, TTimer, TMessage>>.Violated { Item: var trace })
                Tell(sentence, property.IsProgress ? Ending.NewMissed(sentence) : Ending.NewBroken(sentence), trace);
        }
        Conclude(report, options, screen);
        if (options.Growth)
            screen.Table(["values", "part of the state"], growth.Rows.Select(row => (IReadOnlyList<string>)[Count(row.Values), row.Name]));

        return cancellation.IsCancellationRequested ? ExitCode.Interrupted
            : !Report.failures(report).IsEmpty ? ExitCode.Failed
            : Report.passed(report) ? ExitCode.Done
            : ExitCode.Unknown;

        // A move is a step: those that a model takes as one are told one by one.
        FSharpList<TimedMove<TTimer>> Moves(
            Trace<Configuration<TState, TAddress, TTimer, TMessage, TEffect, TStore>, Occurrence<TAddress, TTimer, TMessage>> trace) =>
            SceneMoves.ofTrace(world, options.Network, trace);

        void Tell(
            string sentence, Ending ending,
            Trace<Configuration<TState, TAddress, TTimer, TMessage, TEffect, TStore>, Occurrence<TAddress, TTimer, TMessage>> trace)
        {
            var moves = Moves(trace);
            var length = trace.Loop is { IsSome: true, Value: var start }
                ? $"the steps from number {Moves(new(trace.First, ListModule.Take(start, trace.Steps), trace.Loop)).Length + 1} on can repeat forever"
                : $"{moves.Length} steps";
            screen.Answer($"{options.Policy}: violated: {sentence}. {length}:");
            var told = summary(moves, ending);
            screen.Answer(told);
            var chronicle = Retelling.tell(world, title, told, FSharpList<Fault>.Empty, moves);
            var diagram = DiagramModule.ofChronicle(screen.Verbose ? chronicle : ChronicleModule.withoutNotices(chronicle));
            Drawing.Print(TerminalDiagram.lines(Drawing.Style(null, screen), diagram), screen);
            if (options.Trace?.Value is { } file)
                File.WriteAllText(file, Drawing.IsPage(file) ? HtmlDiagram.print(diagram)
                    : file.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? SvgDiagram.print(diagram)
                    : string.Join('\n', [title, $"violated: {sentence}", .. Story.lines(chronicle), ""]));
            if (options.EmitTest?.Value is { } test)
                File.WriteAllText(test, TestSourceModule.print(source(sentence), moves));
        }
    }

    private static void Conclude<TState, TAction>(Report<TState, TAction> report, CheckOptions options, Screen screen)
    {
        var tally = report.Tally;
        var size = $"{Count(tally.Unique)} states (depth {tally.Depth})";
        var good = report.Verdicts.Count(each => each.Item2.IsHolds || each.Item2.IsWitnessed);
        var open = report.Verdicts.Count(each => each.Item2.IsUnknown);
        if (report.Extent.IsExhaustive)
            screen.Answer($"{options.Policy}: {good} {(good == 1 ? "property holds" : "properties hold")} in all {size}");
        else if (report.Extent is Extent.CutBy { Item: var limit })
            screen.Answer($"{options.Policy}: unknown: {open} {(open == 1 ? "property" : "properties")}; the search was cut by {Name(limit)} after {size}");
    }

    private static Trace<TState, TAction>? TraceOf<TState, TAction>(Verdict<TState, TAction> verdict) => verdict switch
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

    private static IEnumerable<string> Sentences<TScene>(Laws<TScene> laws) =>
        [.. laws.Always.Select(law => law.Sentence), .. laws.Sometimes.Select(law => law.Sentence), laws.Goal.Sentence];

    private static string Words(SearchProgress progress) =>
        $"{Count(progress.Unique)} states of {Count(progress.Generated)} steps, {Count((long)progress.Rate)} states/s, "
        + $"depth {progress.Depth}, {Count(progress.Bytes >> 20)} MB";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
