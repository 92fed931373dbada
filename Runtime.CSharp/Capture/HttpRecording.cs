using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Capture;

/// <summary>Records what .NET's own HTTP servers and clients say. What goes over TLS is recorded as it is before and after it.</summary>
public static class HttpRecording
{
    private static readonly HttpRequestOptionsKey<(IPEndPoint Local, IPEndPoint Remote)> Ends = new("peer.recorded-ends");
    private static readonly ConditionalWeakTable<Recorder, HttpMessageInvoker> Clients = [];

    /// <summary>Records every connection that is accepted; after <c>UseHttps</c>, without its TLS.</summary>
    /// <param name="listening">Where a server listens.</param>
    /// <param name="recorder">Records until it is disposed.</param>
    public static ListenOptions UseRecorder(this ListenOptions listening, Recorder recorder)
    {
        listening.Use(next => connection =>
            connection is { RemoteEndPoint: IPEndPoint remote, LocalEndPoint: IPEndPoint local }
                ? ServeAsync(connection, next, TcpRecording.OfCaller(recorder, remote.ToEndpoint(), local.ToEndpoint()))
                : next(connection));
        return listening;
    }

    /// <summary>A client whose connections are recorded; one for each recorder.</summary>
    internal static HttpMessageInvoker Client(Recorder recorder) => Clients.GetValue(recorder, static recorder => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        ConnectCallback = ConnectAsync,
        PlaintextStreamFilter = (context, _) => ValueTask.FromResult(Recorded(context, recorder)),
    }));

    private static async Task ServeAsync(ConnectionContext connection, ConnectionDelegate next, TcpRecording recording)
    {
        var transport = connection.Transport;
        var recorded = new RecordedTransport(
            PipeReader.Create(new RecordedStream(transport.Input.AsStream(leaveOpen: true), recording)),
            PipeWriter.Create(new RecordedStream(transport.Output.AsStream(leaveOpen: true), recording)));
        connection.Transport = recorded;
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            // Their streams end with them, and with those the recording.
            await recorded.Input.CompleteAsync().ConfigureAwait(false);
            await recorded.Output.CompleteAsync().ConfigureAwait(false);
            connection.Transport = transport;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation).ConfigureAwait(false);
            context.InitialRequestMessage.Options.Set(Ends, ((IPEndPoint)socket.LocalEndPoint!, (IPEndPoint)socket.RemoteEndPoint!));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static Stream Recorded(SocketsHttpPlaintextStreamFilterContext context, Recorder recorder)
    {
        if (!context.InitialRequestMessage.Options.TryGetValue(Ends, out var ends)) return context.PlaintextStream;
        var recording = TcpRecording.OfCall(recorder, ends.Local.ToEndpoint(), ends.Remote.ToEndpoint());
        recording.Answered();
        return new RecordedStream(context.PlaintextStream, recording);
    }

    private sealed record RecordedTransport(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
