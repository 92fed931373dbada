namespace PeerFunctional.Runtime.Search;

/// <summary>Which part of a state makes states multiply: how many different values each part had. Several threads may note
/// states at once.</summary>
/// <param name="parts">A state's parts by name, with a digest of each.</param>
public sealed class StateSpaceProfile<TState>(Func<TState, IEnumerable<(string Name, ulong Digest)>> parts)
{
    private readonly Dictionary<string, HashSet<ulong>> values = [];
    private readonly Lock access = new();

    /// <summary>Takes a state into account.</summary>
    public void Note(TState state)
    {
        var noted = parts(state).ToList();
        lock (access)
        {
            foreach (var (name, digest) in noted)
            {
                if (!values.TryGetValue(name, out var digests))
                    values[name] = digests = [];
                digests.Add(digest);
            }
        }
    }

    /// <summary>The parts with the number of their values, most first.</summary>
    public IReadOnlyList<(string Name, int Values)> Rows =>
        [.. values.Select(part => (part.Key, part.Value.Count)).OrderByDescending(row => row.Count).ThenBy(row => row.Key, StringComparer.Ordinal)];
}
