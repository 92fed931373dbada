using System.Collections.Concurrent;
using System.Net;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Udp;

namespace PeerFunctional.Runtime.Capture;

/// <summary>The datagrams of a QUIC endpoint as they go into a recording. May be used from any thread.</summary>
public sealed class QuicRecording
{
    /// <summary>Partners whose way is remembered; a flood of addresses looks each of them up.</summary>
    private const int MaxWays = 1_024;

    private readonly ConcurrentDictionary<IPAddress, IPAddress> ways = [];
    private readonly Recorder recorder;

    /// <summary>Records to a file that gets the endpoint's TLS secrets too.</summary>
    public QuicRecording(Recorder recorder)
    {
        this.recorder = recorder;
        recorder.AwaitSecrets();
    }

    /// <summary>Records a datagram that left or arrived. One of a socket that is bound to every address has the address that the partner sees.</summary>
    public void Datagram(bool isSent, IPEndPoint local, IPEndPoint remote, ReadOnlySpan<byte> bytes)
    {
        var own = (local.Address.IsWildcard() ? new IPEndPoint(WayTo(remote.Address), local.Port) : local).ToEndpoint();
        var partner = remote.ToEndpoint();
        if (isSent) recorder.Sent(own, partner, bytes.ToArray());
        else recorder.Received(own, partner, bytes.ToArray());
    }

    private IPAddress WayTo(IPAddress remote)
    {
        if (ways.TryGetValue(remote, out var way)) return way;
        way = Routes.LocalAddressFor(remote);
        if (ways.Count < MaxWays) ways[remote] = way;
        return way;
    }
}
