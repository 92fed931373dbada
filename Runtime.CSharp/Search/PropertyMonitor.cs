using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Search;

/// <summary>Looks for the first state that decides each property: one that breaks a safety property, one that shows a witness,
/// an end that is no goal.</summary>
internal sealed class PropertyMonitor<TState>
{
    private readonly Property<TState>[] properties;
    private readonly ulong[] found;
    // Indices of properties that are not decided yet.
    private int[] ofStates = [];
    private int[] ofProgress = [];

    public PropertyMonitor(IEnumerable<Property<TState>> properties)
    {
        this.properties = [.. properties];
        found = new ulong[this.properties.Length];
        if (this.properties.Length > 32)
            throw new ArgumentException("a model has at most 32 properties", nameof(properties));
        Refresh();
    }

    public IReadOnlyList<Property<TState>> Properties => properties;

    /// <summary>Whether nothing is left to look for.</summary>
    public bool AllDecided => properties.Length > 0 && ofStates.Length == 0 && ofProgress.Length == 0;

    /// <summary>Whether a progress property is not decided, so that steps must be kept.</summary>
    public bool NeedsSteps => ofProgress.Length > 0;

    /// <summary>The fingerprint of the state that decided a property, or 0.</summary>
    public ulong Found(int property) => found[property];

    /// <summary>For each property the fingerprint of the state that decided it, or 0.</summary>
    public ulong[] ToArray() => [.. found];

    /// <summary>Takes up what <see cref="ToArray"/> made.</summary>
    /// <exception cref="InvalidDataException">It is of other properties.</exception>
    public void GoOn(ReadOnlySpan<ulong> before)
    {
        if (before.Length != found.Length) throw new InvalidDataException($"it is of {before.Length} properties, and the world has {found.Length}");
        before.CopyTo(found);
        Refresh();
    }

    /// <summary>Whether a state decides a property.</summary>
    /// <param name="index">The property.</param>
    /// <param name="state">The state.</param>
    /// <param name="isEnd">Whether no step leaves it but faults.</param>
    public bool Decides(int index, TState state, bool isEnd) => properties[index] switch
    {
        Property<TState>.Always always => !always.holds.Invoke(state),
        Property<TState>.Sometimes sometimes => sometimes.witness.Invoke(state),
        Property<TState>.Progress progress => isEnd && !progress.goal.Invoke(state),
        _ => throw new InvalidOperationException($"nothing decides {properties[index]}"),
    };

    /// <summary>Room for what one worker finds in one round.</summary>
    public ulong[] NewHits() => new ulong[properties.Length];

    /// <summary>Looks at a state for the first time.</summary>
    public void Look(TState state, ulong fingerprint, ulong[] hits)
    {
        foreach (var index in ofStates)
        {
            if (Decides(index, state, isEnd: false) && hits[index] == 0)
                hits[index] = fingerprint;
        }
    }

    /// <summary>A bit for each progress property whose goal the state is.</summary>
    public uint GoalsOf(TState state)
    {
        var goals = 0u;
        foreach (var index in ofProgress)
        {
            if (properties[index] is Property<TState>.Progress progress && progress.goal.Invoke(state))
                goals |= 1u << index;
        }
        return goals;
    }

    public bool IsEveryGoal(uint goals) => ofProgress.All(index => (goals & (1u << index)) != 0);

    /// <summary>Notes a state that no step leaves but faults.</summary>
    public void LookAtEnd(uint goals, ulong fingerprint, ulong[] hits)
    {
        foreach (var index in ofProgress)
        {
            if ((goals & (1u << index)) == 0 && hits[index] == 0)
                hits[index] = fingerprint;
        }
    }

    /// <summary>Takes over what was found, the first in order first, and empties it.</summary>
    public void Settle(ulong[] hits)
    {
        if (!hits.AsSpan().ContainsAnyExcept(0UL))
            return;
        for (var index = 0; index < hits.Length; index++)
        {
            if (found[index] == 0)
                found[index] = hits[index];
            hits[index] = 0;
        }
        Refresh();
    }

    private void Refresh()
    {
        var open = Enumerable.Range(0, properties.Length).Where(index => found[index] == 0).ToList();
        ofStates = [.. open.Where(index => !properties[index].IsProgress)];
        ofProgress = [.. open.Where(index => properties[index].IsProgress)];
    }
}
