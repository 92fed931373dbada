using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>
/// Counts open connections: those that partners made, in all and by host, and those we made. Both together leave the
/// process some file descriptors: one that has none left cannot even load its own code, and .NET ends it.
/// </summary>
internal sealed class ConnectionSlots(TcpLimits limits)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> hosts = [];
    private readonly int maxCallers = (int)Math.Min(limits.MaxConnections, Descriptors.Free() / 4 * 3);
    private readonly SemaphoreSlim descriptors = new((int)(Descriptors.Free() / 4));
    private int callers, calls;

    /// <summary>Counts one more caller, unless that were too many.</summary>
    public bool TryEnter(string host)
    {
        lock (gate)
        {
            var held = hosts.GetValueOrDefault(host);
            if (callers >= maxCallers || held >= (limits.MaxConnectionsPerHost ?? int.MaxValue)) return false;
            callers++;
            hosts[host] = held + 1;
            return true;
        }
    }

    public void Leave(string host)
    {
        lock (gate)
        {
            callers--;
            if (--hosts[host] == 0) hosts.Remove(host);
        }
    }

    /// <summary>Counts one more call of ours, unless that were too many.</summary>
    public bool TryCall()
    {
        lock (gate)
        {
            if (calls >= limits.MaxCalls) return false;
            calls++;
            return true;
        }
    }

    /// <summary>
    /// Makes a call once a file descriptor is free for it. One that is given up before goes on without: it opens nothing.
    /// </summary>
    public async Task CallAsync(Func<Task> call, Task givenUp)
    {
        using var waiting = new CancellationTokenSource();
        var place = descriptors.WaitAsync(waiting.Token);
        if (!place.IsCompleted)
        {
            await Task.WhenAny(place, givenUp);
            await waiting.CancelAsync();
            await place.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            await call();
        }
        finally
        {
            if (place.IsCompletedSuccessfully) descriptors.Release();
        }
    }

    public void EndCall()
    {
        lock (gate) calls--;
    }
}
