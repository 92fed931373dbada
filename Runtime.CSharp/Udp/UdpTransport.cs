using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Udp;

/// <summary>
/// A peer's UDP sockets, one a channel. Datagrams are decoded on every core and handed on in the order they came.
/// </summary>
public sealed class UdpTransport<TMessage> : ITransport<Endpoint, TMessage>
{
    /// <summary>Datagrams being decoded; when as many wait, the system's socket buffers fill, as UDP has it.</summary>
    private const int MaxDecoding = 1_024;

    /// <summary>What a burst may hold before it is read; the system may grant less.</summary>
    private const int ReceiveBuffer = 4 * 1024 * 1024;

    private readonly IReadOnlyDictionary<Kernel.Channel, Socket> sockets;
    private readonly Codec<TMessage> codec;
    private readonly Action<Traffic>? observe;
    private readonly Routes routes = new();
    private readonly Channel<Task<Arrival<Endpoint, TMessage>>> decoding =
        System.Threading.Channels.Channel.CreateBounded<Task<Arrival<Endpoint, TMessage>>>(MaxDecoding);

    private UdpTransport(
        IReadOnlyDictionary<Kernel.Channel, Socket> sockets, Codec<TMessage> codec, Action<Traffic>? observe)
    {
        this.sockets = sockets;
        this.codec = codec;
        this.observe = observe;
    }

    /// <summary>Binds one socket a channel; port 0 lets the system choose.</summary>
    /// <param name="bindings">Where each channel listens.</param>
    /// <param name="codec">Turns datagrams into messages; called from many threads.</param>
    /// <param name="observe">Sees every datagram that leaves or arrives, such as to record it.</param>
    /// <exception cref="IOException">An address is taken or not this machine's; the message says which.</exception>
    public static UdpTransport<TMessage> Bind(
        IReadOnlyDictionary<Kernel.Channel, IPEndPoint> bindings, Codec<TMessage> codec, Action<Traffic>? observe = null)
    {
        var sockets = new Dictionary<Kernel.Channel, Socket>();
        foreach (var (channel, address) in bindings)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            sockets.Add(channel, socket);
            try
            {
                socket.ReceiveBufferSize = ReceiveBuffer;
                socket.SendBufferSize = ReceiveBuffer;
                socket.Bind(address);
            }
            catch (SocketException e)
            {
                foreach (var opened in sockets.Values) opened.Dispose();
                throw new IOException($"cannot listen on UDP {address}: {e.Message}", e);
            }
        }
        return new(sockets, codec, observe);
    }

    /// <summary>Where a channel's socket is bound.</summary>
    public IPEndPoint LocalEndPoint(Kernel.Channel channel) => (IPEndPoint)sockets[channel].LocalEndPoint!;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Arrival<Endpoint, TMessage>> ReceiveAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var readers = Task.WhenAll(sockets.Select(socket => ReadAsync(socket.Key, socket.Value, cancellation)));
        _ = readers.ContinueWith(
            ended => decoding.Writer.TryComplete(ended.Exception?.InnerException), TaskScheduler.Default);

        await foreach (var decoded in decoding.Reader.ReadAllAsync(cancellation))
        {
            yield return await decoded;
        }
    }

    /// <inheritdoc/>
    public async ValueTask SendAsync(Endpoint recipient, TMessage message, CancellationToken cancellation)
    {
        var (channel, bytes) = codec.Encode.Invoke(message);

        if (!sockets.TryGetValue(channel, out var socket) || AddressOf(recipient, socket) is not { } address)
        {
            return;
        }

        try
        {
            // Seen before it leaves: a recording shows the question before its answer.
            observe?.Invoke(new(IsSent: true, routes.Local(socket, recipient), recipient, bytes));
            await socket.SendToAsync(bytes, SocketFlags.None, address, cancellation);
        }
        catch (SocketException)
        {
            // Unreachable, refused or too large for the network: lost, as a datagram may be.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var socket in sockets.Values) socket.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ReadAsync(Kernel.Channel channel, Socket socket, CancellationToken cancellation)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(ushort.MaxValue);
        var address = new SocketAddress(socket.AddressFamily);
        var names = new EndpointNames(socket.AddressFamily);

        while (true)
        {
            int length;
            try
            {
                length = await socket.ReceiveFromAsync(buffer, SocketFlags.None, address, cancellation);
            }
            catch (SocketException) when (!cancellation.IsCancellationRequested)
            {
                // An ICMP error of an earlier send; the original ignores it too.
                continue;
            }

            var sender = names.Of(address);
            ReadOnlyMemory<byte> bytes = buffer.AsSpan(0, length).ToArray();
            observe?.Invoke(new(IsSent: false, routes.Local(socket, sender), sender, bytes));
            await decoding.Writer.WriteAsync(Task.Run(() => Decode(channel, sender, bytes), CancellationToken.None), cancellation);
        }
    }

    private Arrival<Endpoint, TMessage> Decode(Kernel.Channel channel, Endpoint sender, ReadOnlyMemory<byte> bytes) =>
        codec.Decode.Invoke(channel).Invoke(bytes) is var decoded && decoded.IsOk
            ? new Arrival<Endpoint, TMessage>.Received(sender, decoded.ResultValue)
            : new Arrival<Endpoint, TMessage>.Malformed(sender, decoded.ErrorValue);

    private static IPEndPoint? AddressOf(Endpoint endpoint, Socket socket) =>
        IPAddress.TryParse(endpoint.Host, out var address)
        && address.AddressFamily == socket.AddressFamily
        && endpoint.Port is > 0 and <= ushort.MaxValue
            ? new(address, endpoint.Port)
            : null;
}
