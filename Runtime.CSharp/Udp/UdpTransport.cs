using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Udp;

/// <summary>
/// A peer's UDP sockets, one a channel. Datagrams are decoded on every core and handed on in the order they came.
/// </summary>
public sealed class UdpTransport<TMessage> : ITransport<TMessage>
{
    /// <summary>Datagrams being decoded; when as many wait, the system's socket buffers fill, as UDP has it.</summary>
    private const int MaxDecoding = 1_024;

    /// <summary>What a burst may hold before it is read; the system may grant less.</summary>
    private const int ReceiveBuffer = 4 * 1024 * 1024;

    private readonly IReadOnlyDictionary<PortRole, IDatagramSocket> sockets;
    private readonly AskedAddresses asked;
    private readonly Codec<TMessage> codec;
    private readonly OptimizedClosures.FSharpFunc<PortRole, ReadOnlyMemory<byte>, FSharpResult<TMessage, Malformation>> decode;
    private readonly Func<TMessage, int?> namedPort;
    private readonly Action<ObservedDatagram>? observe;
    private readonly Channel<Task<ReceivedInput<TMessage>>> decoding =
        System.Threading.Channels.Channel.CreateBounded<Task<ReceivedInput<TMessage>>>(MaxDecoding);

    private UdpTransport(
        IReadOnlyDictionary<PortRole, IDatagramSocket> sockets, AskedAddresses asked, Codec<TMessage> codec,
        Func<TMessage, int?> namedPort, Action<ObservedDatagram>? observe)
    {
        this.sockets = sockets;
        this.asked = asked;
        this.codec = codec;
        decode = OptimizedClosures.FSharpFunc<PortRole, ReadOnlyMemory<byte>, FSharpResult<TMessage, Malformation>>.Adapt(codec.Decode);
        this.namedPort = namedPort;
        this.observe = observe;
    }

    /// <summary>Binds one socket a channel; port 0 lets the system choose.</summary>
    /// <param name="bindings">Where each channel listens.</param>
    /// <param name="codec">Turns datagrams into messages; called from many threads.</param>
    /// <param name="namedPort">The further port of its sender that a message names, if it does; called from many threads.</param>
    /// <param name="observe">Sees every datagram that leaves or arrives, such as to record it.</param>
    /// <param name="sharesPorts">Whether other programs may have the same ports, and datagrams go to broadcast addresses.</param>
    /// <exception cref="IOException">An address is taken or not this machine's; the message says which.</exception>
    public static UdpTransport<TMessage> Bind(
        IReadOnlyDictionary<PortRole, IPEndPoint> bindings, Codec<TMessage> codec, Func<TMessage, int?> namedPort,
        Action<ObservedDatagram>? observe = null, bool sharesPorts = false)
    {
        var asked = new AskedAddresses();
        var sockets = new Dictionary<PortRole, IDatagramSocket>();
        try
        {
            foreach (var (channel, address) in bindings) sockets.Add(channel, Open(address, asked, sharesPorts));
        }
        catch (IOException)
        {
            foreach (var opened in sockets.Values) opened.Dispose();
            throw;
        }
        return new(sockets, asked, codec, namedPort, observe);
    }

    /// <summary>Where a channel's socket is bound.</summary>
    public IPEndPoint LocalEndPoint(PortRole channel) => sockets[channel].LocalEndPoint;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReceivedInput<TMessage>> ReceiveAsync(
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
    public async ValueTask SendAsync(Address recipient, TMessage message, CancellationToken cancellation)
    {
        var (channel, bytes) = codec.Encode.Invoke(message);

        if (recipient is not Address.Datagram { Item: { Port: > 0 and <= ushort.MaxValue } endpoint }
            || !sockets.TryGetValue(channel, out var socket))
        {
            return;
        }

        try
        {
            await socket.SendAsync(endpoint, bytes, observe, cancellation);
        }
        catch (SocketException)
        {
            // Unreachable, refused or too large for the network: lost, as a datagram may be.
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>Closes the sockets.</summary>
    public void Close()
    {
        foreach (var socket in sockets.Values) socket.Dispose();
    }

    private static IDatagramSocket Open(IPEndPoint address, AskedAddresses asked, bool sharesPorts)
    {
        var isWildcard = address.Address.IsWildcard();
        var socket = Listening.Open(address, SocketType.Dgram, ProtocolType.Udp, prepare: opened =>
        {
            opened.ReceiveBufferSize = ReceiveBuffer;
            opened.SendBufferSize = ReceiveBuffer;
            if (sharesPorts)
            {
                opened.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                opened.EnableBroadcast = true;
            }
            if (isWildcard) EveryAddressSocket.Prepare(opened);
        });
        return isWildcard ? new EveryAddressSocket(socket, asked) : new SingleAddressSocket(socket);
    }

    private async Task ReadAsync(PortRole channel, IDatagramSocket socket, CancellationToken cancellation)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(ushort.MaxValue);

        while (true)
        {
            (Endpoint Sender, Endpoint Local, int Length) datagram;
            try
            {
                datagram = await socket.ReceiveAsync(buffer, cancellation);
            }
            catch (SocketException) when (!cancellation.IsCancellationRequested)
            {
                // An ICMP error of an earlier send; the original ignores it too.
                continue;
            }

            var sender = datagram.Sender;
            ReadOnlyMemory<byte> bytes = buffer.AsSpan(0, datagram.Length).ToArray();
            observe?.Invoke(new(IsSent: false, datagram.Local, sender, bytes));
            await decoding.Writer.WriteAsync(Task.Run(() => Decode(channel, sender, bytes), CancellationToken.None), cancellation);
        }
    }

    private ReceivedInput<TMessage> Decode(PortRole channel, Endpoint sender, ReadOnlyMemory<byte> bytes)
    {
        var decoded = decode.Invoke(channel, bytes);
        var from = Address.NewDatagram(sender);
        if (decoded.IsError) return new ReceivedInput<TMessage>.Malformed(from, decoded.ErrorValue);
        if (namedPort(decoded.ResultValue) is { } port) asked.Named(sender, port);
        return new ReceivedInput<TMessage>.Received(from, decoded.ResultValue);
    }
}
