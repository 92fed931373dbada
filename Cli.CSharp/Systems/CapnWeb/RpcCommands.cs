namespace PeerFunctional.Cli.Systems.CapnWeb;

/// <summary>Who carries out Cap'n Web's own commands.</summary>
internal static class RpcCommands
{
    public static Task<int> Run(RpcCommand own, Screen screen, CancellationToken cancellation) => own switch
    {
        RpcCommand.Serve { Item: var options } => RpcServeCommand.Run(options, screen, cancellation),
        RpcCommand.Peer { Item: var options } => RpcPeerCommand.Run(options, screen, cancellation),
        RpcCommand.Call { Item: var options } => RpcCallCommand.Run(options, screen, cancellation),
        RpcCommand.Inspect { Item: var subject } => RpcInspectCommand.Run(subject, screen, cancellation),
        { IsDemo: true } => RpcDemoCommand.Run(screen, cancellation),
        _ => throw new InvalidOperationException($"no file carries out {own}"),
    };
}
