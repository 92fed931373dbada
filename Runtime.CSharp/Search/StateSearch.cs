using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>Checks a model.</summary>
public static class StateSearch
{
    /// <summary>Sees the model's states, all of them where no limit cuts it, and answers each property.</summary>
    /// <param name="model">What is checked.</param>
    /// <param name="options">In which order, with how many threads and until when.</param>
    /// <param name="tell">Hears a few times a second how far it is.</param>
    /// <param name="visit">Sees every different state once, on any worker's thread.</param>
    /// <param name="clock">For the time limit and the rate.</param>
    /// <param name="cancellation">Cuts the search; what it found so far is answered.</param>
    /// <exception cref="InvalidDataException">It goes on with a stopped search that is not one of this model.</exception>
    public static CheckReport<TState, TAction> Run<TState, TAction>(
        Model<TState, TAction> model, SearchOptions options, Action<SearchProgress>? tell = null,
        Action<TState>? visit = null, TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        using var finished = Search(model, options, tell, visit, clock, cancellation);
        return finished.Report;
    }

    /// <summary>As <see cref="Run"/>, and keeps the states for those who ask what the report rests on.</summary>
    public static FinishedSearch<TState, TAction> Search<TState, TAction>(
        Model<TState, TAction> model, SearchOptions options, Action<SearchProgress>? tell = null,
        Action<TState>? visit = null, TimeProvider? clock = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1);
        var space = new StateSpace<TState, TAction>(model);
        var monitor = new PropertyMonitor<TState>(space.Model.Properties);
        var graph = new StepGraph();
        var budget = new SearchBudget(options, tell, clock ?? TimeProvider.System, cancellation);
        var visited = new VisitedStates();

        if (options.Strategy is Strategy.RandomWalks walks)
        {
            var chance = new RandomWalks<TState, TAction>(space, visited, monitor, visit, budget);
            return new(space, visited, graph, Conclude(chance.Run(walks), index => chance[index], (_, _) => null));
        }

        var extent = options.Strategy is Strategy.DepthFirst
            ? new DepthFirst<TState, TAction>(space, visited, monitor, graph, visit, budget).Run()
            : ByLevels(new(space, visited, monitor, graph, visit, options.Workers, budget));
        if (monitor.NeedsSteps)
            graph.Link();
        return new(space, visited, graph, Conclude(extent, index => space.Along(visited.WayTo(monitor.Found(index))), Loop));

        CheckReport<TState, TAction> Conclude(
            SearchExtent extent, Func<int, Path<TState, TAction>> found, Func<SearchExtent, int, Path<TState, TAction>?> loop)
        {
            var verdicts = monitor.Properties.Select((property, index) =>
                (property, VerdictOn(property, extent, monitor.Found(index) == 0 ? null : found(index), () => loop(extent, index))));
            return new(extent, budget.Counts, ListModule.OfSeq(verdicts));
        }

        SearchExtent ByLevels(BreadthFirst<TState, TAction> levels)
        {
            var extent = levels.Run(options.Resume?.From);
            if (extent.IsCutBy && options.Resume is { } resume && levels.Stop(resume.Name) is { } stopped)
                resume.Stopped(stopped);
            return extent;
        }

        // A search that had no more memory, or nobody who waits for it, does not begin to look for loops.
        Path<TState, TAction>? Loop(SearchExtent extent, int property) =>
            extent is SearchExtent.CutBy { Item: var limit } && (limit == SearchLimit.Memory || limit == SearchLimit.Interruption)
                ? null
                : Lasso.Find(graph, property, options.Fairness) is { } lasso
                    ? Rerun(space, graph, visited, lasso)
                    : null;
    }

    private static Verdict<TState, TAction> VerdictOn<TState, TAction>(
        Property<TState> property, SearchExtent extent, Path<TState, TAction>? trace, Func<Path<TState, TAction>?> loop)
    {
        var isWhole = extent.IsExhaustive;
        return property switch
        {
            Property<TState>.Sometimes =>
                trace is not null ? Verdict<TState, TAction>.NewWitnessed(trace)
                : isWhole ? Verdict<TState, TAction>.NeverWitnessed
                : Verdict<TState, TAction>.Unknown,
            Property<TState>.Always => Broken(trace),
            Property<TState>.Progress => Broken(trace ?? loop()),
            _ => throw new InvalidOperationException($"no verdict on {property}"),
        };

        Verdict<TState, TAction> Broken(Path<TState, TAction>? trace) =>
            trace is not null ? Verdict<TState, TAction>.NewViolated(trace)
            : isWhole ? Verdict<TState, TAction>.Holds
            : Verdict<TState, TAction>.Unknown;
    }

    /// <summary>Takes the way to a loop and every step around it again.</summary>
    private static Path<TState, TAction> Rerun<TState, TAction>(
        StateSpace<TState, TAction> space, StepGraph graph, VisitedStates visited, Lasso lasso)
    {
        var way = space.Along(visited.WayTo(graph.FingerprintOf(lasso.Start)));
        var steps = way.Steps.ToList();
        var at = steps.Count == 0 ? way.First : steps[^1].Item2;
        foreach (var (target, key) in lasso.Steps)
        {
            var step = space.Step(at, step =>
                !space.Model.IsFault.Invoke(step.Action)
                && space.FingerprintOf(step.State) == graph.FingerprintOf(target)
                && space.Model.FairnessKey.Invoke(step.Action) == graph.KeyOf(key));
            steps.Add(step);
            at = step.Item2;
        }
        return new(way.First, ListModule.OfSeq(steps), FSharpValueOption<int>.NewValueSome(way.Steps.Length));
    }
}
