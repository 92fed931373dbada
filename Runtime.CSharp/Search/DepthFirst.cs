using Microsoft.FSharp.Collections;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>One way to its end before the next: little waits, and traces are long.</summary>
internal sealed class DepthFirst<TState, TAction>(
    StateSpace<TState, TAction> space, VisitedStates visited, PropertyMonitor<TState> monitor, StepGraph graph, Action<TState>? visit,
    SearchBudget budget)
{
    private const int StepsBetweenLooks = 1024;
    // What one state on the way takes, without what it refers to.
    private const int FrameBytes = 16;

    private readonly Stack<(ulong Fingerprint, FSharpList<(TAction, TState)> Steps)> way = [];
    private readonly List<ulong> fingerprints = [];
    private readonly Expansions expansions = new();
    private readonly ulong[] hits = monitor.NewHits();

    public SearchExtent Run()
    {
        foreach (var state in space.Model.Initial)
        {
            budget.Generated++;
            Enter(state, 0);
            while (way.TryPop(out var at))
            {
                if (budget.Generated % StepsBetweenLooks == 0 || budget.StatesLeft <= 0)
                {
                    if (budget.Reached(visited.Bytes + (FrameBytes * way.Count), way.Count + 1) is { } limit)
                        return SearchExtent.NewCutBy(limit);
                }
                if (monitor.AllDecided)
                    return SearchExtent.Decided;
                if (at.Steps.IsEmpty)
                    continue;
                way.Push((at.Fingerprint, at.Steps.Tail));
                budget.Generated++;
                Enter(at.Steps.Head.Item2, at.Fingerprint);
            }
        }
        budget.Reached(visited.Bytes, 0);
        return monitor.AllDecided ? SearchExtent.Decided : SearchExtent.Exhaustive;
    }

    private void Enter(TState state, ulong parent)
    {
        var fingerprint = space.FingerprintOf(state);
        if (!visited.Add(fingerprint, parent))
            return;
        budget.Unique++;
        monitor.Look(state, fingerprint, hits);
        visit?.Invoke(state);
        var steps = space.Taken(state, visited);
        if (monitor.NeedsSteps)
        {
            fingerprints.Clear();
            for (var rest = steps; !rest.IsEmpty; rest = rest.Tail)
                fingerprints.Add(space.FingerprintOf(rest.Head.Item2));
            expansions.Note(space, monitor, state, fingerprint, steps, fingerprints, hits);
            graph.Append(expansions);
            expansions.Clear();
        }
        monitor.Settle(hits);
        budget.Depth = Math.Max(budget.Depth, way.Count);
        way.Push((fingerprint, steps));
    }
}
