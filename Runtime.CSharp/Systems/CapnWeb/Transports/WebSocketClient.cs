using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using PeerFunctional.Runtime.Capture;

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
            var transport = options.WebSocket is not null || options.Recorder is not null
                ? await ConfiguredAsync(socket, address, options, cancellation).ConfigureAwait(false)
                : await GatheringAsync(socket, address, options, cancellation).ConfigureAwait(false);
            // Only a refusal is told of; what is kept would live as long as the session.
            socket.HttpResponseHeaders = null;
            return transport;
        }
        catch (WebSocketException problem)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw new IOException(
                $"no session with {address}: {(status == 0 ? NoAnswer.Words(address, problem) : NoAnswer.Words(address, status))}", problem);
        }
    }

    /// <summary>Options such as a certificate ask for the WebSocket's own connection, and a recorder for its own.</summary>
    private static async Task<WebSocketTransport> ConfiguredAsync(
        ClientWebSocket socket, Uri address, RpcOptions options, CancellationToken cancellation)
    {
        options.WebSocket?.Invoke(socket.Options);
        var invoker = options.Recorder is { } recorder ? HttpRecording.Client(recorder) : null;
        await socket.ConnectAsync(address, invoker, cancellation).ConfigureAwait(false);
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
