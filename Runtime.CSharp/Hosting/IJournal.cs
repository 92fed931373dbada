namespace PeerFunctional.Runtime.Hosting;

/// <summary>Hears every input of a live machine in order, with the state after its step.</summary>
public interface IJournal<in TInput, in TState> : IAsyncDisposable
{
    /// <summary>
    /// Takes one step down, at its time since the machine started. It waits while too many are under way, which holds the machine
    /// back.
    /// </summary>
    ValueTask RecordAsync(TimeSpan at, TInput input, TState state, CancellationToken cancellation);
}
