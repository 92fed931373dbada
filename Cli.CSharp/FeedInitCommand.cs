namespace PeerFunctional.Cli;

/// <summary>TODO</summary>
internal static class FeedInitCommand
{
    public static Task<int> Run(Command.FeedInit command, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"not yet: {command}"));
}
