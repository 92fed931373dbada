using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Udp;

/// <summary>A socket bound to one address, which all datagrams leave from and come to.</summary>
internal sealed class SingleAddressSocket(Socket socket) : IDatagramSocket
{
    private readonly Endpoint local = ((IPEndPoint)socket.LocalEndPoint!).ToEndpoint();
    private readonly SocketAddress sender = new(socket.AddressFamily);
    private readonly EndpointNames names = new(socket.AddressFamily);

    public IPEndPoint LocalEndPoint => (IPEndPoint)socket.LocalEndPoint!;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<(Endpoint Sender, Endpoint Local, int Length)> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, sender, cancellation);
        return (names.Of(sender), local, length);
    }

    public async ValueTask SendAsync(
        Endpoint recipient, ReadOnlyMemory<byte> bytes, Action<ObservedDatagram>? observe, CancellationToken cancellation)
    {
        if (!IPAddress.TryParse(recipient.Host, out var address) || address.AddressFamily != socket.AddressFamily) return;
        observe?.Invoke(new(IsSent: true, local, recipient, bytes));
        await socket.SendToAsync(bytes, SocketFlags.None, new IPEndPoint(address, recipient.Port), cancellation);
    }

    public void Dispose() => socket.Dispose();
}
