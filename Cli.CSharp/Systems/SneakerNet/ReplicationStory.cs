using PeerFunctional.Kernel;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary>Prints what a replica tells, and under it, on a terminal, how far a long sync is; times the sync.</summary>
internal sealed class ReplicationStory(Screen screen, TimeProvider clock) : IDisposable
{
    /// <summary>A sync of fewer events is over before a bar would help.</summary>
    private const long LongSync = 200;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private readonly RateLimiter limiter = new(clock);
    private readonly ProgressBar bar = new(screen, "events", clock);
    private Func<Replica>? replica;
    private ITimer? frames;
    private Endpoint address;
    private int timeouts;
    private long greeted;
    private long stored;

    /// <summary>Events traded before the sync that is shown, and all that its end will count; none while none is shown.</summary>
    private (long Before, long All)? sync;

    /// <summary>From the first partner's greeting until the last event from a partner was durable; zero when none came.</summary>
    public TimeSpan Syncing => stored == 0 ? TimeSpan.Zero : clock.GetElapsedTime(greeted, stored);

    /// <summary>Why events could not be stored; null as long as all is well.</summary>
    public string? StoreFailure { get; private set; }

    /// <summary>Whether the partner that was called never answered.</summary>
    public bool WasUnanswered { get; private set; }

    public void Tell(Notice notice)
    {
        WasUnanswered |= notice.IsGaveUp && greeted == 0;
        if (notice is Notice.StoreFailed failed) StoreFailure ??= failed.reason;
        if (notice.IsIngested) stored = clock.GetTimestamp();
        else if (notice.IsTalking && greeted == 0) greeted = clock.GetTimestamp();

        if (screen.Quiet)
            return;

        lock (gate)
        {
            if (FloodOf(notice) is { } kind)
            {
                if (!limiter.Admits(kind, out var withheld)) return;
                if (withheld > 0) Withheld(kind, withheld);
            }

            screen.Notice(NoticeModule.facts(notice));
            if (notice is Notice.SessionEnded ended) Finish(ended.Item2);
            foreach (var line in NoticeModule.lines(notice).Select(line => notice.IsTimedOut ? $"{line} ({++timeouts} of {ReplicaSettingsModule.MaxContacts})" : line))
            {
                if (NoticeModule.isTraffic(notice)) screen.Detail(line);
                else screen.Story(line);
            }

            if (NoticeModule.summary(notice) is { IsSome: true, Value: var summary }) screen.Story(summary);
            if (notice.IsWaiting && ListeningLine.Words(address.Host) != "") ListeningLine.Tell(screen, address, "** listening on");
        }
    }

    /// <summary>Says where a replica listens if that is more than one address, and shows its progress while it runs.</summary>
    /// <param name="listening">Where it takes commands.</param>
    /// <param name="state">Its state, at any time.</param>
    public void Follow(Endpoint listening, Func<Replica> state)
    {
        (address, replica) = (listening, state);
        if (screen.Lively)
            frames = clock.CreateTimer(_ => Draw(), null, Frame, Frame);
    }

    public void Dispose()
    {
        frames?.Dispose();
        lock (gate)
        {
            bar.Abandon();
            foreach (var (kind, withheld) in limiter.Rest()) Withheld(kind, withheld);
        }
    }

    /// <summary>What any program on the network can cause as often as it likes.</summary>
    private static string? FloodOf(Notice notice) => notice switch
    {
        Notice.Refused refused => $"refused, {refused.reason}",
        { IsNotHelo: true } => "not HELO",
        _ => null,
    };

    private void Withheld(string kind, long count)
    {
        screen.Object(new { Notice = "withheld", Kind = kind, Count = count });
        screen.Story($"... and {count:N0} more: {kind}");
    }

    private void Draw()
    {
        lock (gate)
        {
            var (traded, toCome) = ReplicaModule.progress(replica!());
            if (sync is null && toCome >= LongSync) sync = (traded, 0);
            if (sync is not { Before: var before }) return;

            var all = traded - before + toCome;
            sync = (before, all);
            if (toCome > 0) bar.Show(traded - before, all);
            else Complete();
        }
    }

    /// <summary>A session has ended, and with it the counts of its partner.</summary>
    private void Finish(SessionSummary summary)
    {
        if (summary.WeLack == 0 && summary.PartnerLacks is { IsSome: false } or { Value: 0 }) Complete();
        else bar.Abandon();
        sync = null;
    }

    private void Complete()
    {
        if (sync is { All: var all }) bar.Complete(all);
        sync = null;
    }
}
