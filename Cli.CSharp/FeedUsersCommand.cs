namespace PeerFunctional.Cli;

/// <summary>TODO</summary>
internal static class FeedUsersCommand
{
    public static Task<int> Run(Command.FeedUsers command, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"not yet: {command}"));
}
