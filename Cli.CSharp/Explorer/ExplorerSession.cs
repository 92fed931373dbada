using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>What a page can ask for. Each page has a session with positions of its own.</summary>
/// <param name="beginning">What the command line named.</param>
[RpcTarget]
internal sealed class ExplorerSession(Beginning beginning) : IDisposable
{
    private const string OneMachine = "one machine";

    /// <summary>How long a walk takes, or a look at the steps before a position for its fates.</summary>
    private const long MostMilliseconds = 3_000;

    /// <summary>How long one search for fates takes.</summary>
    private const long MostFateMilliseconds = 10_000;

    /// <summary>Searches of a session at a time.</summary>
    private const int MostSearches = 2;

    private static readonly FSharpFunc<string, FSharpFunc<FSharpValueOption<PeerPolicies>, FSharpFunc<string, FSharpResult<IScenario, Malformation>>>> Scenarios =
        FuncConvert.FromFunc<string, FSharpValueOption<PeerPolicies>, string, FSharpResult<IScenario, Malformation>>(PeerFunctional.Systems.find);

    private readonly PositionTree tree = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly SemaphoreSlim fating = new(1, 1);
    private readonly CancellationTokenSource ended = new();
    private readonly List<ViolationSearch> searches = [];
    private LawWatch? watch;
    private int asked;

    public SystemView[] Systems() =>
    [
        .. PeerFunctional.Systems.all.Select(system => new SystemView(
            system.Name, StartView.Policies(system), [.. system.Worlds.Select(world => new WorldView(world.Item1, world.Item2))], system.MostPeers,
            system.LeastThings, system.MostThings)),
    ];

    /// <summary>The name of a world of so many peers, each with so many events, items or calls.</summary>
    public string Sized(string system, int peers, int things) =>
        PeerFunctional.Systems.tryFind(system) is not { IsSome: true, Value: var owner }
            ? throw new RpcException($"Unknown system '{system}'.")
            : peers < 2 || peers > owner.MostPeers || things < owner.LeastThings || things > owner.MostThings
            ? throw new RpcException($"A world of {system} has 2 to {owner.MostPeers:N0} peers, and {owner.LeastThings} to {owner.MostThings:N0} things of each.")
            : owner.Crowd.Invoke(peers).Invoke(things);

    /// <summary>What the command line named.</summary>
    public Task<Opened> First() => InTurn(() => beginning.Trace is { } trace ? Open(trace) : beginning.Link is { } link ? Open(link) : Opened(beginning.Start ?? new StartView().ToStart()));

    /// <summary>The capture that the command line named; null where it named none.</summary>
    public CaptureSession? Capture() => beginning.Capture is { } capture ? new(capture) : null;

    public Task<Opened> Open(StartView start) => InTurn(() => Opened(start.ToStart()));

    public Task<Opened> OpenLink(string text) => InTurn(() => Open(ExplorerLink.Parse(text)));

    public Task<Stepped> Step(int id, int action) => InTurn(() =>
    {
        var before = tree.Find(id);
        var earlier = tree.PositionOf(before);
        var node = tree.Take(before, action);
        var position = tree.PositionOf(node);
        return new Stepped(StepView.Of(node, position, earlier), View(node, position, earlier));
    });

    public Task<PositionView> Position(int id) => InTurn(() => View(tree.Find(id)));

    /// <summary>All fields of a peer, by its place.</summary>
    public Task<RowView[]> Details(int id, int peer) => InTurn(() =>
    {
        var node = tree.Find(id);
        var peers = tree.PositionOf(node).Nodes.Value;
        var before = tree.Parent(node) is { } parent ? tree.PositionOf(parent).Nodes.Value : null;
        return peer >= 0 && peer < peers.Length
            ? PeerView.DetailsOf(peers[peer], before?[peer])
            : throw new RpcException($"Unknown peer {peer}: the world has {peers.Length}.");
    });

    public Task<Walked> RandomWalk(int id, int steps, long seed) => InTurn(() =>
        steps is < 1 or > Exploration.MaxSteps
            ? throw new RpcException($"A walk has 1 to {Exploration.MaxSteps:N0} steps.")
            : Walk(tree.Find(id), (goesOn, position) => Exploration.randomWalk(steps, unchecked((ulong)seed), goesOn, position)));

