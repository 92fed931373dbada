namespace PeerFunctional.Runtime.Quic;

/// <summary>The ids and tokens by which one connection is found. The connection's lock guards every call.</summary>
internal sealed class ConnectionIds(ConnectionTable table, QuicConnection connection)
{
    private readonly List<byte[]> own = [];
    private readonly List<byte[]> tokens = [];
    private byte[]? initial;

    public void Add(ReadOnlySpan<byte> id)
    {
        own.Add(id.ToArray());
        table.Add(id, connection);
    }

    public void Remove(ReadOnlySpan<byte> id)
    {
        if (Take(own, id)) table.Remove(id);
    }

    public void AddInitial(ReadOnlySpan<byte> id)
    {
        initial = id.ToArray();
        table.AddInitial(id, connection);
    }

    public void AddToken(ReadOnlySpan<byte> token)
    {
        tokens.Add(token.ToArray());
        table.AddToken(token, connection);
    }

    public void RemoveToken(ReadOnlySpan<byte> token)
    {
        if (Take(tokens, token)) table.RemoveToken(token);
    }

    /// <summary>The connection is found no more.</summary>
    public void Clear()
    {
        foreach (var id in own) table.Remove(id);
        foreach (var token in tokens) table.RemoveToken(token);
        if (initial is not null) table.RemoveInitial(initial);
        own.Clear();
        tokens.Clear();
        initial = null;
    }

    private static bool Take(List<byte[]> known, ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < known.Count; i++)
        {
            if (!bytes.SequenceEqual(known[i])) continue;
            known.RemoveAt(i);
            return true;
        }

        return false;
    }
}
