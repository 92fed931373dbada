using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Many datagrams of one length in one system call (UDP_SEGMENT, UDP_GRO), which .NET's sockets do not offer.</summary>
internal static unsafe partial class SegmentedDatagrams
{
    private const int Udp = 17;
    private const int UdpSegment = 103;
    private const int UdpGro = 104;
    private const int DoNotWait = 0x40;

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
    /// the number of the system's error.
    /// </summary>
    public static int Send(SafeSocketHandle socket, ReadOnlySpan<byte> datagrams, int length, SocketAddress remote)
    {
        fixed (byte* data = datagrams, address = remote.Buffer.Span)
        {
            var piece = new NativePiece { Base = data, Length = (nuint)datagrams.Length };
            var control = new Control { Length = Control.LengthOfShort, Level = Udp, Type = UdpSegment, Content = length };
            var message = new Message
            {
                Name = address,
                NameLength = (uint)remote.Size,
                Pieces = &piece,
                PieceCount = 1,
                Control = &control,
                ControlLength = (nuint)sizeof(Control),
            };
            return Call(socket, &message, &SendMessage) < 0 ? Marshal.GetLastPInvokeError() : 0;
        }
    }

    /// <summary>
    /// Receives datagrams of one sender without waiting; answers their bytes together, or -1 where none is there.
    /// <paramref name="length"/> is the length of each of them but the last.
    /// </summary>
    public static int Receive(SafeSocketHandle socket, Span<byte> buffer, SocketAddress sender, out int length)
    {
        fixed (byte* data = buffer, address = sender.Buffer.Span)
        {
            var piece = new NativePiece { Base = data, Length = (nuint)buffer.Length };
            Control control = default;
            var message = new Message
            {
                Name = address,
                NameLength = (uint)sender.Buffer.Length,
                Pieces = &piece,
                PieceCount = 1,
                Control = &control,
                ControlLength = (nuint)sizeof(Control),
            };
            var received = (int)Call(socket, &message, &ReceiveMessage);
            if (received >= 0) sender.Size = (int)message.NameLength;
            var isCut = message.ControlLength > 0 && control is { Level: Udp, Type: UdpGro };
            length = isCut ? control.Content : received;
            return received;
        }
    }

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

    /// <summary><c>struct cmsghdr</c> with a number: 16 bits of it to send, 32 to receive, both little endian.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Control
    {
        public const int LengthOfShort = 18;

        public nuint Length;
        public int Level;
        public int Type;
        public int Content;
    }
}
