using System.Net;
using System.Net.Sockets;

namespace PeerFunctional.Runtime.Udp;

/// <summary>Which address of this machine others are reached from.</summary>
public static class Routes
{
    /// <summary>The address of this machine that a remote one is reached from. Nothing is sent to find out.</summary>
    /// <exception cref="SocketException">There is no way to the address, or it is one of many machines.</exception>
    public static IPAddress LocalAddressFor(IPAddress remote)
    {
        using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Connecting a UDP socket only asks the routing table.
        probe.Connect(remote, 9);
        return ((IPEndPoint)probe.LocalEndPoint!).Address;
    }
}
