namespace PeerFunctional.Cli;

/// <summary>TODO</summary>
internal static class FeedDumpCommand
{
    public static Task<int> Run(Command.FeedDump command, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"not yet: {command}"));
}
