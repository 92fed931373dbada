using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>Sockets that others send to or call, UDP and TCP alike.</summary>
internal static class Listening
{
    private const int MaxNamed = 8;

    /// <summary>A socket at an address. <c>::</c> is every address of this machine, IPv4 too, whatever the system's default is.</summary>
    /// <param name="address">Where; port 0 lets the system choose.</param>
    /// <param name="type">Datagrams or a stream.</param>
    /// <param name="protocol">UDP or TCP.</param>
    /// <param name="prepare">What is done before it is bound.</param>
    /// <param name="start">What is done once it is bound.</param>
    /// <exception cref="IOException">It cannot be; the message says why.</exception>
    public static Socket Open(IPEndPoint address, SocketType type, ProtocolType protocol, Action<Socket>? prepare = null, Action<Socket>? start = null)
    {
        Socket? socket = null;
        try
        {
            if (IsOfMany(address.Address)) throw new SocketException((int)SocketError.AddressNotAvailable);
            socket = new Socket(address.AddressFamily, type, protocol);
            if (address.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            prepare?.Invoke(socket);
            socket.Bind(address);
            start?.Invoke(socket);
            return socket;
        }
        catch (SocketException e)
        {
            socket?.Dispose();
            throw Failure(e, protocol, address);
        }
    }

    /// <summary>Why a socket cannot be had at an address.</summary>
    public static IOException Failure(SocketException e, ProtocolType protocol, IPEndPoint address) =>
        new($"cannot listen on {protocol.ToString().ToUpperInvariant()} {address}: {Reason(e, address)}", e);

    /// <summary>Multicast and broadcast are addresses of many machines: nothing can be sent from there.</summary>
    private static bool IsOfMany(IPAddress address) =>
        address.IsIPv6Multicast || address is { AddressFamily: AddressFamily.InterNetwork } && address.GetAddressBytes()[0] >= 224;

    private static string Reason(SocketException e, IPEndPoint address) => e.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => "another program uses this port",
        SocketError.AddressNotAvailable => $"this machine does not have that address, but {Addresses()}",
        SocketError.AddressFamilyNotSupported when address.AddressFamily == AddressFamily.InterNetworkV6 =>
            "this machine has no IPv6; 0.0.0.0 is every IPv4 address",
        SocketError.AccessDenied => "the system allows ports below 1024 to root only",
        _ => Descriptors.Shortage(e) ?? e.Message,
    };

    private static string Addresses()
    {
        var all = NetworkInterface.GetAllNetworkInterfaces()
            .Where(face => face.OperationalStatus != OperationalStatus.Down)
            .SelectMany(face => face.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address.ToString())
            .ToList();
        return string.Join(", ", all.Take(MaxNamed)) + (all.Count > MaxNamed ? ", ..." : "");
    }
}
