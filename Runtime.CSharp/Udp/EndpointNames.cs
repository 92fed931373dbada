using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Udp;

/// <summary>Remembers the names of the last senders, so that a datagram from a known one costs no text.</summary>
internal sealed class EndpointNames(AddressFamily family)
{
    private const int MaxNames = 1_024;

    private readonly Dictionary<SocketAddress, Endpoint> names = [];
    private readonly IPEndPoint any = new(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);

    public Endpoint Of(SocketAddress address)
    {
        if (names.TryGetValue(address, out var known))
        {
            return known;
        }

        // A flood of forged senders costs them their names, not us our memory.
        if (names.Count >= MaxNames)
        {
            names.Clear();
        }

        var endpoint = ((IPEndPoint)any.Create(address)).ToEndpoint();
        var copy = new SocketAddress(address.Family, address.Size);
        address.Buffer.Span[..address.Size].CopyTo(copy.Buffer.Span);
        names.Add(copy, endpoint);
        return endpoint;
    }
}