    public Task<Walked> RunToQuiet(int id) => InTurn(() => Walk(tree.Find(id), Exploration.runToQuiet));

    /// <summary>What can still become of each property; beside everything else, because it sees many states. The last question counts.</summary>
    public async Task<FateView[]> Fates(int id)
    {
        var number = Interlocked.Increment(ref asked);
        await fating.WaitAsync(ended.Token);
        try
        {
            RequireLast(number);
            var path = await InTurn(() => tree.Path(tree.Find(id)));
            var fates = await FatesOf(path[^1]);
            var views = new FateView[fates.Length];
            var needed = new Dictionary<int, string?>();
            var until = Environment.TickCount64 + MostMilliseconds;
            foreach (var (place, fate) in fates.Index())
            {
                var (since, isFirst) = FateView.IsStuck(fate) ? await StuckSince(place, path, number, until) : (default(int?), true);
                var lacks = FateView.IsStuck(fate) ? await LackedInTheEnd(place, path[^1]) : null;
                if (since is > 0 and var lost && !needed.ContainsKey(lost)) needed[lost] = await NeededBehind(path[lost - 1], path[lost], until);
                views[place] = FateView.Of(place, fate, since, lacks) with { LostAtLatest = !isFirst, Needed = since is > 0 and var at ? needed[at] : null };
            }
            return views;
        }
        finally
        {
            fating.Release();
        }
    }

    /// <summary>Searches behind a position, beside everything else.</summary>
    public Task<ViolationSearch> FindViolation(int id, SearchWishes wishes, Func<Progress, Task> hear) => InTurn(() =>
    {
        var node = tree.Find(id);
        searches.RemoveAll(search => search.Result().IsCompleted);
        if (searches.Count >= MostSearches) throw new RpcException($"A page has {MostSearches} searches at a time: cancel one, or wait for its end.");
        var search = new ViolationSearch(tree.PositionOf(node), wishes.Checked(), RpcStub.Dup(hear), found => InTurn(() => Tell(node, found)), ended.Token);
        searches.Add(search);
        return search;
    });

    public LessonView[] Lessons() => LessonView.All();

    /// <summary>The world of a lesson, with all peers started.</summary>
    public Task<Opened> OpenLesson(string system, string name) => InTurn(() =>
    {
        var (owner, lesson) = Lesson(system, name);
        return Opened(LessonHintModule.start(owner, lesson));
    });

    /// <summary>The next step to a lesson's aim.</summary>
    public Task<HintView> Hint(int id, string system, string name) => InTurn(() =>
    {
        var node = tree.Find(id);
        var way = tree.Path(node).Select(tree.PositionOf).ToArray();
        return HintView.Of(LessonHintModule.next(HintSearch.Engine, Lesson(system, name).Lesson, ListModule.OfArray(way)), way);
    });

    /// <summary>The words for laws on a system, and their grades.</summary>
    public LawDesk Laws(string system) => new(system, ended.Token);

    /// <summary>How the clauses of a law stand at a position; null where the text is no law of its world.</summary>
    public Task<PropertyView[]?> LawAt(int id, string text) => InTurn(() =>
    {
        var node = tree.Find(id);
        if (watch?.IsOf(text, node.Root) != true) watch = LawWatch.Of(text, node.Root);
        return watch?.At(tree.Path(node));
    });

    public Task<ComparisonView> Compare(int id, string policy) => InTurn(() => Compared(tree.Find(id), policy));

    public Task<Exported> Export(int id, string kind) => InTurn(() =>
    {
        var node = tree.Find(id);
        return ExplorerExport.Of(node.Root.Start, tree.PositionOf(node), kind);
    });

    public void Dispose() => ended.Cancel();

    private async Task<ExploredFate[]> FatesOf(PositionTree.Node node)
    {
        var position = await InTurn(() => tree.PositionOf(node));
        return await Task.Run(() => position.Fates.Value.ToArray(), ended.Token);
    }

    /// <summary>The depth from which a property stays as it is unless another fault happens, and whether it is known that it does not from
    /// the step before on.</summary>
    private async Task<(int? Depth, bool IsFirst)> StuckSince(int place, List<PositionTree.Node> path, int number, long until)
    {
        for (var first = path.Count - 1; first > 0; first--)
        {
            RequireLast(number);
            if (Environment.TickCount64 > until) return (path[first].Depth, false);
            var before = (await FatesOf(path[first - 1]))[place];
            if (!FateView.IsStuck(before)) return (path[first].Depth, !ExploredFateModule.isUnknown(before));
        }
        return (path[0].Depth, true);
    }

