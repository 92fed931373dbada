using System.Net;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Datagrams that one connection writes in a row.</summary>
internal ref struct DatagramBatch(QuicSocket socket, SocketAddress remote)
{
    [ThreadStatic]
    private static byte[]? buffer;

    private SocketAddress remote = remote;

    /// <summary>Where to write the next datagram.</summary>
    public readonly Span<byte> Next(int longest) => (buffer ??= GC.AllocateUninitializedArray<byte>(QuicSocket.LongestDatagram)).AsSpan(0, longest);

    /// <summary>The datagram is written; it goes to this address.</summary>
    public void Add(int length, ReadOnlySpan<byte> address)
    {
        if (!address.SequenceEqual(remote.Buffer.Span[..remote.Size]))
        {
            remote = new(remote.Family, address.Length);
            address.CopyTo(remote.Buffer.Span);
        }

        socket.Send(buffer.AsSpan(0, length), remote);
    }

    /// <summary>Sends what is left.</summary>
    public readonly void Dispose()
    {
    }
}
