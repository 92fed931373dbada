using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>What a search found, with the states that it rests on until it is disposed.</summary>
public sealed class FinishedSearch<TState, TAction> : IDisposable
{
    private readonly StateSpace<TState, TAction> space;
    private readonly VisitedStates visited;
    private readonly StepGraph graph;

    internal FinishedSearch(StateSpace<TState, TAction> space, VisitedStates visited, StepGraph graph, CheckReport<TState, TAction> report) =>
        (this.space, this.visited, this.graph, Report) = (space, visited, graph, report);

    public CheckReport<TState, TAction> Report { get; }

    /// <summary>All states of a search that was exhaustive, each on the way by which it was found; the model runs again for each. Where a
    /// progress property holds, with ranks and helpers.</summary>
    /// <exception cref="InvalidDataException">It went on with a stopped search that is not one of this model.</exception>
    public IEnumerable<ListedState<TAction>> States()
    {
        var progress = Report.Verdicts.ToList().FindIndex(each => each.Item1.IsProgress && each.Item2.IsHolds);
        using var ranks = progress < 0 ? null : new StateRanks(graph, progress);
        var place = 0;
        var way = new Stack<Frame>();
        foreach (var initial in space.Model.Initial.Where(state => visited.ParentOf(space.FingerprintOf(state)) == 0))
        {
            yield return Enter(initial, -1, FSharpValueOption<TAction>.None);
            while (way.TryPeek(out var frame))
            {
                if (frame.NextChild(space, visited) is { } step)
                    yield return Enter(step.Item2, frame.Place, FSharpValueOption<TAction>.Some(step.Item1));
                else
                    way.Pop();
            }
        }
        if (place != visited.Count) throw new InvalidDataException($"the machine reaches {place:N0} of {visited.Count:N0} visited states");

        ListedState<TAction> Enter(TState state, int parent, FSharpValueOption<TAction> step)
        {
            var fingerprint = space.FingerprintOf(state);
            var steps = space.Successors(state);
            way.Push(new(place++, fingerprint, steps));
            var (rank, key) = ranks?.Of(fingerprint) ?? (0, null);
            return new(parent, step, rank, key is { } helper ? FSharpValueOption<TAction>.Some(Helping(state, helper)) : FSharpValueOption<TAction>.None);
        }
    }

    public void Dispose() => visited.Dispose();

    private TAction Helping(TState state, ulong key) =>
        space.Step(state, step => !space.Model.IsFault.Invoke(step.Action) && space.Model.FairnessKey.Invoke(step.Action) == key).Action;

    /// <summary>A state on the way to the one that is listed now.</summary>
    private sealed class Frame(int place, ulong fingerprint, FSharpList<(TAction, TState)> steps)
    {
        private readonly HashSet<ulong> listed = [];
        private FSharpList<(TAction, TState)> rest = steps;

        public int Place => place;

        /// <summary>The next step to a state that was first reached from this one.</summary>
        public (TAction, TState)? NextChild(StateSpace<TState, TAction> space, VisitedStates visited)
        {
            while (!rest.IsEmpty)
            {
                var step = rest.Head;
                rest = rest.Tail;
                var child = space.FingerprintOf(step.Item2);
                if (visited.ParentOf(child) == fingerprint && listed.Add(child))
                    return step;
            }
            return null;
        }
    }
}
