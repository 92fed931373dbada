using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Udp;

/// <summary>
/// Which address of this machine each partner writes to. The sockets of a peer share it: a partner asks at the one and is
/// answered by the other as well. May be used from any thread.
/// </summary>
internal sealed class AskedAddresses
{
    private const int MaxPartners = 4_096;
    private const int MaxAddresses = 256;

    private readonly Lock gate = new();
    private readonly Recent<Endpoint, IPAddress> partners = new(MaxPartners);
    private readonly Recent<string, IPAddress> hosts = new(MaxPartners);
    private readonly Recent<IPAddress, bool> ours = new(MaxAddresses);

    /// <summary>A datagram of a partner came to an address.</summary>
    public void Heard(Endpoint partner, IPAddress address)
    {
        lock (gate)
        {
            if (!IsOurs(address)) return;
            partners.Set(partner, address);
            hosts.Set(partner.Host, address);
        }
    }

    /// <summary>A partner has named another port of its own: what goes there leaves from the same address.</summary>
    public void Named(Endpoint partner, int port)
    {
        lock (gate)
            if (partners.TryGet(partner, out var address)) partners.Set(new(partner.Host, port), address);
    }

    /// <summary>The address that a partner, or else its host, wrote to last; null if none is known.</summary>
    public IPAddress? By(Endpoint partner)
    {
        lock (gate)
            return partners.TryGet(partner, out var address) || hosts.TryGet(partner.Host, out address) ? address : null;
    }

    /// <summary>Broadcasts and multicasts come to addresses that no answer can leave from.</summary>
    private bool IsOurs(IPAddress address)
    {
        if (ours.TryGet(address, out var known)) return known;
        var isOurs = !address.IsIPv6Multicast && CanBeCalled(address);
        ours.Set(address, isOurs);
        return isOurs;
    }

    private static bool CanBeCalled(IPAddress address)
    {
        try
        {
            Routes.LocalAddressFor(address);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
