namespace PeerFunctional.Runtime.Tcp;

/// <summary>Counts the open connections that partners made, in all and by host.</summary>
internal sealed class Callers(TcpLimits limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> hosts = [];
    private int count;

    /// <summary>Counts one more, unless that were too many.</summary>
    public bool TryEnter(string host)
    {
        lock (gate)
        {
            var held = hosts.GetValueOrDefault(host);
            if (count >= limits.MaxConnections || held >= (limits.MaxConnectionsPerHost ?? int.MaxValue)) return false;
            count++;
            hosts[host] = held + 1;
            return true;
        }
    }

    public void Leave(string host)
    {
        lock (gate)
        {
            count--;
            if (--hosts[host] == 0) hosts.Remove(host);
        }
    }
}
