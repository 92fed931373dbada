using PeerFunctional.CapnWeb;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary><c>peer rpc peer</c>: the seed's example, one of its two peers.</summary>
internal static class RpcPeerCommand
{
    /// <summary>Both peers may be started at the same moment.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<int> Run(RpcPeerOptions options, Screen screen, CancellationToken cancellation)
    {
        var name = options.Serve.Name;
        var partner = RpcGreeter.PartnerOf(name);
        var story = new RpcStory(name, screen);
        await using var writing = new RpcWriting(options.Serve.Files, screen);
        await using var server = await RpcServer.StartAsync(options.Serve, new RpcGreeter(name, story.Received), writing, "rpc peer", cancellation);
        story.Starts(server.Address.Port);
        story.Runs(server.Address, partner);
        _ = story.PrintReceivedAsync(cancellation);

        do
        {
            await Task.Delay(Pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
        }
        while (!await CallAsync(options.Other, name, partner, writing, story, cancellation) && options.Retries);

        story.Waits(partner);
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Interrupted;
    }

    /// <summary>Calls the partner three times; false where it is not there, or fails.</summary>
    private static async Task<bool> CallAsync(
        Uri other, string name, string partner, RpcWriting writing, RpcStory story, CancellationToken cancellation)
    {
        story.Connects(partner, other);
        try
        {
            story.Calls(partner, "greet()");
            await AskAsync(other, "greet", [], writing, story, cancellation);
            story.Calls(partner, $"chat('Hi {partner}!')");
            await AskAsync(other, "chat", [$"Hi {partner}, this is {name}!"], writing, story, cancellation);
            story.Calls(partner, "get_stats()");
            await AskAsync(other, "get_stats", [], writing, story, cancellation);
            return true;
        }
        catch (Exception problem) when (problem is IOException or RpcException)
        {
            story.Misses(partner, other, problem.Message);
            return false;
        }
    }

    /// <summary>One call in a batch of its own, as the example's peers make it.</summary>
    private static async Task AskAsync(
        Uri other, string method, object?[] arguments, RpcWriting writing, RpcStory story, CancellationToken cancellation)
    {
        await using var session = await RpcSession.ConnectAsync(other, options: writing.Options, cancellation: cancellation);
        var answer = await session.Main.Call(method, arguments).AsTask<Value<Reference>>(cancellation);
        story.Hears(method, ResultText.line(answer), ResultText.python(answer));
    }
}
