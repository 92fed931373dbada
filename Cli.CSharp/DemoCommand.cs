namespace PeerFunctional.Cli;

/// <summary><c>peer demo</c></summary>
internal static class DemoCommand
{
    public static Task<int> Run(DemoOptions options, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail("demo: not in this version yet"));
}
