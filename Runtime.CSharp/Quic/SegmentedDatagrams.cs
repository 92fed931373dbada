using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// Many datagrams of one length in one system call (UDP_SEGMENT, UDP_GRO), each from the address that the peer knows (IP_PKTINFO):
/// .NET's sockets do not offer both together.
/// </summary>
internal static unsafe partial class SegmentedDatagrams
{
    private const int Udp = 17;
    private const int UdpSegment = 103;
    private const int UdpGro = 104;
    private const int DoNotWait = 0x40;
    private const int ControlSize = 128;

    /// <summary>Lets the socket receive many datagrams at once; a system that cannot do it gives them one by one.</summary>
    public static void Enable(Socket socket)
    {
        try
        {
            socket.SetRawSocketOption(Udp, UdpGro, [1, 0, 0, 0]);
        }
        catch (SocketException)
        {
            // Linux before 5.0.
        }
    }

    /// <summary>
    /// Sends <paramref name="datagrams"/> in pieces of <paramref name="length"/> bytes, the last of which may be shorter; answers 0, or
    /// the number of the system's error. They leave from the path's local address where <paramref name="from"/> says so.
    /// </summary>
    public static int Send(SafeSocketHandle socket, ReadOnlySpan<byte> datagrams, int length, in DatagramPath path, bool from)
    {
        var control = stackalloc byte[ControlSize];
        nuint used = 0;
        if (datagrams.Length > length) used += Write(control, Udp, UdpSegment, BitConverter.GetBytes((ushort)length));
        if (from) used += LocalAddress.Write(control + used, path.Local);
        fixed (byte* data = datagrams, address = path.Remote.Buffer.Span)
        {
            var piece = new NativePiece { Base = data, Length = (nuint)datagrams.Length };
            var message = new Message
            {
                Name = address,
                NameLength = (uint)path.Remote.Size,
                Pieces = &piece,
                PieceCount = 1,
                Control = used == 0 ? null : control,
                ControlLength = used,
            };
            return Call(socket, &message, &SendMessage) < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <summary>
    /// Receives datagrams of one sender without waiting; answers their bytes together, or -1 where none is there.
    /// <paramref name="length"/> is the length of each of them but the last. The path gets their addresses; the local one keeps its
    /// port.
    /// </summary>
    public static int Receive(SafeSocketHandle socket, Span<byte> buffer, in DatagramPath path, out int length)
    {
        var control = stackalloc byte[ControlSize];
        fixed (byte* data = buffer, address = path.Remote.Buffer.Span)
        {
            var piece = new NativePiece { Base = data, Length = (nuint)buffer.Length };
            var message = new Message
            {
                Name = address,
                NameLength = (uint)path.Remote.Buffer.Length,
                Pieces = &piece,
                PieceCount = 1,
                Control = control,
                ControlLength = ControlSize,
            };
            var received = (int)Call(socket, &message, &ReceiveMessage);
            length = received;
            if (received < 0) return received;
            path.Remote.Size = (int)message.NameLength;
            for (nuint at = 0; at + (nuint)sizeof(Control) <= message.ControlLength;)
            {
                var head = (Control*)(control + at);
                var content = control + at + sizeof(Control);
                if (head->Level == Udp && head->Type == UdpGro) length = Unsafe.ReadUnaligned<int>(content);
                else LocalAddress.Read(head->Level, head->Type, content, path.Local);
                at += Aligned(head->Length);
            }

            return received;
        }
    }

    /// <summary>Writes one control message; answers its bytes with its padding.</summary>
    internal static nuint Write(byte* target, int level, int type, ReadOnlySpan<byte> content)
    {
        *(Control*)target = new() { Length = (nuint)(sizeof(Control) + content.Length), Level = level, Type = type };
        content.CopyTo(new(target + sizeof(Control), content.Length));
        return Aligned((nuint)(sizeof(Control) + content.Length));
    }

    private static nuint Aligned(nuint length) => (length + 7) & ~(nuint)7;

    private static nint Call(SafeSocketHandle socket, Message* message, delegate*<int, Message*, int, nint> function)
    {
        var isKept = false;
        try
        {
            socket.DangerousAddRef(ref isKept);
            return function((int)socket.DangerousGetHandle(), message, DoNotWait);
        }
        finally
        {
            if (isKept) socket.DangerousRelease();
        }
    }

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    private static partial nint SendMessage(int socket, Message* message, int flags);

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(int socket, Message* message, int flags);

    /// <summary><c>struct msghdr</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Message
    {
        public byte* Name;
        public uint NameLength;
        public NativePiece* Pieces;
        public nuint PieceCount;
        public void* Control;
        public nuint ControlLength;
        public int Flags;
    }

    /// <summary><c>struct cmsghdr</c>; its content follows.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Control
    {
        public nuint Length;
        public int Level;
        public int Type;
    }
}
