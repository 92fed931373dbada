using System.Threading.Channels;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>The effects of a machine that has one answerer for its questions and one hearer for its notices.</summary>
public sealed class Effects<TAsk, TNotice, TAnswer> : IEffects<TAsk, TNotice, TAnswer>
{
    private readonly Channel<TAnswer> answers = System.Threading.Channels.Channel.CreateUnbounded<TAnswer>();
    private readonly Action<TNotice> tell;
    private readonly IAnswerer<TAsk>? answerer;

    /// <param name="tell">Hears every notice, in order.</param>
    /// <param name="answering">Makes the answerer, from where its answers go; null for a machine that asks nothing.</param>
    public Effects(Action<TNotice> tell, Func<Action<TAnswer>, IAnswerer<TAsk>>? answering = null)
    {
        this.tell = tell;
        answerer = answering?.Invoke(answer => answers.Writer.TryWrite(answer));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<TAnswer> AnswersAsync(CancellationToken cancellation) => answers.Reader.ReadAllAsync(cancellation);

    /// <inheritdoc/>
    public ValueTask AskAsync(TAsk question, CancellationToken cancellation) =>
        answerer?.AskAsync(question, cancellation) ?? throw new InvalidOperationException($"nothing answers {question}");

    /// <inheritdoc/>
    public void Tell(TNotice notice) => tell(notice);

    /// <summary>What was asked is done when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        if (answerer is not null) await answerer.DisposeAsync();
        answers.Writer.TryComplete();
    }
}
