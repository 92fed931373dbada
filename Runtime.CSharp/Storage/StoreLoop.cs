using System.Threading.Channels;
using Microsoft.FSharp.Collections;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>
/// Answers a replica's questions, in their order. Appends that wait one behind the other become durable together;
/// events are verified on every core while they are fetched, a chain of them by the signature of its last one.
/// </summary>
public sealed class StoreLoop : IAnswerer<StoreQuestion>
{
    /// <summary>The most events that are made durable in one go.</summary>
    public const int MaxTogether = 8_192;

    /// <summary>The most events one <c>Fetch</c> is answered with, and the most bytes.</summary>
    public const int MaxFetched = CommandModule.MaxCount, MaxFetchedBytes = 64 * 1024 * 1024;

    private readonly LogStore store;
    private readonly ISignatures signatures;
    private readonly Action<StoreAnswer> deliver;
    private readonly CancellationToken stopping;
    private readonly Channel<Job> jobs;

    /// <summary>A question of the machine, or other work on the store.</summary>
    private readonly record struct Job(StoreQuestion? Question, Action<LogStore>? Work);

    /// <summary>Starts answering.</summary>
    /// <param name="store">The store; nobody else uses it until the loop has ended, and the loop does not dispose it.</param>
    /// <param name="signatures">Verifies what is fetched.</param>
    /// <param name="deliver">Takes each answer, one at a time; it must not wait for the one who asks. At most one answer a question.</param>
    /// <param name="capacity">How many questions wait before asking waits.</param>
    /// <param name="stopping">When cancelled, no more questions are taken; waiting appends are still made durable, the rest is dropped.</param>
    public StoreLoop(
        LogStore store, ISignatures signatures, Action<StoreAnswer> deliver, int capacity = 1_024, CancellationToken stopping = default)
    {
        this.store = store;
        this.signatures = signatures;
        this.deliver = deliver;
        this.stopping = stopping;
        jobs = System.Threading.Channels.Channel.CreateBounded<Job>(new BoundedChannelOptions(capacity) { SingleReader = true });
        var closing = stopping.Register(() => jobs.Writer.TryComplete());
        // A thread of its own: flushing waits, and a thread of the pool that waits is missed by everybody else.
        Completion = Task.Factory.StartNew(
            () => Run(closing), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Ends when the loop has: after disposal or cancellation, or with what went wrong.</summary>
    public Task Completion { get; }

    /// <summary>Hands a question in; waits while too many are waiting.</summary>
    /// <exception cref="ChannelClosedException">The loop has ended or is about to.</exception>
    public ValueTask AskAsync(StoreQuestion question, CancellationToken cancellation = default) =>
        jobs.Writer.WriteAsync(new(question, null), cancellation);

    /// <summary>Works on the store between two questions, and answers what the work does.</summary>
    /// <exception cref="ChannelClosedException">The loop has ended or is about to.</exception>
    public async Task<T> UseAsync<T>(Func<LogStore, T> work, CancellationToken cancellation = default)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await jobs.Writer.WriteAsync(new(null, Finish), cancellation);
        return await done.Task;

        void Finish(LogStore used)
        {
            try
            {
                done.SetResult(work(used));
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }
    }

    /// <summary>Gets the events of an append that the machine asked for, once they are durable and before the machine is answered.</summary>
    public Action<LogStore, IReadOnlyCollection<Event>>? Appended { get; set; }

    /// <summary>Takes no more questions and returns when those it has are answered.</summary>
    public async ValueTask DisposeAsync()
    {
        jobs.Writer.TryComplete();
        await Completion;
    }

    private void Run(CancellationTokenRegistration closing)
    {
        try
        {
            while (jobs.Reader.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
            {
                while (jobs.Reader.TryRead(out var job))
                {
                    job.Work?.Invoke(store);
                    if (job.Question is { } question) Answer(question);
                }
            }
        }
        finally
        {
            jobs.Writer.TryComplete();
            closing.Dispose();
        }
    }

    private void Answer(StoreQuestion question)
    {
        switch (question)
        {
            case StoreQuestion.Append append:
                AppendAll(Gather(append));
                break;
            case StoreQuestion.CreateLog create:
                // Where it fails, so does the feed's first append, which is answered.
                store.CreateLog(create.Item);
                break;
            case StoreQuestion.Fetch or StoreQuestion.Compare when stopping.IsCancellationRequested:
                break;
            case StoreQuestion.Fetch fetch:
                deliver(StoreAnswer.NewFetched(fetch.asker, fetch.feed, fetch.from, Fetch(fetch)));
                break;
            case StoreQuestion.Compare compare:
                if (Held(compare.Item2.Event) is { } held && !held.Hash.Equals(compare.Item2.Event.Hash))
                    deliver(StoreAnswer.NewFork(compare.asker, compare.Item2, held.Hash));
                break;
        }
    }

    /// <summary>The append and those that wait right behind it.</summary>
    private List<FSharpList<Event>> Gather(StoreQuestion.Append first)
    {
        var appends = new List<FSharpList<Event>> { first.Item };
        var count = first.Item.Length;
        while (count < MaxTogether && jobs.Reader.TryPeek(out var next) && next.Question is StoreQuestion.Append append)
        {
            jobs.Reader.TryRead(out _);
            appends.Add(append.Item);
            count += append.Item.Length;
        }
        return appends;
    }

    /// <summary>All in one go; if an event does not fit, each by itself, so that one bad append does not take the others with it.</summary>
    private void AppendAll(List<FSharpList<Event>> appends)
    {
        var outcome = store.Append([.. appends.SelectMany(events => events)]);
        foreach (var events in appends)
        {
            var own = outcome is AppendOutcome.Refused && appends.Count > 1 ? store.Append([.. events]) : outcome;
            if (own is AppendOutcome.Durable) Appended?.Invoke(store, events);
            deliver(AnswerTo(events, own));
        }
    }

    private static StoreAnswer AnswerTo(FSharpList<Event> events, AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Durable => StoreAnswer.NewAppended(events),
        AppendOutcome.Refused refused => StoreAnswer.NewAppendFailed(
            $"{refused.Event.Feed}:{refused.Event.Seq} is not the next of its feed: {refused.AppendError}"),
        AppendOutcome.Failed failed => StoreAnswer.NewAppendFailed(failed.Reason.Message),
        _ => throw new InvalidOperationException($"unexpected outcome of an append: {outcome}")
    };

    private FSharpList<OfferedEvent> Fetch(StoreQuestion.Fetch fetch)
    {
        var events = new List<Event>();
        var bytes = 0;
        foreach (var stored in Readable(fetch.feed, fetch.from, Math.Min(fetch.count, MaxFetched)))
        {
            events.Add(stored);
            if ((bytes += stored.Wire.Length) >= MaxFetchedBytes) break;
        }
        var chains = VerifiedModule.chains(ListModule.OfSeq(events));
        return ListModule.OfSeq(chains.AsParallel().AsOrdered().SelectMany(chain => OfferedEventModule.verifyChain(signatures, chain)));
    }

    private Event? Held(Event other) => Readable(other.Feed, other.Seq, 1).FirstOrDefault();

    /// <summary>What can be read: a file that fails ends it, as a damaged one does.</summary>
    private IEnumerable<Event> Readable(FeedId feed, long from, long count)
    {
        using var events = store.Read(feed, from, count).GetEnumerator();
        while (Moves(events)) yield return events.Current;
    }

    private static bool Moves(IEnumerator<Event> events)
    {
        try
        {
            return events.MoveNext();
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
