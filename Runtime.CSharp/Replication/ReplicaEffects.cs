using System.Threading.Channels;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Replication;

/// <summary>What a replica does beyond messages: it asks its store, and tells the user.</summary>
internal sealed class ReplicaEffects : IEffects<Effect, Request>
{
    private readonly Channel<Answer> answers = System.Threading.Channels.Channel.CreateUnbounded<Answer>();
    private readonly StoreLoop store;
    private readonly Action<Notice> tell;

    public ReplicaEffects(LogStore store, ISignatures signatures, Action<Notice> tell)
    {
        this.tell = tell;
        this.store = new(store, signatures, answer => answers.Writer.TryWrite(answer));
    }

    public async IAsyncEnumerable<Request> AnswersAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var answer in answers.Reader.ReadAllAsync(cancellation))
        {
            yield return Request.NewAnswered(answer);
        }
    }

    public ValueTask PerformAsync(Effect effect, CancellationToken cancellation)
    {
        switch (effect)
        {
            case Effect.Ask ask:
                return store.AskAsync(ask.Item, cancellation);
            case Effect.Tell notice:
                tell(notice.Item);
                return ValueTask.CompletedTask;
            default:
                throw new InvalidOperationException($"nothing carries out {effect}");
        }
    }

    /// <summary>What was accepted is made durable before this returns.</summary>
    public ValueTask DisposeAsync() => store.DisposeAsync();
}
