namespace PeerFunctional.Cli;

/// <summary>TODO</summary>
internal static class FeedVerifyCommand
{
    public static Task<int> Run(Command.FeedVerify command, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"not yet: {command}"));
}