    private void RequireLast(int number)
    {
        if (number != Volatile.Read(ref asked)) throw new RpcException("A later question took the place of this one.");
    }

    /// <summary>What a goal that is lost lacks in the end; null of another property.</summary>
    private async Task<string?> LackedInTheEnd(int place, PositionTree.Node node)
    {
        var position = await InTurn(() => tree.PositionOf(node));
        return await Task.Run(
            () => position.Properties.Value[place].Kind.IsGoal && Exploration.lackedInTheEnd(position) is { IsSome: true, Value: var words } ? TerminalText.show(words) : null,
            ended.Token);
    }

    /// <summary>Which messages a step keeps from being sent; null where that is not found in time.</summary>
    private async Task<string?> NeededBehind(PositionTree.Node before, PositionTree.Node after, long until)
    {
        var (one, other) = await InTurn(() => (tree.PositionOf(before), tree.PositionOf(after)));
        return await Task.Run(
            () => Consequence.sentence(FuncConvert.FromFunc(() => Environment.TickCount64 < until && !ended.IsCancellationRequested), one, other)
                is { IsSome: true, Value: var words } ? TerminalText.show(words) : null,
            ended.Token);
    }

    /// <summary>One call after the other, beside the session's own work.</summary>
    private async Task<T> InTurn<T>(Func<T> work)
    {
        await turn.WaitAsync(ended.Token);
        try
        {
            return await Task.Run(work, ended.Token);
        }
        finally
        {
            turn.Release();
        }
    }

    private Opened Opened(ExplorationStart start) => Begin(start, [FirstOf(start)]);

    private Opened Open(Schedule link)
    {
        var first = FirstOf(link.Start);
        Position[] all = [first, .. ExplorerLink.Value(Exploration.follow(link.Choices, first))];
        ExplorerLink.RequireDigest(link, all[^1]);
        return Begin(link.Start, all);
    }

    private Opened Open(Trace<string> trace)
    {
        var (start, way) = ExplorerLink.Value(Exploration.ofTrace(Scenarios, trace));
        var first = FirstOf(start);
        Position[] all = [first, .. ExplorerLink.Value(Exploration.follow(ListModule.OfSeq(way.Skip(1).Select(position => position.Place)), first))];
        return Begin(start, all, ExplorerLink.NoteOn(trace, all[^1]));
    }

    private Opened Begin(ExplorationStart start, Position[] all, string? note = null)
    {
        var root = tree.Begin(start, all[0]);
        List<PositionTree.Node> nodes = [root, .. tree.Add(root, all.Skip(1))];
        return new(
            StartView.Of(start), $"{start.System}, {start.World}: {AboutOf(start)}", [.. all[0].Peers],
            [.. OtherPolicies(start)], Steps(nodes, all, before: null), View(nodes[^1], all[^1], all.Length > 1 ? all[^2] : null), note, StartView.HasUsers(start));
    }

    private Position FirstOf(ExplorationStart start) => PositionModule.startWhile(
        FuncConvert.FromFunc(GoesOn), ExplorerLink.Value(PeerFunctional.Systems.find(start.System, start.Policy, start.World)), start.Assumptions);

    /// <summary>A search for fates goes on for its time, and no longer than its page is open.</summary>
    private FSharpFunc<int, bool> GoesOn()
    {
        var until = Environment.TickCount64 + MostFateMilliseconds;
        return FuncConvert.FromFunc<int, bool>(_ => Environment.TickCount64 < until && !ended.IsCancellationRequested);
    }

    private static string AboutOf(ExplorationStart start) =>
        ProtocolSystemModule.about(ExplorerLink.Value(PeerFunctional.Systems.find(start.System, start.Policy, start.World)));

    private static IEnumerable<string> OtherPolicies(ExplorationStart start) =>
        StartView.Policies(PeerFunctional.Systems.tryFind(start.System).Value).Where(policy => policy != PolicyOf(start));

