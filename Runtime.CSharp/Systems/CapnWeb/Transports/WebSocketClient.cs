using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Opens WebSockets to peers.</summary>
internal static class WebSocketClient
{
    /// <exception cref="IOException">Nobody answers at the address; the message says why.</exception>
    public static async Task<WebSocketTransport> ConnectAsync(Uri address, RpcOptions options, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            return options.WebSocket is { } configure
                ? await ConfiguredAsync(socket, address, configure, options, cancellation).ConfigureAwait(false)
                : await GatheringAsync(socket, address, options, cancellation).ConfigureAwait(false);
        }
        catch (WebSocketException problem)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw new IOException(
                $"no session with {address}: {(status == 0 ? NoAnswer.Words(address, problem) : NoAnswer.Words(address, status))}", problem);
        }
    }

    /// <summary>Options such as a certificate ask for the WebSocket's own connection.</summary>
    private static async Task<WebSocketTransport> ConfiguredAsync(
        ClientWebSocket socket, Uri address, Action<ClientWebSocketOptions> configure, RpcOptions options, CancellationToken cancellation)
    {
        configure(socket.Options);
        await socket.ConnectAsync(address, cancellation).ConfigureAwait(false);
        return new(socket, 3L * options.MaxMessage);
    }

    private static async Task<WebSocketTransport> GatheringAsync(
        ClientWebSocket socket, Uri address, RpcOptions options, CancellationToken cancellation)
    {
        GatheringStream? gathering = null;
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, connecting) =>
                gathering = new(await DialAsync(context.DnsEndPoint, connecting).ConfigureAwait(false)),
            PooledConnectionLifetime = TimeSpan.Zero,
            UseCookies = false,
        });
        await socket.ConnectAsync(address, invoker, cancellation).ConfigureAwait(false);
        return new(socket, 3L * options.MaxMessage) { Gathering = gathering };
    }

    private static async Task<NetworkStream> DialAsync(DnsEndPoint endpoint, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endpoint, cancellation).ConfigureAwait(false);
            return new(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
