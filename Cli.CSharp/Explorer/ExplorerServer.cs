using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Explorer;

/// <summary>Serves the page and its sessions on loopback.</summary>
internal sealed class ExplorerServer : IAsyncDisposable
{
    /// <summary>Pages at a time.</summary>
    private const int MaxSessions = 16;

    /// <summary>UTF-16 units of a message from the page; a link fits.</summary>
    private const int MaxMessage = 1 << 20;

    private const int MaxCalls = 256;

    /// <summary>How long a connection may stand without a request: one that waits keeps the place of a page.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(5);

    private readonly WebApplication web;

    private ExplorerServer(WebApplication web) => this.web = web;

    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ExplorerServer> StartAsync(int port, Beginning beginning, Action<Uri> tell, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddResponseCompression();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = 8 * MaxSessions;
            kestrel.Limits.KeepAliveTimeout = kestrel.Limits.RequestHeadersTimeout = Idle;
            kestrel.Limits.MaxRequestBodySize = MaxMessage;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        var web = builder.Build();
        var access = new ExplorerAccess(token => tell(new(new Uri(web.Urls.First()), $"/?token={token}")));
        web.Use(next => context => access.CheckAsync(context, next));
        web.UseResponseCompression();
        web.MapCapnWeb("/rpc", () => new ExplorerSession(beginning), new()
        {
            MaxSessions = MaxSessions,
            MaxMessage = MaxMessage,
            MaxBody = MaxMessage,
            MaxCalls = MaxCalls,
            OnSendError = Shown,
        });
        web.Map("/{**path}", ExplorerPage.AnswerAsync);
        try
        {
            await web.StartAsync(cancellation);
        }
        catch (IOException problem)
        {
            await web.DisposeAsync();
            throw new IOException($"explore: {WebListening.Words(problem, new(IPAddress.Loopback, port))}; use --port, or --port 0 for any free one", problem);
        }

        access.Start();
        return new(web);
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync(new CancellationToken(canceled: true));
        await web.DisposeAsync();
    }

    /// <summary>Errors that are meant for the page go as they are; the page needs no details of others.</summary>
    private static Exception Shown(Exception problem) => problem switch
    {
        RpcException => problem,
        OperationCanceledException => new RpcException("The session ended before the answer."),
        _ => new RpcException($"The program failed: {problem.GetType().Name}. This is a defect of the program."),
    };
}
