using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>A model as the search walks through it: its states by their fingerprints, its steps, its traces.</summary>
internal sealed class StateSpace<TState, TAction>
{
    private readonly FSharpFunc<TState, ulong> fingerprint;

    public StateSpace(Model<TState, TAction> model)
    {
        Model = Verification.Model.searched(model);
        fingerprint = Model.SymmetryFingerprint.IsSome ? Model.SymmetryFingerprint.Value : Model.Fingerprint;
    }

    public Model<TState, TAction> Model { get; }

    /// <summary>A state's fingerprint with all bits mixed (the finalizer of SplitMix64, one to one), but never 0.</summary>
    public ulong FingerprintOf(TState state)
    {
        var value = fingerprint.Invoke(state) + 0x9E3779B97F4A7C15UL;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        value ^= value >> 31;
        return value == 0 ? 1 : value;
    }

    public FSharpList<(TAction, TState)> Successors(TState state) => Model.Successors.Invoke(state);

    /// <summary>The steps that are taken from a state: enough of them where the model says which. A subset that leads to a
    /// state seen before is not taken, else the steps left out could be put off around a cycle forever.</summary>
    public FSharpList<(TAction, TState)> Taken(TState state, VisitedStates visited)
    {
        var all = Successors(state);
        if (Model.PersistentSet.IsNone || Model.PersistentSet.Value.Invoke(state) is not { IsSome: true, Value: var isEnough })
            return all;

        var subset = ListModule.Filter(FuncConvert.FromFunc<(TAction Action, TState State), bool>(
            step => isEnough.Invoke(step.Action)), all);
        return subset.IsEmpty || subset.Any(step => visited.Contains(FingerprintOf(step.Item2))) ? all : subset;
    }

    /// <summary>A step of a state.</summary>
    /// <exception cref="InvalidDataException">The state has no such step: what was asked was read from a file.</exception>
    public (TAction Action, TState State) Step(TState from, Func<(TAction Action, TState State), bool> isIt)
    {
        for (var rest = Successors(from); !rest.IsEmpty; rest = rest.Tail)
        {
            if (isIt(rest.Head)) return rest.Head;
        }
        throw new InvalidDataException($"the machine takes no such step from the state {FingerprintOf(from):x16}");
    }

    /// <summary>Runs the model again along these fingerprints.</summary>
    /// <exception cref="InvalidDataException">The model does not go along them: they were read from a file.</exception>
    public Path<TState, TAction> Along(IReadOnlyList<ulong> way)
    {
        if (!Model.Initial.Any(state => FingerprintOf(state) == way[0])) throw new InvalidDataException($"the machine does not begin with the state {way[0]:x16}");
        var first = Model.Initial.First(state => FingerprintOf(state) == way[0]);
        var steps = new List<(TAction, TState)>();
        var at = first;
        foreach (var next in way.Skip(1))
        {
            var step = Step(at, step => FingerprintOf(step.State) == next);
            steps.Add(step);
            at = step.Item2;
        }
        return new(first, ListModule.OfSeq(steps), FSharpValueOption<int>.None);
    }
}
