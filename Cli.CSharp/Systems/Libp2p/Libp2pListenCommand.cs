using System.Net;
using System.Net.Sockets;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary><c>peer libp2p listen</c></summary>
internal static class Libp2pListenCommand
{
    public static async Task<int> Run(Libp2pListenOptions options, Screen screen, CancellationToken cancellation)
    {
        var bind = await Libp2pHost.ToListenAsync(options.Listen, cancellation);
        var story = new Libp2pStory(screen);
        await using var peer = Listen(options, bind, story, screen);
        await peer.RunAsync(cancellation);
        story.Conclude();
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
    }

    private static Libp2pPeer Listen(Libp2pListenOptions options, IPEndPoint bind, Libp2pStory story, Screen screen)
    {
        try
        {
            return new(
                options.Peer,
                own => own with
                {
                    Bind = bind,
                    Listens = true,
                    MaxConnections = options.MaxConnections,
                    MaxConnectionsPerAddress = options.MaxConnectionsPerAddress is { IsSome: true, Value: var most } ? most : null,
                },
                story.Tell, screen);
        }
        catch (IOException e) when (e.InnerException is SocketException)
        {
            throw new IOException($"libp2p listen: {e.Message}; name another address, or port 0 for any free one", e);
        }
    }
}
