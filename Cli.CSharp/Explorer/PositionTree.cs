using Microsoft.FSharp.Collections;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>
/// The positions of a session by their numbers. Few of them are in memory; the others are made again from the nearest one above them.
/// Used under one lock.
/// </summary>
internal sealed class PositionTree
{
    /// <summary>Trees at a time; a further one takes the place of the oldest.</summary>
    public const int MostTrees = 16;

    /// <summary>Nodes of one tree.</summary>
    public const int MostNodes = 100_000;

    /// <summary>Positions in memory besides those at every so many steps.</summary>
    private const int MostKept = 512;

    private const int BetweenMarks = 64;

    private readonly Dictionary<int, Node> nodes = [];
    private readonly Dictionary<(int Parent, int Choice), int> children = [];
    private readonly Dictionary<int, Position> marks = [];
    private readonly Dictionary<int, LinkedListNode<(int Id, Position Position)>> kept = [];
    private readonly LinkedList<(int Id, Position Position)> recent = new();
    private readonly Queue<Root> roots = [];
    private int last;

    /// <summary>Where a tree begins.</summary>
    public sealed class Root(ExplorationStart start)
    {
        public ExplorationStart Start => start;

        public List<int> Nodes { get; } = [];
    }

    /// <summary>A position by its number: the choice that leads to it from its parent.</summary>
    public sealed record Node(int Id, int? Parent, int Choice, int Depth, Root Root);

    /// <summary>Begins a tree.</summary>
    public Node Begin(ExplorationStart start, Position position)
    {
        if (roots.Count == MostTrees) Forget(roots.Dequeue());
        var root = new Root(start);
        roots.Enqueue(root);
        return Add(new(++last, null, 0, 0, root), position);
    }

    /// <exception cref="RpcException">The number is not one of a position, or of one that is not held any more.</exception>
    public Node Find(int id) => nodes.GetValueOrDefault(id)
        ?? throw new RpcException($"Position {id} is not held any more: open its link again.");

    /// <summary>The node of a choice at a node; the same one each time.</summary>
    /// <exception cref="RpcException">There is no such choice.</exception>
    public Node Take(Node node, int choice) =>
        children.TryGetValue((node.Id, choice), out var known) ? nodes[known] : Add(node, choice, After(PositionOf(node), choice));

    /// <summary>Adds the positions of a way behind a node; answers their nodes.</summary>
    public List<Node> Add(Node node, IEnumerable<Position> way)
    {
        var added = new List<Node>();
        foreach (var position in way)
        {
            var choice = position.Place;
            node = children.TryGetValue((node.Id, choice), out var known) ? nodes[known] : Add(node, choice, position);
            added.Add(node);
        }

        return added;
    }

    /// <summary>The nodes from the first one to this one, both included.</summary>
    public List<Node> Path(Node node)
    {
        var path = new List<Node>();
        for (Node? at = node; at is not null; at = Parent(at)) path.Add(at);
        path.Reverse();
        return path;
    }

    public Node? Parent(Node node) => node.Parent is { } parent ? Find(parent) : null;

    /// <summary>The position of a node, made again if it is not in memory.</summary>
    public Position PositionOf(Node node)
    {
        var missing = new Stack<Node>();
        var at = node;
        Position? position;
        while ((position = Held(at)) is null)
        {
            missing.Push(at);
            at = Parent(at)!;
        }

        while (missing.TryPop(out var next)) Keep(next, position = After(position, next.Choice));
        return position;
    }

    /// <summary>A position as a text.</summary>
    public string LinkOf(Node node, Position position) => ScheduleModule.print(new(
        node.Root.Start, ListModule.OfSeq(Path(node).Skip(1).Select(each => each.Choice)), position.Digest));

    private static Position After(Position position, int choice) =>
        position.Take.Invoke(choice) is { IsSome: true, Value: var next }
            ? next
            : throw new RpcException($"Unknown action {choice}: this position offers {position.Choices.Value.Length}.");

    private Node Add(Node parent, int choice, Position position)
    {
        if (parent.Root.Nodes.Count >= MostNodes)
            throw new RpcException($"This tree has {MostNodes:N0} positions, which is the most: open its link in another tab to go on.");
        var node = Add(new(++last, parent.Id, choice, parent.Depth + 1, parent.Root), position);
        children[(parent.Id, choice)] = node.Id;
        return node;
    }

    private Node Add(Node node, Position position)
    {
        nodes[node.Id] = node;
        node.Root.Nodes.Add(node.Id);
        Keep(node, position);
        return node;
    }

    private Position? Held(Node node)
    {
        if (marks.TryGetValue(node.Id, out var mark)) return mark;
        if (!kept.TryGetValue(node.Id, out var place)) return null;
        recent.Remove(place);
        recent.AddFirst(place);
        return place.Value.Position;
    }

    private void Keep(Node node, Position position)
    {
        if (node.Depth % BetweenMarks == 0)
        {
            marks[node.Id] = position;
            return;
        }

        kept[node.Id] = recent.AddFirst((node.Id, position));
        if (recent.Count <= MostKept) return;
        kept.Remove(recent.Last!.Value.Id);
        recent.RemoveLast();
    }

    private void Forget(Root root)
    {
        foreach (var id in root.Nodes)
        {
            if (nodes.Remove(id, out var node) && node.Parent is { } parent) children.Remove((parent, node.Choice));
            marks.Remove(id);
            if (kept.Remove(id, out var place)) recent.Remove(place);
        }
    }
}
