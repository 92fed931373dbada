namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary>Who carries out libp2p's own commands.</summary>
internal static class Libp2pCommands
{
    public static Task<int> Run(Libp2pCommand own, Screen screen, CancellationToken cancellation) => own switch
    {
        Libp2pCommand.Listen { Item: var options } => Libp2pListenCommand.Run(options, screen, cancellation),
        Libp2pCommand.Dial { Item: var options } => Libp2pDialCommand.Run(options, screen, cancellation),
        Libp2pCommand.Identify { target: var target, peer: var peer } => Libp2pIdentifyCommand.Run(target, peer, screen, cancellation),
        Libp2pCommand.Ping { Item: var options } => Libp2pPingCommand.Run(options, screen, cancellation),
        Libp2pCommand.Id { key: var key } => Libp2pIdCommand.Run(key?.Value, screen),
        { IsDemo: true } => Libp2pDemoCommand.Run(screen, cancellation),
        _ => throw new InvalidOperationException($"no file carries out {own}"),
    };
}
