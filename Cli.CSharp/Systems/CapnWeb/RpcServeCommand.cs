namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary><c>peer rpc serve</c></summary>
internal static class RpcServeCommand
{
    public static async Task<int> Run(RpcServeOptions options, Screen screen, CancellationToken cancellation)
    {
        var story = new RpcStory(options.Name, screen);
        await using var writing = new RpcWriting(options.Files, screen);
        await using var server = await RpcServer.StartAsync(options, new RpcGreeter(options.Name, story.Received), writing, "rpc serve", cancellation);
        story.Starts(server.Address.Port);
        story.Runs(server.Address, partner: null);
        await story.PrintReceivedAsync(cancellation);
        return ExitCode.Interrupted;
    }
}
