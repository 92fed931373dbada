using System.Net;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Both addresses of a datagram. On a socket bound to every address, the local one is the address that the peer wrote to.</summary>
internal readonly record struct DatagramPath(SocketAddress Local, SocketAddress Remote)
{
    /// <summary>The same path, which the next datagram does not change.</summary>
    public DatagramPath Copy() => new(Local.With(Local.Bytes()), Remote.With(Remote.Bytes()));

    /// <summary>The path to another address of the peer.</summary>
    public DatagramPath To(ReadOnlySpan<byte> remote) => new(Local, Remote.With(remote));
}
