namespace PeerFunctional.Runtime.Search;

/// <summary>Why no fair way misses a goal that holds: a rank for each state without it that no step raises, and in each rank a step that stays
/// possible and leads down.</summary>
internal sealed class StateRanks : IDisposable
{
    private readonly StepGraph graph;
    private readonly Components components;
    private readonly FingerprintTable numbers = new();
    private readonly Dictionary<int, int> helpers = [];

    public StateRanks(StepGraph graph, int property)
    {
        this.graph = graph;
        components = new(graph, property);
        foreach (var part in components.Parts)
            helpers[components.RankOf(part[0])] = Lasso.Neglected(graph, components, part)
                ?? throw new InvalidOperationException("a goal that holds has no fair way around it");
        numbers.Reserve(graph.Count);
        for (var state = 0; state < graph.Count; state++)
            numbers.Add(graph.FingerprintOf(state), (ulong)state);
    }

    /// <summary>The rank of a state that was expanded, and the key of its helper; none at the goal.</summary>
    public (int Rank, ulong? Helper) Of(ulong fingerprint)
    {
        numbers.TryGet(fingerprint, out var number);
        var state = (int)number;
        var rank = components.RankOf(state);
        return rank == 0 ? (0, null) : (rank, graph.KeyOf(helpers.TryGetValue(rank, out var key) ? key : graph.Keys(state)[0]));
    }

    public void Dispose() => numbers.Dispose();
}
