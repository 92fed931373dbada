namespace PeerFunctional.Runtime.Hosting;

/// <summary>What is outside a machine beyond messages and timers: it answers questions, such as to a store, and hears notices.</summary>
public interface IEffects<in TAsk, in TNotice, out TAnswer> : IAsyncDisposable
{
    /// <summary>Answers to the machine's questions; the sequence ends when the effects are disposed of.</summary>
    IAsyncEnumerable<TAnswer> AnswersAsync(CancellationToken cancellation);

    /// <summary>Takes one question on. It waits while too many are under way, which holds the machine back.</summary>
    ValueTask AskAsync(TAsk question, CancellationToken cancellation);

    /// <summary>Hears one notice, in the order in which the machine gives them.</summary>
    void Tell(TNotice notice);
}
