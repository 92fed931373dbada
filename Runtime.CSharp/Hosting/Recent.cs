namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// Values by key, of which those used last stay: at least <paramref name="capacity"/> of them, and fewer than twice as many
/// in all. A flood of new keys drives out what nobody uses. Not for two threads at a time.
/// </summary>
internal sealed class Recent<TKey, TValue>(int capacity) where TKey : notnull
{
    private Dictionary<TKey, TValue> young = [], old = [];

    public bool TryGet(TKey key, out TValue value)
    {
        if (young.TryGetValue(key, out value!)) return true;
        if (!old.TryGetValue(key, out value!)) return false;
        Set(key, value);
        return true;
    }

    public void Set(TKey key, TValue value)
    {
        if (young.Count >= capacity && !young.ContainsKey(key)) (old, young) = (young, []);
        young[key] = value;
    }
}
