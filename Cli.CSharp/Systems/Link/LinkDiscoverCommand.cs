using PeerFunctional.Kernel;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Cli.Systems.Link;

/// <summary><c>peer link discover</c></summary>
internal static class LinkDiscoverCommand
{
    public static async Task<int> Run(LinkDiscoverOptions options, Screen screen, CancellationToken cancellation)
    {
        IReadOnlyList<Endpoint> targets = options.Broadcast?.Value is { } address
            ? [new(address, options.Port)]
            : LinkHost.Everywhere(options.Port);
        var found = 0;
        await using var search = LinkHost.Search(targets, options.Pause, new(
            notice =>
            {
                if (notice is not Notice.Found one) return;
                found++;
                screen.Object(new { Peer = one.Item1.ToString(), Address = one.at.ToString() });
                screen.Answer(one.Item1.ToString());
            },
            TimeProvider.System));
        await using (cancellation.Register(() => search.Command(UserCommand.Stop)))
            await search.RunAsync(CancellationToken.None);

        if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
        return found > 0
            ? ExitCode.Done
            : screen.Fail($"link discover: no peer answered on UDP port {options.Port}; start one with: peer link listen --port {options.Port}, or name the network: --broadcast ADDRESS");
    }
}
