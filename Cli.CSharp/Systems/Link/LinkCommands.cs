namespace PeerFunctional.Cli.Systems.Link;

/// <summary>Who carries out the links' own commands.</summary>
internal static class LinkCommands
{
    public static Task<int> Run(LinkCommand own, Screen screen, CancellationToken cancellation) => own switch
    {
        LinkCommand.Listen { Item: var options } => LinkListenCommand.Run(options, screen, cancellation),
        LinkCommand.Connect { Item: var options } => LinkConnectCommand.Run(options, screen, cancellation),
        LinkCommand.Send { Item: var options } => LinkSendCommand.Run(options, screen, cancellation),
        LinkCommand.Discover { Item: var options } => LinkDiscoverCommand.Run(options, screen, cancellation),
        { IsDemo: true } => LinkDemoCommand.Run(screen, cancellation),
        _ => throw new InvalidOperationException($"no file carries out {own}"),
    };
}
