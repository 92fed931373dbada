namespace PeerFunctional.Cli;

/// <summary>TODO</summary>
internal static class FeedWriteCommand
{
    public static Task<int> Run(Command.FeedWrite command, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"not yet: {command}"));
}
