using System.Net;
using System.Net.Sockets;

namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// Which of our addresses a datagram came to, and which one an answer leaves from, on a socket that is bound to every address. A
/// peer takes no answer from another address than the one it wrote to.
/// </summary>
internal static unsafe class LocalAddress
{
    private const int Ip = 0;
    private const int Ip6 = 41;
    private const int IpPacketInformation = 8;
    private const int Ip6PacketInformation = 50;
    private const int AddressAt = 4; // in sockaddr_in
    private const int AddressLength = 4;
    private const int Address6At = 8; // in sockaddr_in6
    private const int Address6Length = 16;

    /// <summary>Has the system tell of every datagram which address it came to.</summary>
    public static void Enable(Socket socket)
    {
        var level = socket.AddressFamily == AddressFamily.InterNetworkV6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
        socket.SetSocketOption(level, SocketOptionName.PacketInformation, true);
    }

    /// <summary>Writes the control message that makes a datagram leave from this address; answers its bytes.</summary>
    public static nuint Write(byte* target, SocketAddress local)
    {
        var address = local.Buffer.Span;
        if (local.Family == AddressFamily.InterNetworkV6)
        {
            Span<byte> information6 = stackalloc byte[Address6Length + sizeof(int)]; // in6_pktinfo: address, interface
            information6.Clear();
            address.Slice(Address6At, Address6Length).CopyTo(information6);
            return SegmentedDatagrams.Write(target, Ip6, Ip6PacketInformation, information6);
        }

        Span<byte> information = stackalloc byte[sizeof(int) + (2 * AddressLength)]; // in_pktinfo: interface, local, header's
        information.Clear();
        address.Slice(AddressAt, AddressLength).CopyTo(information[sizeof(int)..]);
        return SegmentedDatagrams.Write(target, Ip, IpPacketInformation, information);
    }

    /// <summary>Reads a control message, if it tells the address that a datagram came to, into <paramref name="local"/>.</summary>
    public static void Read(int level, int type, byte* content, SocketAddress local)
    {
        if (level == Ip && type == IpPacketInformation)
            new ReadOnlySpan<byte>(content + sizeof(int), AddressLength).CopyTo(local.Buffer.Span[AddressAt..]);
        else if (level == Ip6 && type == Ip6PacketInformation)
            new ReadOnlySpan<byte>(content, Address6Length).CopyTo(local.Buffer.Span[Address6At..]);
    }
}
