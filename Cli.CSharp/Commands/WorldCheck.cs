using System.Globalization;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Search;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>Searches one world, and tells what it found of each property.</summary>
internal sealed class WorldCheck<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>(
    Scenario<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore> subject,
    CheckOptions options, string ordinal, CheckFiles files, Screen screen)
{
    private readonly string? policy = subject.Policy is { IsSome: true, Value: var one } ? PeerPoliciesModule.name(one) : null;

    /// <summary>Those that the search made use of.</summary>
    private FSharpList<Reduction> reductions = options.Reductions;

    private string? resumedFile;

    /// <summary>States that are taken from the file of a stopped search as it has them.</summary>
    private long resumed;

    private string Prefix => policy is null ? "" : $"{policy}: ";

    /// <summary>What the verdicts rest on, beside the world.</summary>
    private IEnumerable<string> Believed =>
        resumed == 0 ? Assumed : Assumed.Append($"{Count(resumed)} states as '{resumedFile}' has them");

    private IEnumerable<string> Assumed =>
        (options.Fairness.IsStrong
            ? AssumptionsModule.words(options.Assumptions).Append("what is possible again and again happens in the end")
            : AssumptionsModule.words(options.Assumptions))
        .Concat(reductions.Select(ReductionModule.assumption));

    /// <summary>What the options give up.</summary>
    private string GivenUp =>
        (options.IsSafety ? "; the goal was not asked for" : "")
        + (options.Search.IsDepthFirst ? "; depth first, so counterexamples need not be the shortest" : "")
        + (reductions.Contains(Reduction.Order) ? "; reduced, so counterexamples need not be the shortest" : "");

    /// <summary>Tells this search from others: two of one name take the same steps.</summary>
    private string SearchName(Model<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> model) =>
        string.Join("; ", ((IEnumerable<string>)["peer-search 1", subject.System, subject.Name, policy ?? ""])
            .Concat(Assumed)
            .Concat(model.Properties.Select(Property.sentence))
            .Append(Certifying<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>.Machine));

    public WorldReport Run(SearchOptions search, CancellationToken cancellation)
    {
        var growth = new StateSpaceProfile<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>>(
            state => WorldModel.components(subject.World, state));
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            var searched = ReducedSearch.Run(
                options.Reductions, reductions => ReducedModel.ofWorld(reductions, subject.World, options.Assumptions, subject.Properties),
                model => Searched(options.IsSafety ? Model.safety(model) : model, search, growth, cancellation),
                (reduction, reason) => screen.Story($"** --reduce {ReductionModule.name(reduction)} does not fit world {subject.Name}: {reason}"));
            using var finished = searched.Finished;
            reductions = searched.Reductions;
            return Told(finished, searched.Report, growth, started);
        }
        catch (InvalidDataException problem) when (resumed > 0)
        {
            throw new IOException($"{resumedFile}: other-machine: {problem.Message}; delete the file to start again", problem);
        }
    }

    private FinishedSearch<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> Searched(
        Model<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> model, SearchOptions search,
        StateSpaceProfile<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>> growth, CancellationToken cancellation)
    {
        resumedFile = files.Resumed.Next();
        var resume = ResumedSearch.Of(resumedFile, SearchName(model), screen);
        resumed = resume?.From?.States ?? 0;
        return StateSearch.Search(
            model, search with { Resume = resume }, progress => screen.Status(Words(progress)), options.Growth ? growth.Note : null, TimeProvider.System,
            cancellation);
    }

    private WorldReport Told(
        FinishedSearch<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> finished,
        CheckReport<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> report,
        StateSpaceProfile<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>> growth, long started)
    {
        screen.Status("");

        var seconds = Math.Round(TimeProvider.System.GetElapsedTime(started).TotalSeconds, 3);
        var told = new WorldReport(
            subject.System, subject.Name, subject.Policy, ListModule.OfSeq(Believed), ListModule.OfSeq(Tell(report).ToList()), seconds);
        foreach (var ((_, verdict), property) in report.Verdicts.Zip(told.Properties)) Show(told, property, verdict, report);
        screen.Object(new { Id = WorldReportModule.id(told), told.Seconds });
        Conclude(report);
        if (files.Certificates is { } certificates)
            new Certifying<TState, TTimer, TMessage, TCommand, TAnswer, TAsk, TNotice, TStore>(subject, options.Assumptions, certificates, screen).Write(finished);
        if (options.Growth)
            screen.Table(["values", "part of the state"], growth.Rows.Select(row => (IReadOnlyList<string>)[Count(row.Values), row.Name]));
        return told;
    }

    private IEnumerable<PropertyReport> Tell(
        CheckReport<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> report)
    {
        foreach (var (property, verdict) in report.Verdicts)
        {
            var sentence = Property.sentence(property);
            yield return new(sentence, verdict switch
            {
                { IsUnknown: true } => PropertyFinding.NewUnknown(Cut(report.Extent)),
                { IsNeverWitnessed: true } => NeverWitnessed(sentence, report.Counts),
                Verdict<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>>.Violated { Item: var path } =>
                    Violated(sentence, property.IsProgress ? Ending.NewMissed(sentence) : Ending.NewBroken(sentence), path),
                _ => PropertyFinding.Passed,
            });
        }
    }

    private PropertyFinding NeverWitnessed(string sentence, StateCounts counts)
    {
        var words = $"none of all {Count(counts.Unique)} states shows it";
        screen.Paragraph($"{Prefix}violated: {sentence}: {words}");
        return PropertyFinding.NewViolated(new(words, [], FSharpValueOption<int>.ValueNone, null, []));
    }

    private PropertyFinding Violated(
        string sentence, Ending ending,
        Path<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> path)
    {
        var steps = Steps(path);
        var length = path.Loop is { IsSome: true, Value: var start }
            ? $"The steps from number {Steps(new(path.First, ListModule.Take(start, path.Steps), path.Loop)).Length + 1} on can repeat for ever"
            : steps.Length == 1 ? "1 step" : $"{steps.Length} steps";
        screen.Paragraph($"{Prefix}violated: {sentence}. {length}:");
        var trace = Trace.under(options.Assumptions, Trace.ofSteps(subject, ending, steps));
        var told = SimulationModule.fated(
            RunFatesModule.ofTrace(subject, trace),
            SimulationModule.told(subject, $"{subject.System}, {subject.Name}: {subject.About}", trace));
        var drawn = screen.Verbose ? told.Timeline : TimelineModule.withoutNotices(told.Timeline);
        screen.Paragraph(told.Sentence);
        screen.Draw(TerminalDiagram.lines(DiagramOutput.Style(null, screen), SequenceDiagramModule.ofTimeline(drawn)));
        if (files.SpecTraces.Next() is { } file)
        {
            WholeFile.WriteText(file, told.Itf.Invoke(null!));
            screen.Story($"** wrote '{file}'");
        }
        return PropertyFinding.NewViolated(ToldCounterexample.Write(sentence, told, drawn, files.Traces, files.Tests, files.Captures, screen));
    }

    // Those that a model takes as one are told one by one.
    private FSharpList<TraceStep<TTimer>> Steps(
        Path<CollapsedState<TState, TTimer, TMessage, TAsk, TStore>, CheckedAction<TTimer, TMessage>> path) =>
        ActionPath.steps(subject.World, options.Assumptions, path);

    private void Show<TSearched, TAction>(
        WorldReport world, PropertyReport property, Verdict<TSearched, TAction> verdict, CheckReport<TSearched, TAction> report)
    {
        var counts = report.Counts;
        var counterexample = (property.Finding as PropertyFinding.Violated)?.Item;
        screen.Object(new
        {
            Id = WorldReportModule.propertyId(world, property.Sentence),
            world.System,
            world.World,
            Policy = policy,
            Property = property.Sentence,
            Verdict = Name(verdict),
            Limit = verdict.IsUnknown && report.Extent is SearchExtent.CutBy { Item: var limit } ? Name(limit).TrimStart('-') : null,
            counterexample?.Sentence,
            Steps = ToldCounterexample.StepObjects(counterexample),
            NoReturn = ToldCounterexample.NoReturn(counterexample),
            Trace = counterexample?.Trace?.Value,
            Mends = ToldCounterexample.MendObjects(counterexample),
            States = counts.Unique,
            counts.Generated,
            counts.Depth,
            MissedStateChance = StateCountsModule.chanceOfMissed(counts),
            Assumptions = new AssumptionFields(options.Assumptions)
            {
                Fairness = FairnessModule.name(options.Fairness),
                Reductions = [.. reductions.Select(ReductionModule.name)],
                ResumedFrom = resumed == 0 ? null : resumedFile,
                ResumedStates = resumed == 0 ? null : resumed,
            },
        });
    }

    private void Conclude<TSearched, TAction>(CheckReport<TSearched, TAction> report)
    {
        var counts = report.Counts;
        var size = $"{Count(counts.Unique)} states (depth {counts.Depth}) of world {subject.Name}";
        var good = report.Verdicts.Count(each => each.Item2.IsHolds || each.Item2.IsWitnessed);
        var open = report.Verdicts.Count(each => each.Item2.IsUnknown);
        if (report.Extent.IsExhaustive)
            screen.Paragraph($"{Prefix}{good} {(good == 1 ? "property holds" : "properties hold")} in all {size}; chance of a missed state below {Missed(counts)}{GivenUp}");
        else if (report.Extent.IsCutBy)
            screen.Paragraph($"{Prefix}unknown: {open} {(open == 1 ? "property" : "properties")}: {Cut(report.Extent)} after {size}{Shown(good)}{GivenUp}");
        foreach (var (property, verdict) in report.Verdicts)
        {
            var line = $"  {Name(verdict)}: {Property.sentence(property)}";
            if (verdict.IsUnknown) screen.Paragraph(line);
            else if (verdict.IsHolds || verdict.IsWitnessed) screen.AnswerDetail(line);
        }
        screen.Paragraph($"  assumed: {string.Join("; ", Believed)}");
    }

    /// <summary>What a search that was cut has found out all the same.</summary>
    private static string Shown(int good) => good switch { 0 => "", 1 => "; 1 property is shown by a state", _ => $"; {good} properties are shown by states" };

    /// <summary>The next power of ten.</summary>
    private static string Missed(StateCounts counts) =>
        $"1e{(int)Math.Ceiling(Math.Log10(StateCountsModule.chanceOfMissed(counts)))}";

    private static string Cut(SearchExtent extent) =>
        extent is SearchExtent.CutBy { Item: var limit } ? limit == SearchLimit.Chance ? "random walks do not visit all states" : $"{Name(limit)} ended the search" : "the search ended before it visited all states";

    private static string Name<TSearched, TAction>(Verdict<TSearched, TAction> verdict) =>
        verdict.IsHolds ? "holds"
        : verdict.IsWitnessed ? "witnessed"
        : verdict.IsViolated ? "violated"
        : verdict.IsNeverWitnessed ? "never witnessed"
        : "unknown";

    private static string Name(SearchLimit limit) =>
        limit == SearchLimit.States ? "--max-states"
        : limit == SearchLimit.Memory ? "--max-memory"
        : limit == SearchLimit.Time ? "--max-time"
        : limit == SearchLimit.Chance ? "--search random-walk"
        : "an interruption";

    /// <summary>How far a search is. How many states there are is known only at its end, so no share of them is told.</summary>
    private string Words(SearchProgress progress) =>
        $"{ordinal}{Count(progress.Unique)} states found, {Count(progress.Waiting)} in the queue, depth {progress.Depth}, "
        + $"{Count((long)progress.Rate)} states/s, {Count(progress.Bytes >> 20)} MB";

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
