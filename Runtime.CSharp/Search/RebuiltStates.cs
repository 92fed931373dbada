namespace PeerFunctional.Runtime.Search;

/// <summary>States by their fingerprints, made again along the ways by which a search found them.</summary>
internal sealed class RebuiltStates<TState, TAction>
{
    private readonly Dictionary<ulong, TState> states = [];

    /// <param name="space">Takes the steps.</param>
    /// <param name="visited">The ways.</param>
    /// <param name="wanted">The states, by their fingerprints.</param>
    /// <exception cref="InvalidDataException">A way is not one of the machine.</exception>
    public RebuiltStates(StateSpace<TState, TAction> space, VisitedStates visited, IEnumerable<ulong[]> wanted)
    {
        var ends = wanted.SelectMany(part => part).ToHashSet();
        var passed = Ways(visited, ends);
        var met = new HashSet<ulong>();
        var open = new Stack<(ulong Fingerprint, TState State)>();
        foreach (var state in space.Model.Initial) Meet(state, 0);
        while (open.TryPop(out var at))
        {
            for (var rest = space.Successors(at.State); !rest.IsEmpty; rest = rest.Tail)
                Meet(rest.Head.Item2, at.Fingerprint);
        }
        if (states.Count != ends.Count) throw new InvalidDataException($"the machine reaches {states.Count:N0} of {ends.Count:N0} states that wait");

        void Meet(TState state, ulong parent)
        {
            var fingerprint = space.FingerprintOf(state);
            if (!visited.TryGetParent(fingerprint, out var first) || first != parent) return;
            if (!met.Add(fingerprint)) return;
            if (ends.Contains(fingerprint)) states.Add(fingerprint, state);
            if (passed.Contains(fingerprint)) open.Push((fingerprint, state));
        }
    }

    public TState this[ulong fingerprint] => states[fingerprint];

    /// <summary>The states on the ways to these, without their ends.</summary>
    private static HashSet<ulong> Ways(VisitedStates visited, HashSet<ulong> ends)
    {
        var passed = new HashSet<ulong>();
        foreach (var end in ends)
        {
            for (var at = visited.ParentOf(end); at != 0 && passed.Add(at);)
                at = visited.ParentOf(at);
        }
        return passed;
    }
}
