namespace PeerFunctional.Runtime.Search;

/// <summary>The strongly connected parts of the steps among states that are no goal (Tarjan), without those that hold no cycle.</summary>
internal sealed class Components
{
    private const int None = 0;

    private readonly StepGraph graph;
    private readonly int property;
    private readonly bool[]? isLeft;
    // In the order of the visit, from 1; and the part's number once it is complete, negative.
    private readonly int[] order;
    private readonly int[] lowest;
    private readonly List<int[]> parts = [];
    private int visits;
    private int complete;

    /// <param name="graph">The steps.</param>
    /// <param name="property">The progress property whose goals are left out.</param>
    /// <param name="isLeft">Whether a state takes part; null for all.</param>
    public Components(StepGraph graph, int property, bool[]? isLeft = null)
    {
        (this.graph, this.property, this.isLeft) = (graph, property, isLeft);
        order = new int[graph.Count];
        lowest = new int[graph.Count];
        for (var state = 0; state < graph.Count; state++)
        {
            if (order[state] == None && TakesPart(state))
                Visit(state);
        }
    }

    public IReadOnlyList<int[]> Parts => parts;

    /// <summary>From 1 for a state that is no goal: no step leads to a higher rank, and states of one part have one. 0 at the goal.</summary>
    public int RankOf(int state) => -order[state];

    /// <summary>Whether both states are in one part.</summary>
    public bool AreTogether(int state, int other) => other >= 0 && order[state] < 0 && order[state] == order[other];

    private bool TakesPart(int state) => !graph.IsGoal(state, property) && (isLeft is null || isLeft[state]);

    private void Visit(int root)
    {
        var open = new Stack<int>();
        var path = new Stack<(int State, int Step)>();
        Enter(root);
        while (path.TryPop(out var at))
        {
            var targets = graph.Targets(at.State);
            if (at.Step < targets.Length)
            {
                path.Push((at.State, at.Step + 1));
                var target = targets[at.Step];
                if (target < 0 || !TakesPart(target))
                    continue;
                if (order[target] == None)
                    Enter(target);
                else if (order[target] > 0)
                    lowest[at.State] = Math.Min(lowest[at.State], order[target]);
                continue;
            }

            if (path.TryPeek(out var before))
                lowest[before.State] = Math.Min(lowest[before.State], lowest[at.State]);
            if (lowest[at.State] == order[at.State])
                Complete(at.State);
        }

        void Enter(int state)
        {
            order[state] = lowest[state] = ++visits;
            open.Push(state);
            path.Push((state, 0));
        }

        void Complete(int state)
        {
            var part = new List<int>();
            complete--;
            do
            {
                part.Add(open.Peek());
                order[open.Peek()] = complete;
            }
            while (open.Pop() != state);
            if (part.Count > 1 || graph.Targets(state).Contains(state))
                parts.Add([.. part]);
        }
    }
}
