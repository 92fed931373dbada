using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Search;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>How a search is to be.</summary>
/// <param name="Property">The place of one property; null for the invariants first, and then the goal.</param>
/// <param name="MaxSeconds">After which it is cut.</param>
internal sealed record SearchWishes(int? Property = null, int MaxSeconds = 60)
{
    private const int MostSeconds = 3600;

    /// <exception cref="RpcException">A number out of its range.</exception>
    public SearchWishes Checked() => MaxSeconds is >= 1 and <= MostSeconds
        ? this
        : throw new RpcException($"A search takes 1 to {MostSeconds} seconds.");
}

/// <summary>A search for a violation in the background. It ends with its session, and when it is let go of.</summary>
[RpcTarget]
internal sealed class ViolationSearch : IDisposable
{
    // A page stays open beside it.
    private const long MaxMemory = 2L << 30;

    private readonly CancellationTokenSource cancelled;
    private readonly Task<Found> found;

    public ViolationSearch(
        Position position, SearchWishes wishes, Func<Progress, Task> hear, Func<FoundViolation, Task<Found>> tell, CancellationToken ended)
    {
        cancelled = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var engine = new Engine(wishes, hear, cancelled.Token);
        found = Found();

        async Task<Found> Found()
        {
            using var _ = RpcStub.Of(hear);
            // A search takes a minute or more, so it has a thread of its own.
            return await tell(await Task.Factory.StartNew(
                () => Search(position, wishes, engine), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
        }
    }

    public Task<Found> Result() => found;

    public void Cancel() => cancelled.Cancel();

    public void Dispose() => cancelled.Cancel();

    public static Found TellNone(FoundViolation found) => new(
        found.Extent.IsCutBy ? "cut" : "holds",
        found.Extent switch
        {
            SearchExtent.CutBy { Item: var limit } => $"The search ended after {found.Counts.Unique:N0} states, {Words(limit)}: a violation may lie behind them.",
            _ => $"No violation is possible from here: the search saw all states that can follow, {found.Counts.Unique:N0} in number.",
        },
        null, found.Counts.Unique, found.Counts.Depth, [], null, null);

    public static string Sentence(Position position, ViolatedProperty violated)
    {
        var property = position.Properties.Value[violated.Property];
        var missing = position.Missing.Value is { IsSome: true, Value: var words } ? $": {TerminalText.show(words)}" : "";
        return !property.Kind.IsGoal ? $"Step {position.Number} violates this property: {property.Sentence}"
            : violated.Loop.IsSome ? $"The steps can repeat for ever, and the goal is not reached{missing}"
            : $"The run ends in step {position.Number}, and the goal is not reached{missing}";
    }

    private static FoundViolation Search(Position position, SearchWishes wishes, Engine engine)
    {
        var properties = position.Properties.Value;
        if (wishes.Property is not { } one)
        {
            var invariants = position.Search.Invoke(engine).Invoke(FSharpValueOption<int>.ValueNone);
            return invariants.Violation.IsSome || invariants.Extent.IsCutBy
                ? invariants
                : position.Search.Invoke(engine).Invoke(FSharpValueOption<int>.NewValueSome(properties.Length - 1));
        }

        return one >= 0 && one < properties.Length && !properties[one].Kind.IsReachable
            ? position.Search.Invoke(engine).Invoke(FSharpValueOption<int>.NewValueSome(one))
            : throw new RpcException($"Property {one} cannot be violated: name one that must always hold, or the goal.");
    }

    private static string Words(SearchLimit limit) =>
        limit.IsTime ? "because its time was over" : limit.IsMemory ? "because it took too much memory" : "because it was stopped";

    /// <summary>The checker's search, which tells how far it is.</summary>
    private sealed class Engine(SearchWishes wishes, Func<Progress, Task> hear, CancellationToken cancellation) : ISearch
    {
        private Task told = Task.CompletedTask;

        public CheckReport<TState, TAction> Run<TState, TAction>(Model<TState, TAction> model) => StateSearch.Run(
            model, new() { MaxTime = TimeSpan.FromSeconds(wishes.MaxSeconds), MaxMemory = MaxMemory }, Tell, cancellation: cancellation);

        /// <summary>A page that does not answer is told no more.</summary>
        private void Tell(SearchProgress progress)
        {
            if (told.IsCompleted) told = HearAsync(new(progress.Unique, progress.Depth, progress.Elapsed.TotalSeconds));
        }

        private async Task HearAsync(Progress progress)
        {
            try
            {
                await hear(progress);
            }
            catch (RpcException)
            {
                // The page is gone; the session's end stops the search.
            }
        }
    }
}
