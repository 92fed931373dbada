using System.Buffers.Binary;
using System.Net.Sockets;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>Whether the partner's system has all bytes that were written, as Linux tells it (<c>TCP_INFO</c>).</summary>
internal static class Acknowledgement
{
    private const int Tcp = 6, Info = 11;

    /// <summary>Where the system's <c>struct tcp_info</c> has the segments and the bytes that are on their way.</summary>
    private const int UnacknowledgedOffset = 24, UnsentOffset = 144;

    private const int Length = UnsentOffset + sizeof(uint);

    /// <summary>Whether some are not acknowledged; false where the system does not tell.</summary>
    /// <exception cref="SocketException">The connection is no more.</exception>
    public static bool IsOwed(Socket socket)
    {
        if (!OperatingSystem.IsLinux()) return false;
        Span<byte> info = stackalloc byte[Length];
        return socket.GetRawSocketOption(Tcp, Info, info) == Length
            && (ReadNumber(info[UnacknowledgedOffset..]) > 0 || ReadNumber(info[UnsentOffset..]) > 0);
    }

    private static uint ReadNumber(ReadOnlySpan<byte> bytes) =>
        BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
