namespace PeerFunctional.Cli;

/// <summary><c>peer replicate</c></summary>
internal static class ReplicateCommand
{
    public static Task<int> Run(ReplicateOptions options, Screen screen, CancellationToken cancellation) =>
        Task.FromResult(screen.Fail($"replicate {options.Dir}: not in this version yet"));
}
