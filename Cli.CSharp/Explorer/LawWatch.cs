using Microsoft.FSharp.Collections;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification.Exploring;
using PeerFunctional.Verification.Laws;

namespace PeerFunctional.Cli.Explorer;

/// <summary>How the clauses of a law stand along the steps of one tree. Used under the session's turn.</summary>
internal sealed class LawWatch
{
    /// <summary>Positions in memory; the others are made again.</summary>
    private const int MostKept = 1_000;

    private readonly string text;
    private readonly PositionTree.Root root;
    private readonly Position first;
    private readonly Dictionary<int, Position> kept = [];

    private LawWatch(string text, PositionTree.Root root, Position first)
    {
        this.text = text;
        this.root = root;
        this.first = first;
    }

    /// <summary>The watch of a law on a tree; null where the text is no law there.</summary>
    public static LawWatch? Of(string text, PositionTree.Root root)
    {
        var start = root.Start;
        if (PeerFunctional.Systems.tryFind(start.System) is not { IsSome: true, Value.Laws: { IsSome: true, Value: var exercise } }) return null;
        var parsed = LawParser.parse(exercise.Vocabulary, text);
        if (!parsed.IsOk) return null;
        return exercise.Scenario.Invoke(parsed.ResultValue).Invoke(start.Policy).Invoke(start.World) is { IsSome: true, Value: var scenario }
            ? new(text, root, PositionModule.start(scenario, start.Assumptions))
            : null;
    }

    public bool IsOf(string otherText, PositionTree.Root other) => text == otherText && root == other;

    /// <summary>The clauses at the end of a path.</summary>
    /// <exception cref="RpcException">The steps cannot be taken in the law's world.</exception>
    public PropertyView[] At(List<PositionTree.Node> path)
    {
        var position = PositionAt(path);
        return
        [
            .. position.Properties.Value.Select((property, index) => PropertyView.Of(index, property, position) with { Missing = null })
                .Where(property => property.Sentence.Length > 0),
        ];
    }

    private Position PositionAt(List<PositionTree.Node> path)
    {
        var known = path.FindLastIndex(node => kept.ContainsKey(node.Id));
        var position = known < 0 ? first : kept[path[known].Id];
        var choices = ListModule.OfSeq(path.Skip(Math.Max(known, 0) + 1).Select(node => node.Choice));
        if (kept.Count > MostKept) kept.Clear();
        var way = ExplorerLink.Value(Exploration.follow(choices, position));
        var last = way.IsEmpty ? position : ListModule.Last(way);
        kept[path[^1].Id] = last;
        return last;
    }
}
