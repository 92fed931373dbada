using System.Globalization;
using System.Threading.Channels;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Tracker;

namespace PeerFunctional.Runtime.Tracking;

/// <summary>What a machine of the ring does beyond messages: it tells the user, asks for the time, and remembers its ring.</summary>
internal sealed class RingEffects : IEffects<Question, Notice, Answer>
{
    /// <summary>Changes that wait to be written; when there are as many, the tracker waits for the disk.</summary>
    private const int MaxWaiting = 4_096;

    private readonly Channel<Answer> answers = System.Threading.Channels.Channel.CreateUnbounded<Answer>();
    private readonly Channel<Question.Remember> changes = System.Threading.Channels.Channel.CreateBounded<Question.Remember>(MaxWaiting);
    private readonly Action<Notice> tell;
    private readonly TimeProvider clock;
    private readonly RingJournalFile? journal;
    private readonly Task writing;

    /// <param name="tell">Hears every notice, in order.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="journal">Where changes of the ring go; it is not disposed of.</param>
    public RingEffects(Action<Notice> tell, TimeProvider clock, RingJournalFile? journal)
    {
        this.tell = tell;
        this.clock = clock;
        this.journal = journal;
        writing = journal is null ? Task.CompletedTask : Task.Run(() => WriteAsync(journal));
    }

    /// <summary>A time as the original's <c>time.asctime()</c> spells it, in 24 characters: <c>Tue Jul  7 09:05:00 2026</c>.</summary>
    public static string Asctime(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss yyyy}");

    public IAsyncEnumerable<Answer> AnswersAsync(CancellationToken cancellation) => answers.Reader.ReadAllAsync(cancellation);

    public void Tell(Notice notice) => tell(notice);

    public ValueTask AskAsync(Question question, CancellationToken cancellation)
    {
        switch (question)
        {
            case { IsClockTime: true }:
                answers.Writer.TryWrite(Answer.NewTimeIs(Asctime(clock.GetLocalNow())));
                break;
            case Question.Remember change when journal is not null:
                return changes.Writer.WriteAsync(change, cancellation);
            case Question.Remember change:
                Remembered(change);
                break;
            default:
                throw new InvalidOperationException($"nothing answers {question}");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What was to be remembered is durable when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        changes.Writer.TryComplete();
        await writing;
        answers.Writer.TryComplete();
    }

    /// <summary>Writes all that waits at once: one flush for many registrations.</summary>
    private async Task WriteAsync(RingJournalFile journal)
    {
        var batch = new List<Question.Remember>(MaxWaiting);
        try
        {
            while (await changes.Reader.WaitToReadAsync())
            {
                batch.Clear();
                while (batch.Count < MaxWaiting && changes.Reader.TryRead(out var change)) batch.Add(change);
                journal.Append([.. batch.Select(change => change.Item1)]);
                batch.ForEach(Remembered);
            }
        }
        catch (StoreException e)
        {
            answers.Writer.TryWrite(Answer.NewRememberFailed(e.Message));
            // The tracker ends by that answer; until then nothing may hold it back.
            await foreach (var _ in changes.Reader.ReadAllAsync())
            {
            }
        }
    }

    private void Remembered(Question.Remember change)
    {
        if (change.asker.IsValueSome) answers.Writer.TryWrite(Answer.NewRemembered(change.asker.Value));
    }
}
