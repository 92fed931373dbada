using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary>A web server that serves one object by Cap'n Web at <c>/rpc</c> and <c>/rpc/batch</c>.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private readonly WebApplication web;

    private RpcServer(WebApplication web, Uri address) => (this.web, Address) = (web, address);

    /// <summary>Such as <c>http://127.0.0.1:8080</c>.</summary>
    public Uri Address { get; }

    /// <exception cref="IOException">The address cannot be listened on.</exception>
    public static async Task<RpcServer> StartAsync(
        RpcServeOptions options, object main, RpcWriting writing, string command, CancellationToken cancellation)
    {
        var bind = await HostName.ToListenAsync(options.Listen, cancellation);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(bind, listening =>
        {
            if (writing.Recorder is { } recorder) listening.UseRecorder(recorder);
        }));
        var web = builder.Build();
        web.MapCapnWeb("/rpc", () => main, new() { AllowedOrigins = [.. options.Origins], Journal = writing.Journal });
        try
        {
            await web.StartAsync(cancellation);
        }
        catch (IOException problem)
        {
            await web.DisposeAsync();
            throw new IOException($"{command}: {WebListening.Words(problem, bind)}; use --port", problem);
        }

        return new(web, new Uri(web.Urls.First()));
    }

    public async ValueTask DisposeAsync()
    {
        await web.StopAsync(new CancellationToken(canceled: true));
        await web.DisposeAsync();
    }
}
