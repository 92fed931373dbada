namespace PeerFunctional.Cli;

/// <summary>TODO</summary>
internal static class FeedExportCommand
{
    public static Task<int> Run(Command.FeedExport command, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"not yet: {command}"));
}
