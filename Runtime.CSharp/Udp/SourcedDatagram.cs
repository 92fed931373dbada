using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Udp;

/// <summary>
/// Sends datagrams from an address of our choice (<c>IP_PKTINFO</c>, <c>IPV6_PKTINFO</c>): .NET leaves that to the routing
/// table. For Linux; nothing blocks.
/// </summary>
internal static partial class SourcedDatagram
{
    private const int DontWait = 0x40;
    private const int Interrupted = 4;
    private const int WouldBlock = 11;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits, as long as the socket's buffer is full, for room in it.</summary>
    /// <param name="socket">A socket bound to every address.</param>
    /// <param name="bytes">The datagram.</param>
    /// <param name="target">Its recipient, of the socket's family.</param>
    /// <param name="source">The address of this machine that it leaves from; IPv4 too where the recipient is IPv4-mapped.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SocketException">It could not be sent.</exception>
    public static async ValueTask SendAsync(
        Socket socket, ReadOnlyMemory<byte> bytes, IPEndPoint target, IPAddress source, CancellationToken cancellation)
    {
        var recipient = target.Serialize();
        while (true)
        {
            switch (TrySend(socket.SafeHandle, bytes.Span, recipient.Buffer.Span[..recipient.Size], source))
            {
                case 0:
                    return;
                case Interrupted:
                    break;
                case WouldBlock:
                    await Task.Run(() => socket.Poll(Patience, SelectMode.SelectWrite), cancellation);
                    break;
                case var error:
                    throw new SocketException((int)SocketError.SocketError, $"the system refused a datagram: error {error}");
            }
        }
    }

    /// <summary>The system's error number, or 0.</summary>
    private static unsafe int TrySend(SafeSocketHandle socket, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> recipient, IPAddress source)
    {
        // The address family comes first in the system's form of an address.
        var isIPv6 = recipient[0] == IPv6Family;
        var outer = new IPv6Control { Length = IPv6ControlLength, Level = IPv6Level, Type = IPv6PacketInfo, Interface = (uint)ScopeOf(source) };
        var inner = new IPv4Control { Length = IPv4ControlLength, Level = IPv4Level, Type = IPv4PacketInfo };
        source = isIPv6 ? source.MapToIPv6() : source;
        source.TryWriteBytes(isIPv6 ? new Span<byte>(outer.Source, 16) : new Span<byte>(inner.Source, 4), out _);

        fixed (byte* payload = bytes)
        fixed (byte* name = recipient)
        {
            var part = new Part { Bytes = payload, Length = (nuint)bytes.Length };
            var header = new MessageHeader
            {
                Name = name,
                NameLength = (uint)recipient.Length,
                Parts = &part,
                PartCount = 1,
                Control = isIPv6 ? &outer : &inner,
                ControlLength = (nuint)(isIPv6 ? sizeof(IPv6Control) : sizeof(IPv4Control)),
            };
            return sendmsg(socket, &header, DontWait) >= 0 ? 0 : Marshal.GetLastPInvokeError();
        }
    }

    /// <summary>The link of an address that belongs to one; elsewhere the routing table chooses.</summary>
    private static long ScopeOf(IPAddress source) => source.IsIPv6LinkLocal ? source.ScopeId : 0;

    private const byte IPv6Family = 10;
    private const int IPv4Level = 0, IPv4PacketInfo = 8;
    private const int IPv6Level = 41, IPv6PacketInfo = 50;

    // A control message's length is that of its header and its data, without the padding behind it.
    private static readonly nuint IPv4ControlLength = (nuint)(UIntPtr.Size + 2 * sizeof(int) + 12);
    private static readonly nuint IPv6ControlLength = (nuint)(UIntPtr.Size + 2 * sizeof(int) + 20);

    /// <summary><c>struct msghdr</c></summary>
    private unsafe struct MessageHeader
    {
        public void* Name;
        public uint NameLength;
        public Part* Parts;
        public nuint PartCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary><c>struct iovec</c></summary>
    private unsafe struct Part
    {
        public void* Bytes;
        public nuint Length;
    }

    /// <summary><c>struct cmsghdr</c> with <c>struct in_pktinfo</c></summary>
    private unsafe struct IPv4Control
    {
        public nuint Length;
        public int Level, Type, Interface;
        public fixed byte Source[4];
        public fixed byte Destination[4];
    }

    /// <summary><c>struct cmsghdr</c> with <c>struct in6_pktinfo</c></summary>
    private unsafe struct IPv6Control
    {
        public nuint Length;
        public int Level, Type;
        public fixed byte Source[16];
        public uint Interface;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial nint sendmsg(SafeSocketHandle socket, MessageHeader* header, int flags);
}
