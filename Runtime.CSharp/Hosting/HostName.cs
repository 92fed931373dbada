using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>Names of machines, looked up before a machine of ours sees them: it knows literal addresses only.</summary>
public static class HostName
{
    /// <summary>The address of a name, or the literal address itself; of several, IPv4 first. <c>localhost</c> is 127.0.0.1.</summary>
    /// <exception cref="IOException">The name has no address.</exception>
    public static async Task<IPAddress> ResolveAsync(string host, CancellationToken cancellation)
    {
        if (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)) return IPAddress.Loopback;
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellation);
            return addresses.OrderBy(address => address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1).First();
        }
        catch (Exception e) when (e is SocketException or ArgumentException or InvalidOperationException)
        {
            throw new IOException($"'{host}' has no address: {e.Message}; name a host or an IP address", e);
        }
    }

    /// <summary>The same port at the address of its host.</summary>
    /// <exception cref="IOException">The name has no address.</exception>
    public static async Task<IPEndPoint> ResolveAsync(Endpoint endpoint, CancellationToken cancellation) =>
        new(await ResolveAsync(endpoint.Host, cancellation), endpoint.Port);
}
