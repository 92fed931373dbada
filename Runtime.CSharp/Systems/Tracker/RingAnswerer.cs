using System.Globalization;
using System.Threading.Channels;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Tracker;

namespace PeerFunctional.Runtime.Systems.Tracker;

/// <summary>Answers the machines of the ring: it knows the time, and remembers a tracker's ring in its save file.</summary>
public sealed class RingAnswerer : IAnswerer<Question>
{
    /// <summary>A tracker asks for one batch at a time.</summary>
    private readonly Channel<Question.Remember> batches = Channel.CreateBounded<Question.Remember>(1);
    private readonly Action<Answer> deliver;
    private readonly TimeProvider clock;
    private readonly RingSaveFile? file;
    private readonly Task writing;

    /// <param name="deliver">Takes each answer.</param>
    /// <param name="clock">Tells the time.</param>
    /// <param name="file">Where changes of the ring go; it is not disposed of.</param>
    public RingAnswerer(Action<Answer> deliver, TimeProvider clock, RingSaveFile? file = null)
    {
        this.deliver = deliver;
        this.clock = clock;
        this.file = file;
        writing = file is null ? Task.CompletedTask : Task.Run(() => WriteAsync(file));
    }

    /// <summary>A time as the original's <c>time.asctime()</c> spells it, in 24 characters: <c>Tue Jul  7 09:05:00 2026</c>.</summary>
    public static string Asctime(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss yyyy}");

    /// <inheritdoc/>
    public ValueTask AskAsync(Question question, CancellationToken cancellation)
    {
        switch (question)
        {
            case { IsClockTime: true }:
                deliver(Answer.NewTimeIs(Asctime(clock.GetLocalNow())));
                break;
            case Question.Remember batch when file is not null:
                return batches.Writer.WriteAsync(batch, cancellation);
            case Question.Remember:
                deliver(Answer.Remembered);
                break;
            default:
                throw new InvalidOperationException($"nothing answers {question}");
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>What was to be remembered is durable when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        batches.Writer.TryComplete();
        await writing;
    }

    /// <summary>Writes batch after batch, each with one flush.</summary>
    private async Task WriteAsync(RingSaveFile file)
    {
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync())
            {
                file.Append(batch.Item);
                deliver(Answer.Remembered);
            }
        }
        catch (StoreException e)
        {
            deliver(Answer.NewRememberFailed(e.Message));
            // The tracker ends by that answer; until then nothing may hold it back.
            await foreach (var _ in batches.Reader.ReadAllAsync())
            {
            }
        }
    }
}
