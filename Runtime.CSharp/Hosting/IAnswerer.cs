namespace PeerFunctional.Runtime.Hosting;

/// <summary>Answers a machine's questions, such as a store does. Answers go where it was told when it was made.</summary>
public interface IAnswerer<in TAsk> : IAsyncDisposable
{
    /// <summary>Takes one question on. It waits while too many are under way, which holds the machine back.</summary>
    ValueTask AskAsync(TAsk question, CancellationToken cancellation);
}
