using System.Threading.Channels;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Replication;

/// <summary>What a replica does beyond messages: it asks its store, and tells the user.</summary>
internal sealed class ReplicaEffects : IEffects<Question, Notice, Answer>
{
    private readonly Channel<Answer> answers = System.Threading.Channels.Channel.CreateUnbounded<Answer>();
    private readonly StoreLoop store;
    private readonly Action<Notice> tell;

    public ReplicaEffects(LogStore store, ISignatures signatures, Action<Notice> tell)
    {
        this.tell = tell;
        this.store = new(store, signatures, answer => answers.Writer.TryWrite(answer));
    }

    public IAsyncEnumerable<Answer> AnswersAsync(CancellationToken cancellation) => answers.Reader.ReadAllAsync(cancellation);

    public ValueTask AskAsync(Question question, CancellationToken cancellation) => store.AskAsync(question, cancellation);

    public void Tell(Notice notice) => tell(notice);

    /// <summary>What was accepted is made durable before this returns.</summary>
    public ValueTask DisposeAsync() => store.DisposeAsync();
}
