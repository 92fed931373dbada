namespace PeerFunctional.Runtime.Hosting;

/// <summary>Carries out what a machine asks for beyond messages and timers, such as its store and its notices.</summary>
public interface IEffects<TEffect, TRequest> : IAsyncDisposable
{
    /// <summary>Answers, as requests to the machine; the sequence ends when the effects are disposed of.</summary>
    IAsyncEnumerable<TRequest> AnswersAsync(CancellationToken cancellation);

    /// <summary>Takes one effect on. It waits while too many are under way, which holds the machine back.</summary>
    ValueTask PerformAsync(TEffect effect, CancellationToken cancellation);
}
