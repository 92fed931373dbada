using PeerFunctional.Runtime.Search;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>The checker's search for a hint, which its reader waits for.</summary>
internal sealed class HintSearch : ISearch
{
    public static readonly HintSearch Engine = new();

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public CheckReport<TState, TAction> Run<TState, TAction>(Model<TState, TAction> model) =>
        StateSearch.Run(model, new() { MaxTime = Longest });
}
