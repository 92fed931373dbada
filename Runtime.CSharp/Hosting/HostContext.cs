using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Tcp;
using PeerFunctional.Runtime.Udp;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>What a live machine finds around it.</summary>
/// <param name="Tell">Hears every notice, in order.</param>
/// <param name="Clock">Timers, deadlines and the time of day.</param>
public sealed record HostContext<TNotice>(Action<TNotice> Tell, TimeProvider Clock)
{
    /// <summary>Gets all datagrams and connections; it is not disposed of.</summary>
    public Recorder? Recorder { get; init; }

    /// <summary>Sees every datagram that leaves or arrives.</summary>
    public Action<ObservedDatagram>? Observe { get; init; }

    /// <summary>A file for every input and the digest of the state after it.</summary>
    public string? Journal { get; init; }

    /// <summary>Hears, once, why the journal ended before the machine; from any thread.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Hears what connections suffered; called from many threads, and must be quick.</summary>
    public Action<TcpNotice>? Notify { get; init; }
}
