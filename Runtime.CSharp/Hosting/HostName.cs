using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>Hosts that a user names, as addresses: the machines know literal addresses only.</summary>
public static class HostName
{
    /// <summary>The address to listen on; of a name's several, IPv4 first. <c>localhost</c> is 127.0.0.1.</summary>
    /// <exception cref="IOException">The name has no address.</exception>
    public static async Task<IPAddress> ToListenAsync(string host, CancellationToken cancellation) =>
        (await AddressesAsync(host, cancellation))[0];

    /// <summary>The same port at the address to listen on.</summary>
    /// <exception cref="IOException">The name has no address.</exception>
    public static async Task<IPEndPoint> ToListenAsync(Endpoint endpoint, CancellationToken cancellation) =>
        new(await ToListenAsync(endpoint.Host, cancellation), endpoint.Port);

    /// <summary>
    /// The address to call; of a name's several the first that a socket bound to <paramref name="from"/> reaches, IPv4
    /// first. The wildcard is this machine, as the system has it, by the address that answers come from.
    /// </summary>
    /// <exception cref="IOException">The name has no address, or none that is reached.</exception>
    public static async Task<IPAddress> ToCallAsync(string host, IPAddress? from, CancellationToken cancellation)
    {
        var addresses = (await AddressesAsync(host, cancellation)).Select(Here).ToList();
        return addresses.FirstOrDefault(address => from is null || Obstacle(from, address) is null)
            ?? throw new IOException($"{host} cannot be called from {from}: {Obstacle(from!, addresses[0])}");
    }

    /// <summary>The same port at the address to call.</summary>
    /// <exception cref="IOException">The name has no address, or none that is reached.</exception>
    public static async Task<IPEndPoint> ToCallAsync(Endpoint endpoint, IPAddress? from, CancellationToken cancellation) =>
        new(await ToCallAsync(endpoint.Host, from, cancellation), endpoint.Port);

    /// <summary>The address of a name in a family, or in any: IPv4 first.</summary>
    /// <exception cref="IOException">The name has no such address.</exception>
    public static async Task<IPAddress> ToCallAsync(string host, AddressFamily family, CancellationToken cancellation) =>
        (await AddressesAsync(host, cancellation)).FirstOrDefault(address => family is AddressFamily.Unspecified || address.AddressFamily == family)
        ?? throw new IOException($"'{host}' has no {(family is AddressFamily.InterNetwork ? "IPv4" : "IPv6")} address; name another host");

    private static IPAddress Here(IPAddress address) =>
        address.Equals(IPAddress.Any) ? IPAddress.Loopback
        : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : address;

    /// <summary>Why a socket bound to one address cannot call another; null if it can, for all that is known here.</summary>
    private static string? Obstacle(IPAddress from, IPAddress to)
    {
        if (from.Equals(IPAddress.IPv6Any)) return null;
        if (from.AddressFamily != to.AddressFamily) return $"an {Family(from)} address cannot reach an {Family(to)} address";
        if (from.IsIPv6LinkLocal && !to.IsIPv6LinkLocal) return "a link-local address reaches its own link only";
        return IPAddress.IsLoopback(from) && !IPAddress.IsLoopback(to) ? "a loopback address reaches this machine only" : null;
    }

    private static string Family(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6";

    /// <summary>At least one.</summary>
    private static async Task<IReadOnlyList<IPAddress>> AddressesAsync(string host, CancellationToken cancellation)
    {
        if (LiteralAddress.Parse(host) is { } literal) return [literal];
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return [IPAddress.Loopback, IPAddress.IPv6Loopback];
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
            return addresses.Length > 0
                ? [.. addresses.Select(Endpoints.Plain).OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)]
                : throw new SocketException((int)SocketError.NoData);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new IOException($"'{host}' has no address: {e.Message}; name a host or an IP address", e);
        }
    }
}
