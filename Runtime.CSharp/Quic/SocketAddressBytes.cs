using System.Net;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Addresses of sockets as the system writes them.</summary>
internal static class SocketAddressBytes
{
    public static ReadOnlySpan<byte> Bytes(this SocketAddress address) => address.Buffer.Span[..address.Size];

    /// <summary>An address of the same family with other bytes.</summary>
    public static SocketAddress With(this SocketAddress address, ReadOnlySpan<byte> bytes)
    {
        var other = new SocketAddress(address.Family, bytes.Length);
        bytes.CopyTo(other.Buffer.Span);
        return other;
    }
}
