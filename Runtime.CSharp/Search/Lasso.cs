using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>A fair way around states that are no goal: around them forever, every step that stays possible is taken.</summary>
/// <param name="Start">A state's number.</param>
/// <param name="Steps">Where each step leads and its key, from <paramref name="Start"/> and back to it.</param>
internal sealed record Lasso(int Start, IReadOnlyList<(int Target, int Key)> Steps)
{
    /// <summary>The lasso around the state that was found first, if there is one.</summary>
    public static Lasso? Find(StepGraph graph, int property, Fairness fairness)
    {
        if (fairness.IsStrong) return FindStrong(graph, property);
        var components = new Components(graph, property);
        var first = components.Parts
            .Where(part => Neglected(graph, components, part) is null)
            .OrderBy(part => part.Min())
            .FirstOrDefault();
        return first is null ? null : Around(graph, components, first.Min(), Fairness.Weak);
    }

    /// <summary>As long as every part refuses a step that is possible in it, the states where it is possible are left out (Emerson and Lei 1985).</summary>
    private static Lasso? FindStrong(StepGraph graph, int property)
    {
        var isLeft = Enumerable.Repeat(true, graph.Count).ToArray();
        while (true)
        {
            var components = new Components(graph, property, isLeft);
            if (components.Parts.Count == 0) return null;
            var refused = components.Parts.Select(part => (part, Refused(graph, components, part))).ToList();
            if (refused.Where(each => each.Item2.Count == 0).OrderBy(each => each.part.Min()).FirstOrDefault().part is { } fair)
                return Around(graph, components, fair.Min(), Fairness.Strong);
            Array.Fill(isLeft, false);
            foreach (var (part, keys) in refused)
            {
                foreach (var state in part)
                    isLeft[state] = !keys.Overlaps(graph.Keys(state).ToArray());
            }
        }
    }

    /// <summary>The keys of steps that are possible somewhere in the part, and never taken within it.</summary>
    private static HashSet<int> Refused(StepGraph graph, Components components, int[] part)
    {
        var possible = part.SelectMany(state => graph.Keys(state).ToArray()).ToHashSet();
        possible.ExceptWith(part.SelectMany(state => Inside(graph, components, state)).Select(step => step.Key));
        return possible;
    }

    /// <summary>The key of a step that is possible in every state of the part, yet never taken within it; null where there is none, so that a fair
    /// way goes around the part.</summary>
    public static int? Neglected(StepGraph graph, Components components, int[] part)
    {
        var always = new HashSet<int>(graph.Keys(part[0]).ToArray());
        var taken = new HashSet<int>();
        foreach (var state in part)
        {
            always.IntersectWith(graph.Keys(state).ToArray());
            taken.UnionWith(Inside(graph, components, state).Select(step => step.Key));
        }
        always.ExceptWith(taken);
        return always.Count == 0 ? null : always.Min();
    }

    /// <summary>Goes around once, and by a longer way as long as the way refuses a step that fairness asks for.</summary>
    private static Lasso Around(StepGraph graph, Components components, int start, Fairness fairness)
    {
        var way = Walk(graph, components, start, (target, _) => target == start);
        while (true)
        {
            var asked = new HashSet<int>(graph.Keys(start).ToArray());
            foreach (var (target, _) in way)
            {
                if (fairness.IsStrong) asked.UnionWith(graph.Keys(target).ToArray());
                else asked.IntersectWith(graph.Keys(target).ToArray());
            }
            asked.ExceptWith(way.Select(step => step.Key));
            if (asked.Count == 0)
                return new(start, way);

            var missing = asked.Min();
            way.AddRange(Walk(graph, components, start, (target, key) =>
                key == missing || (fairness.IsWeak && !graph.Keys(target).Contains(missing))));
            if (way[^1].Target != start)
                way.AddRange(Walk(graph, components, way[^1].Target, (target, _) => target == start));
        }
    }

    /// <summary>The shortest way within the part whose last step fits: one step at least.</summary>
    private static List<(int Target, int Key)> Walk(
        StepGraph graph, Components components, int from, Func<int, int, bool> fits)
    {
        var cameFrom = new Dictionary<int, (int Source, int Key)>();
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out var state))
        {
            foreach (var (target, key) in Inside(graph, components, state))
            {
                if (fits(target, key))
                    return [.. Back(cameFrom, from, state), (target, key)];
                if (target != from && cameFrom.TryAdd(target, (state, key)))
                    queue.Enqueue(target);
            }
        }
        throw new InvalidOperationException("a strongly connected part has a way between any two of its states");
    }

    private static IEnumerable<(int Target, int Key)> Back(
        Dictionary<int, (int Source, int Key)> cameFrom, int from, int to)
    {
        var way = new List<(int, int)>();
        for (var at = to; at != from; at = cameFrom[at].Source)
            way.Add((at, cameFrom[at].Key));
        way.Reverse();
        return way;
    }

    private static List<(int Target, int Key)> Inside(StepGraph graph, Components components, int state)
    {
        var steps = new List<(int, int)>();
        var targets = graph.Targets(state);
        var keys = graph.Keys(state);
        for (var step = 0; step < targets.Length; step++)
        {
            if (components.AreTogether(state, targets[step]))
                steps.Add((targets[step], keys[step]));
        }
        return steps;
    }
}
