using System.Net;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Quic;
using PeerFunctional.Runtime.Tcp;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>The addresses of a machine on this host; port 0 lets the system choose.</summary>
public sealed record Binding<TMessage>
{
    /// <summary>Where partners may call; null for nowhere.</summary>
    public IPEndPoint? Streams { get; init; }

    /// <summary>The socket of each channel of datagrams.</summary>
    public IReadOnlyDictionary<PortRole, IPEndPoint> Datagrams { get; init; } = new Dictionary<PortRole, IPEndPoint>();

    /// <summary>Whether other programs of this machine may listen on the same ports of datagrams, as for broadcasts that all of them hear.</summary>
    public bool SharesPorts { get; init; }

    /// <summary>What connections may cost, and how they end.</summary>
    public TcpLimits Limits { get; init; } = new();

    /// <summary>How a machine with streams inside connections uses QUIC; others leave it out.</summary>
    public QuicBinding<TMessage>? Quic { get; init; }

    /// <summary>The further port of its sender that a datagram names, if it does; called from many threads.</summary>
    public Func<TMessage, int?> NamedPort { get; init; } = _ => null;
}
