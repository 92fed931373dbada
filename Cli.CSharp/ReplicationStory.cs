using PeerFunctional.Kernel;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli;

/// <summary>Prints what a replica tells, and under it, on a terminal, how far a long sync is; times the sync.</summary>
internal sealed class ReplicationStory(Screen screen, TimeProvider clock) : IDisposable
{
    /// <summary>A sync of fewer events is over before a bar would help.</summary>
    private const long LongSync = 200;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private readonly Lock gate = new();
    private ITimer? frames;
    private Endpoint address;
    private long greeted;
    private long stored;

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

        screen.Notice(NoticeModule.facts(notice));

        lock (gate)
        {
            foreach (var line in NoticeModule.lines(notice))
            {
                if (NoticeModule.isDetail(notice)) screen.Detail(line);
                else screen.Story(line);
            }

            if (notice.IsWaiting && Open.Words(address.Host) != "") Open.Tell(screen, address, "** listening on");
        }
    }

    /// <summary>Says where a replica listens if that is more than one address, and shows its progress while it runs.</summary>
    /// <param name="listening">Where it takes commands.</param>
    /// <param name="state">Its state, at any time.</param>
    public void Follow(Endpoint listening, Func<Replica> state)
    {
        address = listening;
        if (screen.Lively)
            frames = clock.CreateTimer(_ => Draw(state()), null, Frame, Frame);
    }

    public void Dispose()
    {
        frames?.Dispose();
        lock (gate) screen.Status("");
    }

    private void Draw(Replica replica)
    {
        var (received, toCome) = (ReplicaModule.totals(replica).Received, ReplicaModule.toCome(replica));
        lock (gate)
            screen.Status(received + toCome >= LongSync && toCome > 0 ? Bar(received, received + toCome) : "");
    }

    private static string Bar(long done, long all)
    {
        const int width = 30;
        var filled = (int)(width * done / all);
        return $"[{new string('#', filled)}{new string('.', width - filled)}] {done:N0} of {all:N0} events";
    }
}