    private static string PolicyOf(ExplorationStart start) =>
        start.Policy is { IsSome: true, Value: var policies } ? PeerPoliciesModule.name(policies) : OneMachine;

    /// <summary>Walks for a few seconds at most, and no longer than the page is there: the steps of a large world cost much memory.</summary>
    private Walked Walk(PositionTree.Node from, Func<FSharpFunc<Unit, bool>, Position, ValueTuple<FSharpList<Position>, Rest>> walk)
    {
        var start = tree.PositionOf(from);
        var until = Environment.TickCount64 + MostMilliseconds;
        var (way, reason) = walk(FuncConvert.FromFunc(() => Environment.TickCount64 < until && !ended.IsCancellationRequested), start);
        Position[] all = [.. way];
        var nodes = tree.Add(from, all);
        return new(
            Steps(nodes, all, start),
            nodes.Count == 0 ? View(from) : View(nodes[^1], all[^1], all.Length > 1 ? all[^2] : start),
            reason.IsEnd ? "end" : reason.IsGoal ? "goal" : reason.IsRepeats ? "repeats" : "limit");
    }

    private Found Tell(PositionTree.Node from, FoundViolation found)
    {
        if (found.Violation is not { IsSome: true, Value: var violated })
            return ViolationSearch.TellNone(found);
        var start = tree.PositionOf(from);
        Position[] all = [.. ExplorerLink.Value(Exploration.follow(violated.Choices, start))];
        var nodes = tree.Add(from, all);
        var last = all.Length == 0 ? start : all[^1];
        return new(
            "violated", ViolationSearch.Sentence(last, violated), violated.Property, found.Counts.Unique, found.Counts.Depth,
            Steps(nodes, all, start), all.Length == 0 ? View(from) : View(nodes[^1], last, all.Length > 1 ? all[^2] : start),
            violated.Loop is { IsSome: true, Value: var loop } ? from.Depth + loop : null);
    }

    private ComparisonView Compared(PositionTree.Node node, string policy)
    {
        var start = node.Root.Start;
        if (!OtherPolicies(start).Contains(policy)) throw new RpcException($"{start.System} cannot be compared with the policy '{policy}'.");
        var other = new ExplorationStart(start.System, start.World, PeerPoliciesModule.tryParse(policy), start.Assumptions);
        var path = tree.Path(node);
        Position[] left = [.. path.Select(tree.PositionOf)];
        var right = FirstOf(other);
        var compared = Exploration.compare(ListModule.OfArray(left), right);
        var root = tree.Begin(other, right);
        Position[] all = [.. compared.Right];
        List<PositionTree.Node> nodes = [root, .. tree.Add(root, all.Skip(1))];
        RowPairView[] rows = [.. compared.Rows.Select(row => new RowPairView(
            Nullable(row.Left), Nullable(row.Right), row.IsSame, row.Skipped is { IsSome: true, Value: var skipped } ? TerminalText.show(skipped) : null))];
        var first = Nullable(compared.FirstDifference);
        return new(
            new(PolicyOf(start), Steps(path, left, null), View(node)),
            new(policy, Steps(nodes, all, null), View(nodes[^1])),
            rows, first, first is { } place ? ExplorerLink.Difference(rows[place], policy, left, all) : "Both sent messages of the same kinds in every step, and kept the same properties.");
    }

    private static (ProtocolSystem Owner, Lesson Lesson) Lesson(string system, string name) =>
        PeerFunctional.Systems.tryFind(system) is { IsSome: true, Value: var owner } && owner.Lessons.FirstOrDefault(each => each.Name == name) is { } lesson
            ? (owner, lesson)
            : throw new RpcException($"{system} has no lesson '{name}'.");

    private static int? Nullable(FSharpValueOption<int> value) => value.IsSome ? value.Value : null;

    private static StepView[] Steps(List<PositionTree.Node> nodes, Position[] positions, Position? before) =>
        [.. nodes.Zip(positions).Select((pair, place) => StepView.Of(pair.First, pair.Second, place == 0 ? before : positions[place - 1]))];

    private PositionView View(PositionTree.Node node) =>
        View(node, tree.PositionOf(node), tree.Parent(node) is { } parent ? tree.PositionOf(parent) : null);

    private PositionView View(PositionTree.Node node, Position position, Position? before) =>
        PositionView.Of(node, position, before, tree.LinkOf(node, position));
}
