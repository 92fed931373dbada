using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Udp;

/// <summary>Which address of this machine others are reached from.</summary>
public sealed class Routes
{
    private const int MaxRoutes = 1_024;

    private readonly ConcurrentDictionary<string, string> locals = [];

    /// <summary>The address of this machine that a remote one is reached from. Nothing is sent to find out.</summary>
    /// <exception cref="SocketException">There is no way to the address.</exception>
    public static IPAddress LocalAddressFor(IPAddress remote)
    {
        using var probe = new Socket(remote.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        // Connecting a UDP socket only asks the routing table.
        probe.Connect(remote, 9);
        return ((IPEndPoint)probe.LocalEndPoint!).Address;
    }

    /// <summary>Our end of the way to a remote one: a socket bound to every address has one for each.</summary>
    internal Endpoint Local(Socket socket, Endpoint remote)
    {
        var local = (IPEndPoint)socket.LocalEndPoint!;
        var isAny = local.Address.Equals(IPAddress.Any) || local.Address.Equals(IPAddress.IPv6Any);
        return new(isAny ? LocalHostFor(remote.Host) : local.Address.ToString(), local.Port);
    }

    private string LocalHostFor(string remote)
    {
        if (locals.Count >= MaxRoutes)
        {
            locals.Clear();
        }

        return locals.GetOrAdd(remote, host => LocalAddressFor(IPAddress.Parse(host)).ToString());
    }
}
