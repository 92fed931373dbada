using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Udp;

/// <summary>
/// A socket bound to every address of this machine. An answer leaves from the address that its recipient wrote to; who has
/// not written yet gets datagrams from the address that the routing table chooses.
/// </summary>
internal sealed class EveryAddressSocket : IDatagramSocket
{
    private const int MaxNames = 1_024;

    private readonly Socket socket;
    private readonly AskedAddresses asked;
    private readonly IPEndPoint any;
    private readonly Recent<IPEndPoint, Endpoint> senders = new(MaxNames);
    private readonly Recent<IPAddress, Endpoint> locals = new(MaxNames);
    private readonly Recent<string, IPAddress> routes = new(MaxNames);

    /// <param name="socket">A socket that <see cref="Prepare"/> has prepared.</param>
    /// <param name="asked">What all sockets of a peer know of their partners.</param>
    public EveryAddressSocket(Socket socket, AskedAddresses asked)
    {
        this.socket = socket;
        this.asked = asked;
        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        any = new(LocalEndPoint.Address, 0);
    }

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>Has the system tell of every datagram which address it came to, from the first one on.</summary>
    public static void Prepare(Socket socket)
    {
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.PacketInformation, true);
        if (socket.AddressFamily == AddressFamily.InterNetwork || socket.DualMode)
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
    }

    public async ValueTask<(Endpoint Sender, Endpoint Local, int Length)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var datagram = await socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, any, cancellation);
        var sender = SenderOf((IPEndPoint)datagram.RemoteEndPoint);
        var address = AddressOf(datagram.PacketInformation);
        asked.Heard(sender, address);
        return (sender, LocalOf(address), datagram.ReceivedBytes);
    }

    public async ValueTask SendAsync(
        Endpoint recipient, ReadOnlyMemory<byte> bytes, Action<ObservedDatagram>? observe, CancellationToken cancellation)
    {
        if (!IPAddress.TryParse(recipient.Host, out var address)) return;
        if (socket.AddressFamily == AddressFamily.InterNetworkV6) address = address.MapToIPv6();
        else if (address.AddressFamily == AddressFamily.InterNetworkV6) return;

        var target = new IPEndPoint(address, recipient.Port);
        var source = asked.By(recipient);
        observe?.Invoke(new(IsSent: true, LocalOf(source ?? RouteTo(recipient.Host)), recipient, bytes));
        if (source is not null && OperatingSystem.IsLinux())
            await SourcedDatagram.SendAsync(socket, bytes, target, source, cancellation);
        else
            await socket.SendToAsync(bytes, SocketFlags.None, target, cancellation);
    }

    public void Dispose() => socket.Dispose();

    private Endpoint SenderOf(IPEndPoint sender)
    {
        if (senders.TryGet(sender, out var known)) return known;
        var endpoint = sender.ToEndpoint();
        senders.Set(sender, endpoint);
        return endpoint;
    }

    private static IPAddress AddressOf(IPPacketInformation information)
    {
        var address = information.Address.Plain();
        return address.IsIPv6LinkLocal ? new(address.GetAddressBytes(), information.Interface) : address;
    }

    private Endpoint LocalOf(IPAddress address)
    {
        lock (locals)
        {
            if (locals.TryGet(address, out var known)) return known;
            var endpoint = new Endpoint(address.ToString(), LocalEndPoint.Port);
            locals.Set(address, endpoint);
            return endpoint;
        }
    }

    /// <summary>Where the system sends from. Only the machine's own loop sends, one datagram at a time.</summary>
    private IPAddress RouteTo(string host)
    {
        if (routes.TryGet(host, out var known)) return known;
        var address = Routes.LocalAddressFor(IPAddress.Parse(host));
        routes.Set(host, address);
        return address;
    }
}
