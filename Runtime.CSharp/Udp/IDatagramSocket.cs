using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Udp;

/// <summary>A UDP socket that knows its end of every datagram's way.</summary>
internal interface IDatagramSocket : IDisposable
{
    /// <summary>Where it is bound.</summary>
    IPEndPoint LocalEndPoint { get; }

    /// <summary>Waits for a datagram: who sent it, to which address of ours, and how many bytes of the buffer it has.</summary>
    /// <exception cref="SocketException">An ICMP error of an earlier datagram, or another that concerns one datagram only.</exception>
    ValueTask<(Endpoint Sender, Endpoint Local, int Length)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation);

    /// <summary>Sends a datagram that fits its recipient, and shows it first: a recording has the question before its answer.</summary>
    /// <exception cref="SocketException">It could not be sent.</exception>
    ValueTask SendAsync(Endpoint recipient, ReadOnlyMemory<byte> bytes, Action<ObservedDatagram>? observe, CancellationToken cancellation);
}
