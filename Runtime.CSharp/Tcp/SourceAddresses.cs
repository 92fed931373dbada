using System.Net;
using System.Net.Sockets;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>
/// Which way our calls go. A partner may name us to others by the address we call from, so that must be where we listen.
/// </summary>
/// <param name="listening">The address we listen on; null for none.</param>
internal sealed class SourceAddresses(IPAddress? listening)
{
    /// <summary><c>IP_BIND_ADDRESS_NO_PORT</c>, for IPv6 too.</summary>
    private const int IpLevel = 0, BindAddressNoPort = 24;

    private long link = listening is { IsIPv6LinkLocal: true } ? listening.ScopeId : 0;

    /// <summary>A partner on a link: others that it names without one are on the same.</summary>
    public void Saw(IPEndPoint partner)
    {
        if (partner.Address.IsIPv6LinkLocal) Volatile.Write(ref link, partner.Address.ScopeId);
    }

    /// <summary>The address with the link of the partners seen so far, where it belongs to one and names none.</summary>
    public IPAddress OnLink(IPAddress address)
    {
        if (!address.IsIPv6LinkLocal) return address;
        if (address.ScopeId == 0) return new(address.GetAddressBytes(), Volatile.Read(ref link));
        Volatile.Write(ref link, address.ScopeId);
        return address;
    }

    /// <summary>The address that a call leaves from; null where the routing table's choice is as good.</summary>
    public IPAddress? DepartureTo(IPAddress target) =>
        listening is null || listening.IsWildcard() || listening.AddressFamily != target.AddressFamily
        || listening.Equals(IPAddress.Loopback) || listening.Equals(IPAddress.IPv6Loopback)
        || IPAddress.IsLoopback(listening) && !IPAddress.IsLoopback(target)
        || listening.IsIPv6LinkLocal && !target.IsIPv6LinkLocal
            ? null
            : listening;

    /// <summary>Has a call leave from an address. On Linux it may share its port with calls to other partners.</summary>
    public static void Leave(Socket call, IPAddress address)
    {
        if (OperatingSystem.IsLinux()) call.SetRawSocketOption(IpLevel, BindAddressNoPort, BitConverter.GetBytes(1));
        call.Bind(new IPEndPoint(address, 0));
    }
}
