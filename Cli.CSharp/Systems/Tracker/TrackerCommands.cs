namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary>Who carries out the tracker ring's own commands.</summary>
internal static class TrackerCommands
{
    public static Task<int> Run(TrackerCommand own, Screen screen, CancellationToken cancellation) => own switch
    {
        TrackerCommand.Serve { Item: var options } => TrackerServeCommand.Run(options, screen, cancellation),
        TrackerCommand.Join { Item: var options } => TrackerJoinCommand.Run(options, screen, cancellation),
        TrackerCommand.Echo command => TrackerEchoCommand.Run(command, screen, cancellation),
        TrackerCommand.Collect command => TrackerCollectCommand.Run(command, screen, cancellation),
        TrackerCommand.Status { tracker: var tracker } => TrackerStatusCommand.Run(tracker, screen, cancellation),
        { IsDemo: true } => TrackerDemoCommand.Run(screen, cancellation),
        _ => throw new InvalidOperationException($"no file carries out {own}"),
    };
}
