using System.Runtime.InteropServices;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>Level by level, in rounds. First slices of the frontier are expanded, while nobody writes to the visited states;
/// then each part of them takes what is new and its own, slice by slice. So the order in which states are found does not
/// depend on the workers, and needs no lock.</summary>
internal sealed class BreadthFirst<TState, TAction>(
    StateSpace<TState, TAction> space, VisitedStates visited, PropertyMonitor<TState> monitor, StepGraph graph, Action<TState>? visit,
    int workers, SearchBudget budget)
{
    // A round is long enough to keep workers busy, and short enough to hear of Ctrl-C soon.
    private const int SliceLength = 64;
    private const int SlicesInRound = 64;

    private readonly ParallelOptions parallel = new() { MaxDegreeOfParallelism = workers };
    private readonly Slice[] slices = [.. Enumerable.Range(0, SlicesInRound).Select(_ => new Slice(monitor))];
    private readonly ulong[][] hits = [.. Enumerable.Range(0, VisitedStates.Parts).Select(_ => monitor.NewHits())];
    private List<Waiting>[] frontier = NewFrontier();
    private List<Waiting>[] next = NewFrontier();
    private long expanded;
    // Steps to the states of the frontier, and where in it the round begins that is not inserted.
    private int level = -1;
    private (int Part, int Start) unfinished;
    private bool isInserted;

    /// <summary>Searches, from the beginning or from where another search was stopped.</summary>
    public SearchExtent Run(StoppedSearch? stopped)
    {
        if (stopped is not null)
            return GoOn(stopped);

        foreach (var state in space.Model.Initial)
        {
            var fingerprint = space.FingerprintOf(state);
            slices[0].Fresh[VisitedStates.PartOf(fingerprint)].Add(new(fingerprint, 0, state));
            slices[0].Generated++;
        }
        if (Insert(1, depth: 0) is { } atStart)
            return atStart;

        return Levels();
    }

    /// <summary>The search as it is now, to go on with it later; null where nothing is visited yet.</summary>
    public StoppedSearch? Stop(string name) =>
        visited.Count == 0
            ? null
            : new(name, budget, level, monitor.ToArray(), visited,
                frontier.Select((part, index) => Fingerprints(part, index < unfinished.Part ? part.Count : index > unfinished.Part ? 0 : unfinished.Start)),
                next.Select(part => Fingerprints(part, 0)), graph);

    private static ulong[] Fingerprints(List<Waiting> states, int start) => [.. states.Skip(start).Select(state => state.Fingerprint)];

    private SearchExtent GoOn(StoppedSearch stopped)
    {
        (budget.Generated, budget.Depth, level) = (stopped.Generated, stopped.Depth, stopped.Level);
        visited.AddAll(stopped.Visited);
        budget.Unique = visited.Count;
        monitor.GoOn(stopped.Found);
        graph.GoOn(stopped.Graph);
        ulong[] decided = [.. stopped.Found.Where(found => found != 0)];
        var states = new RebuiltStates<TState, TAction>(space, visited, [.. stopped.Frontier, .. stopped.Next, decided]);
        foreach (var (index, found) in stopped.Found.Index())
        {
            if (found != 0 && !monitor.Decides(index, states[found], IsEnd(states[found])))
                throw new InvalidDataException($"the state {found:x16} does not decide '{Property.sentence(monitor.Properties[index])}'");
        }
        for (var part = 0; part < VisitedStates.Parts; part++)
        {
            frontier[part].AddRange(stopped.Frontier[part].Select(Wait));
            next[part].AddRange(stopped.Next[part].Select(Wait));
        }
        return budget.Reached(visited.Bytes, WaitingCount()) is { } limit ? SearchExtent.NewCutBy(limit) : Level() ?? Levels();

        Waiting Wait(ulong fingerprint) => new(fingerprint, states[fingerprint]);

        bool IsEnd(TState state) => space.Successors(state).All(step => space.Model.IsFault.Invoke(step.Item1));
    }

    private SearchExtent Levels()
    {
        while (next.Any(part => part.Count > 0))
        {
            (frontier, next) = (next, frontier);
            level++;
            if (Level() is { } extent)
                return extent;
        }
        return SearchExtent.Exhaustive;
    }

    /// <summary>Expands the states of the level that wait.</summary>
    private SearchExtent? Level()
    {
        if (ExpandLevel(level) is { } extent)
            return extent;
        foreach (var part in frontier) part.Clear();
        (expanded, unfinished) = (0, default);
        return null;
    }

    private SearchExtent? ExpandLevel(int depth)
    {
        var length = SliceLength;
        while (true)
        {
            var count = Take(length);
            if (count == 0)
                return null;
            ForEach(count, index => Expand(slices[index]));
            var fitting = Fitting(count);
            foreach (var slice in slices.AsSpan(Math.Max(1, fitting)..count)) slice.Clear();
            if (fitting == 0 && length > 1)
            {
                // So near to the limit of states, they are expanded one by one.
                slices[0].Clear();
                length = 1;
            }
            else if ((fitting == 0 ? InsertSome(depth + 1) : InsertRound(fitting, depth + 1)) is { } extent)
            {
                return extent;
            }
        }
    }

    /// <summary>The next slices of the frontier, of so many states each; answers how many.</summary>
    private int Take(int length)
    {
        var count = 0;
        var (part, start) = unfinished;
        for (; part < frontier.Length; (part, start) = (part + 1, 0))
        {
            while (start < frontier[part].Count)
            {
                if (count == SlicesInRound || (long)count * length >= budget.StatesLeft)
                    return count;
                var states = Math.Min(length, frontier[part].Count - start);
                slices[count++].Take(frontier[part], part, start, states);
                start += states;
            }
        }
        return count;
    }

    /// <summary>How many slices, from the first one on, found no more than may still be seen.</summary>
    private int Fitting(int count)
    {
        var left = budget.StatesLeft;
        for (var index = 0; index < count; index++)
        {
            left -= slices[index].Fresh.Sum(part => (long)part.Count);
            if (left < 0)
                return index;
        }
        return count;
    }

    private SearchExtent? InsertRound(int count, int depth)
    {
        var states = 0L;
        foreach (var slice in slices.AsSpan(0, count)) states += slice.States.Length;
        expanded += states;
        var extent = Insert(count, depth);
        if (isInserted)
            unfinished = slices[count - 1].End;
        return extent;
    }

    /// <summary>As much of what one state leads to as may still be seen. The state waits on, for the rest.</summary>
    private SearchExtent? InsertSome(int depth)
    {
        slices[0].Keep(budget.StatesLeft);
        return Insert(1, depth);
    }

    /// <summary>What the slices found, part by part; answers how far the search came where it is over.</summary>
    private SearchExtent? Insert(int count, int depth)
    {
        isInserted = false;
        if (budget.IsOver)
            return SearchExtent.NewCutBy(budget.Reached(visited.Bytes, WaitingCount()) ?? SearchLimit.Interruption);

        var more = 0L;
        for (var part = 0; part < VisitedStates.Parts; part++)
            more += visited[part].BytesToReserve(FreshIn(part, count));
        if (budget.Forbids(more))
            return SearchExtent.NewCutBy(SearchLimit.Memory);

        isInserted = true;
        ForEach(VisitedStates.Parts, part => InsertPart(part, count));
        for (var index = 0; index < count; index++)
        {
            budget.Generated += slices[index].Generated;
            monitor.Settle(slices[index].Hits);
            if (monitor.NeedsSteps) graph.Append(slices[index].Expansions);
            slices[index].Clear();
        }
        foreach (var found in hits)
            monitor.Settle(found);
        budget.Unique = visited.Count;
        if (next.Any(part => part.Count > 0))
            budget.Depth = depth;
        var limit = budget.Reached(visited.Bytes, WaitingCount());
        return monitor.AllDecided ? SearchExtent.Decided : limit is null ? null : SearchExtent.NewCutBy(limit);
    }

    private void Expand(Slice slice)
    {
        if (budget.IsOver)
            return;
        foreach (ref readonly var waiting in slice.States)
        {
            var steps = space.Taken(waiting.State, visited);
            var fingerprints = slice.Fingerprints;
            fingerprints.Clear();
            for (var rest = steps; !rest.IsEmpty; rest = rest.Tail)
            {
                var fingerprint = space.FingerprintOf(rest.Head.Item2);
                visited.Prefetch(fingerprint);
                fingerprints.Add(fingerprint);
            }
            slice.Generated += fingerprints.Count;

            var index = 0;
            for (var rest = steps; !rest.IsEmpty; rest = rest.Tail)
            {
                var fingerprint = fingerprints[index++];
                if (!visited.Contains(fingerprint))
                    slice.Fresh[VisitedStates.PartOf(fingerprint)].Add(new(fingerprint, waiting.Fingerprint, rest.Head.Item2));
            }
            if (monitor.NeedsSteps)
                slice.Expansions.Note(space, monitor, waiting.State, waiting.Fingerprint, steps, fingerprints, slice.Hits);
        }
    }

    private void InsertPart(int part, int count)
    {
        var table = visited[part];
        table.Reserve(FreshIn(part, count));
        for (var index = 0; index < count; index++)
        {
            foreach (ref readonly var found in CollectionsMarshal.AsSpan(slices[index].Fresh[part]))
            {
                if (!table.Add(found.Fingerprint, found.Parent))
                    continue;
                monitor.Look(found.State, found.Fingerprint, hits[part]);
                visit?.Invoke(found.State);
                next[part].Add(new(found.Fingerprint, found.State));
            }
        }
    }

    private long FreshIn(int part, int count)
    {
        var fresh = 0L;
        for (var index = 0; index < count; index++)
            fresh += slices[index].Fresh[part].Count;
        return fresh;
    }

    private long WaitingCount() => frontier.Sum(part => (long)part.Count) - expanded + next.Sum(part => (long)part.Count);

    private void ForEach(int count, Action<int> work)
    {
        if (workers > 1 && count > 1)
            Parallel.For(0, count, parallel, work);
        else
            for (var index = 0; index < count; index++) work(index);
    }

    private static List<Waiting>[] NewFrontier() => [.. Enumerable.Range(0, VisitedStates.Parts).Select(_ => new List<Waiting>())];

    private readonly record struct Waiting(ulong Fingerprint, TState State);

    private readonly record struct Fresh(ulong Fingerprint, ulong Parent, TState State);

    /// <summary>A stretch of the frontier, and what its expansion found.</summary>
    private sealed class Slice(PropertyMonitor<TState> monitor)
    {
        private List<Waiting> source = [];
        private int start;
        private int length;

        public List<Fresh>[] Fresh { get; } = [.. Enumerable.Range(0, VisitedStates.Parts).Select(_ => new List<Fresh>())];

        public List<ulong> Fingerprints { get; } = [];

        public Expansions Expansions { get; } = new();

        public ulong[] Hits { get; } = monitor.NewHits();

        public long Generated { get; set; }

        public ReadOnlySpan<Waiting> States => CollectionsMarshal.AsSpan(source).Slice(start, length);

        /// <summary>Where in the frontier the stretch ends.</summary>
        public (int Part, int Start) End { get; private set; }

        public void Take(List<Waiting> from, int part, int first, int count)
        {
            (source, start, length) = (from, first, count);
            End = (part, first + count);
        }

        /// <summary>Keeps so many of the states that were found, and nothing of the steps to them.</summary>
        public void Keep(long states)
        {
            foreach (var part in Fresh)
            {
                var kept = (int)Math.Min(part.Count, states);
                part.RemoveRange(kept, part.Count - kept);
                states -= kept;
            }
            ForgetSteps();
        }

        public void Clear()
        {
            foreach (var part in Fresh) part.Clear();
            ForgetSteps();
        }

        private void ForgetSteps()
        {
            Expansions.Clear();
            Array.Clear(Hits);
            Generated = 0;
        }
    }
}
