namespace PeerFunctional.Cli;

/// <summary>TODO</summary>
internal static class FeedImportCommand
{
    public static Task<int> Run(Command.FeedImport command, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"not yet: {command}"));
}
