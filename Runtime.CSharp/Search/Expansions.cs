using System.Runtime.InteropServices;
using Microsoft.FSharp.Collections;

namespace PeerFunctional.Runtime.Search;

/// <summary>States with their steps that are no faults, as fingerprints, in the order in which they were expanded.</summary>
internal sealed class Expansions
{
    private readonly List<ulong> states = [];
    private readonly List<uint> goals = [];
    private readonly List<int> degrees = [];
    private readonly List<ulong> targets = [];
    private readonly List<ulong> keys = [];

    public ReadOnlySpan<ulong> States => CollectionsMarshal.AsSpan(states);

    /// <summary>A bit for each progress property whose goal the state is.</summary>
    public ReadOnlySpan<uint> Goals => CollectionsMarshal.AsSpan(goals);

    /// <summary>How many steps each state has.</summary>
    public ReadOnlySpan<int> Degrees => CollectionsMarshal.AsSpan(degrees);

    public ReadOnlySpan<ulong> Targets => CollectionsMarshal.AsSpan(targets);

    /// <summary>The steps' keys to fair scheduling.</summary>
    public ReadOnlySpan<ulong> Keys => CollectionsMarshal.AsSpan(keys);

    /// <summary>Notes a state and its steps, and whether it is an end that is no goal. A state that is every goal needs no
    /// steps: no way on from it can miss one.</summary>
    public void Note<TState, TAction>(
        StateSpace<TState, TAction> space, PropertyMonitor<TState> monitor, TState state, ulong fingerprint,
        FSharpList<(TAction, TState)> steps, List<ulong> successors, ulong[] hits)
    {
        var goal = monitor.GoalsOf(state);
        states.Add(fingerprint);
        goals.Add(goal);
        degrees.Add(0);
        if (monitor.IsEveryGoal(goal))
            return;

        var index = 0;
        for (var rest = steps; !rest.IsEmpty; rest = rest.Tail, index++)
        {
            if (space.Model.IsFault.Invoke(rest.Head.Item1))
                continue;
            targets.Add(successors[index]);
            keys.Add(space.Model.FairnessKey.Invoke(rest.Head.Item1));
            degrees[^1]++;
        }
        if (degrees[^1] == 0)
            monitor.LookAtEnd(goal, fingerprint, hits);
    }

    public void Clear()
    {
        states.Clear();
        goals.Clear();
        degrees.Clear();
        targets.Clear();
        keys.Clear();
    }
}
