using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Search;

/// <summary>The steps among states, without faults: states are numbered as they were expanded. 16 bytes a state and
/// 12 bytes a step while it grows.</summary>
internal sealed class StepGraph
{
    private readonly List<ulong> states = [];
    private readonly List<uint> goals = [];
    // Where each state's steps end; they begin where those of the state before end.
    private readonly List<int> ends = [];
    private readonly List<ulong> targets = [];
    private readonly List<int> keys = [];
    private readonly Dictionary<ulong, int> keyNumbers = [];
    private readonly List<ulong> keyValues = [];
    private int[] targetNumbers = [];

    public int Count => states.Count;

    public ulong FingerprintOf(int state) => states[state];

    public bool IsGoal(int state, int property) => (goals[state] & (1u << property)) != 0;

    /// <summary>The numbers of the states that one step leads to; -1 where it was never expanded. Only when linked.</summary>
    public ReadOnlySpan<int> Targets(int state) => targetNumbers.AsSpan(Start(state), ends[state] - Start(state));

    /// <summary>The steps' keys to fair scheduling, numbered.</summary>
    public ReadOnlySpan<int> Keys(int state) =>
        CollectionsMarshal.AsSpan(keys)[Start(state)..ends[state]];

    public ulong KeyOf(int number) => keyValues[number];

    public void Append(Expansions expansions)
    {
        states.AddRange(expansions.States);
        goals.AddRange(expansions.Goals);
        var end = targets.Count;
        foreach (var degree in expansions.Degrees)
            ends.Add(end += degree);
        targets.AddRange(expansions.Targets);
        foreach (var key in expansions.Keys)
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(keyNumbers, key, out var known);
            if (!known)
            {
                number = keyValues.Count;
                keyValues.Add(key);
            }
            keys.Add(number);
        }
    }

    /// <summary>How many arrays <see cref="ToArrays"/> makes.</summary>
    public const int Arrays = 6;

    /// <summary>All of it, before it is linked.</summary>
    public ulong[][] ToArrays() =>
    [
        [.. states], [.. goals.Select(goal => (ulong)goal)], [.. ends.Select(end => (ulong)end)],
        [.. targets], [.. keys.Select(key => (ulong)key)], [.. keyValues],
    ];

    /// <summary>Takes up what <see cref="ToArrays"/> made.</summary>
    /// <exception cref="InvalidDataException">The arrays do not fit each other.</exception>
    public void GoOn(ReadOnlySpan<ulong[]> before)
    {
        if (!IsOne(before)) throw new InvalidDataException("its steps do not fit its states");
        states.AddRange(before[0]);
        goals.AddRange(before[1].Select(goal => (uint)goal));
        ends.AddRange(before[2].Select(end => (int)end));
        targets.AddRange(before[3]);
        keys.AddRange(before[4].Select(key => (int)key));
        keyValues.AddRange(before[5]);
        for (var number = 0; number < keyValues.Count; number++)
            keyNumbers[keyValues[number]] = number;
    }

    /// <summary>Turns the fingerprints of the steps' targets into the numbers of states, once all are there.</summary>
    public void Link()
    {
        using var numbers = new FingerprintTable();
        numbers.Reserve(states.Count);
        for (var state = 0; state < states.Count; state++)
            numbers.Add(states[state], (ulong)state);

        targetNumbers = new int[targets.Count];
        for (var step = 0; step < targets.Count; step++)
            targetNumbers[step] = numbers.TryGet(targets[step], out var number) ? (int)number : -1;
        targets.Clear();
        targets.TrimExcess();
    }

    /// <summary>Whether the arrays have a goal and an end for each state, and a known key for each step.</summary>
    private static bool IsOne(ReadOnlySpan<ulong[]> arrays)
    {
        var (states, goals, ends, targets, keys, known) = (arrays[0], arrays[1], arrays[2], arrays[3], arrays[4], (ulong)arrays[5].Length);
        return states.Length == goals.Length && states.Length == ends.Length && targets.Length == keys.Length
            && ends.Zip(ends.Skip(1)).All(pair => pair.First <= pair.Second)
            && (ends.Length == 0 ? targets.Length == 0 : ends[^1] == (ulong)targets.Length)
            && Array.TrueForAll(keys, key => key < known);
    }

    private int Start(int state) => state == 0 ? 0 : ends[state - 1];
}
