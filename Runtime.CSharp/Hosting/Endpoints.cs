using System.Net;
using System.Net.NetworkInformation;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>The system's endpoints as machines name them.</summary>
public static class Endpoints
{
    /// <summary>The literal address and the port; an IPv4 partner of an IPv6 socket has its IPv4 address.</summary>
    public static Endpoint ToEndpoint(this IPEndPoint endpoint) => new(endpoint.Address.Plain().ToString(), endpoint.Port);

    /// <summary>The IPv4 address of an IPv4-mapped one (<c>::ffff:192.168.1.7</c>); any other as it is.</summary>
    public static IPAddress Plain(this IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The addresses of this machine behind a wildcard; none behind any other address.</summary>
    public static IEnumerable<string> HostsBehind(this IPAddress address) =>
        address.IsWildcard()
            ? NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(device => device.GetIPProperties().UnicastAddresses)
                .Select(unicast => unicast.Address.Plain().ToString())
            : [];

    /// <summary>Whether a socket bound to the address takes what comes to any address of this machine.</summary>
    public static bool IsWildcard(this IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
