using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Hosting;
using Timer = PeerFunctional.Link.Timer;

namespace PeerFunctional.Runtime.Systems.Link;

/// <summary>Brings the machines of links to real sockets.</summary>
public static class LinkHost
{
    /// <summary>Bytes that may wait for a partner besides one item.</summary>
    private const int MaxUnread = 4 * 1024 * 1024;

    /// <summary>A peer that listens, calls, and answers searches if a discovery port is given.</summary>
    /// <param name="bind">Where others call it; port 0 lets the system choose.</param>
    /// <param name="discoveryPort">Where searches come; null for none. Other programs of this machine may listen there too.</param>
    /// <param name="settings">Its settings, by its own name.</param>
    /// <param name="maxSize">The most bytes of an item.</param>
    /// <param name="context">Clock, notices, recording and journal.</param>
    /// <exception cref="IOException">An address cannot be listened on, or the journal cannot be created; the message says why.</exception>
    public static LiveMachine<PeerState, Timer, Message, UserCommand, Unit, Unit, Notice> Open(
        IPEndPoint bind, int? discoveryPort, Func<PeerName, LinkSettings> settings, int maxSize, HostContext<Notice> context) =>
        LiveMachine.Open(
            LinkRoles.peer, LinkWires.create(maxSize),
            new()
            {
                Streams = bind,
                Datagrams = discoveryPort is { } port
                    ? new Dictionary<PortRole, IPEndPoint> { [LinkWires.discovery] = new(IPAddress.Any, port) }
                    : [],
                SharesPorts = true,
                Limits = new() { MaxUnreadBytes = maxSize + MaxUnread, MaxUnfinishedBytes = 4L * maxSize, EndsByReset = true },
            },
            sockets => settings(NameOf(sockets.StreamAddress!.Value)), context);

    /// <summary>A search for peers, from a port that the system chooses.</summary>
    /// <param name="targets">Where it goes, addresses of many machines.</param>
    /// <param name="pause">It is over when no answer came for so long.</param>
    /// <param name="context">Clock, notices, recording and journal.</param>
    /// <exception cref="IOException">The system gives no socket, or the journal cannot be created.</exception>
    public static LiveMachine<PeerSearch, Timer, Message, UserCommand, Unit, Unit, Notice> Search(
        IReadOnlyList<Endpoint> targets, TimeSpan pause, HostContext<Notice> context) =>
        LiveMachine.Open(
            LinkRoles.search, LinkWires.ofSearch,
            new()
            {
                Datagrams = new Dictionary<PortRole, IPEndPoint> { [LinkWires.discovery] = new(IPAddress.Any, 0) },
                SharesPorts = true,
            },
            sockets => new SearchSettings(ListModule.OfSeq(targets), OwnAddress(sockets.DatagramAddress(LinkWires.discovery).Port, targets), pause),
            context);

    /// <summary>Where a search goes that names no address: to all machines of each network of this one, and to the peers here.</summary>
    public static IReadOnlyList<Endpoint> Everywhere(int port) =>
        [.. OwnAddresses().Select(BroadcastOf).Append(IPAddress.Parse("127.255.255.255")).Select(address => new Endpoint(address.ToString(), port))];

    /// <summary>What a peer that listens there calls itself: an address that others can call.</summary>
    private static PeerName NameOf(Endpoint address) =>
        PeerNameModule.ofEndpoint(IPAddress.Parse(address.Host).IsWildcard() ? new(OwnAddress().ToString(), address.Port) : address);

    /// <summary>The address that the first target is reached from; an original answers there.</summary>
    private static Endpoint OwnAddress(int port, IReadOnlyList<Endpoint> targets)
    {
        return new(SourceFor(IPAddress.Parse(targets[0].Host)).ToString(), port);
    }

    private static IPAddress SourceFor(IPAddress target)
    {
        try
        {
            using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
            probe.Connect(target, 9);
            return ((IPEndPoint)probe.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return OwnAddress();
        }
    }

    /// <summary>This machine's first IPv4 address that others reach; loopback where it has none.</summary>
    private static IPAddress OwnAddress() => OwnAddresses().FirstOrDefault()?.Address ?? IPAddress.Loopback;

    private static IEnumerable<UnicastIPAddressInformation> OwnAddresses() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(face => face.OperationalStatus != OperationalStatus.Down && face.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .SelectMany(face => face.GetIPProperties().UnicastAddresses)
            .Where(unicast => unicast.Address.AddressFamily == AddressFamily.InterNetwork);

    private static IPAddress BroadcastOf(UnicastIPAddressInformation own) =>
        new([.. own.Address.GetAddressBytes().Zip(own.IPv4Mask.GetAddressBytes(), (address, mask) => (byte)(address | ~mask))]);
}
