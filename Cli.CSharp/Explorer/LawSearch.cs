using PeerFunctional.Runtime.Search;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>The checker's search for a grade, cut after so many different states of a world. The worlds are small, so it needs one thread.</summary>
internal sealed class LawSearch(long maxStates, CancellationToken cancellation) : ISearch
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public CheckReport<TState, TAction> Run<TState, TAction>(Model<TState, TAction> model) =>
        StateSearch.Run(model, new() { MaxStates = maxStates, MaxTime = Longest, Workers = 1 }, cancellation: cancellation);
}
