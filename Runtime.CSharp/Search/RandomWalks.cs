using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>Ways by chance, from an initial state each. They can find, never prove.</summary>
internal sealed class RandomWalks<TState, TAction>(
    StateSpace<TState, TAction> space, VisitedStates visited, PropertyMonitor<TState> monitor, Action<TState>? visit, SearchBudget budget)
{
    private readonly Dictionary<int, Path<TState, TAction>> traces = [];
    private readonly ulong[] hits = monitor.NewHits();

    /// <summary>The walk that decided a property.</summary>
    public Path<TState, TAction> this[int property] => traces[property];

    public SearchExtent Run(Strategy.RandomWalks walks)
    {
        var random = new Random(walks.Seed);
        for (var walk = 0; walk < walks.Walks && !space.Model.Initial.IsEmpty; walk++)
        {
            if (Walk(random, walks.Length) is { } extent)
                return extent;
        }
        return SearchExtent.NewCutBy(SearchLimit.Chance);
    }

    private SearchExtent? Walk(Random random, int length)
    {
        var first = space.Model.Initial[random.Next(space.Model.Initial.Length)];
        var steps = new List<(TAction, TState)>();
        var at = first;
        budget.Generated++;
        for (var count = 0; ; count++)
        {
            var possible = space.Successors(at);
            Look(first, steps, at, possible);
            budget.Depth = Math.Max(budget.Depth, count);
            if (monitor.AllDecided)
                return SearchExtent.Decided;
            if (budget.Reached(visited.Bytes, 1) is { } limit)
                return SearchExtent.NewCutBy(limit);
            if (possible.IsEmpty || count == length)
                return null;

            var step = possible[random.Next(possible.Length)];
            steps.Add(step);
            at = step.Item2;
            budget.Generated++;
        }
    }

    private void Look(
        TState first, List<(TAction, TState)> steps, TState at, FSharpList<(TAction Action, TState State)> possible)
    {
        var fingerprint = space.FingerprintOf(at);
        if (!visited.Add(fingerprint, 0))
            return;
        budget.Unique++;
        visit?.Invoke(at);
        monitor.Look(at, fingerprint, hits);
        if (possible.All(step => space.Model.IsFault.Invoke(step.Action)))
            monitor.LookAtEnd(monitor.GoalsOf(at), fingerprint, hits);
        monitor.Settle(hits);
        for (var property = 0; property < monitor.Properties.Count; property++)
        {
            if (monitor.Found(property) == fingerprint)
                traces.TryAdd(property, new(first, ListModule.OfSeq(steps), FSharpValueOption<int>.None));
        }
    }
}
