namespace PeerFunctional.Cli;

/// <summary>TODO</summary>
internal static class FeedReadCommand
{
    public static Task<int> Run(Command.FeedRead command, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"not yet: {command}"));
}
