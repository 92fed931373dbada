using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Tcp;
using PeerFunctional.Tracker;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary>Prints what a tracker or a peer tells, a line each, and counts what was refused and what connections suffered.</summary>
internal sealed class RingStory(Screen screen, TimeProvider clock, string? journal = null, Recorder? recorder = null)
{
    private readonly Lock gate = new();
    private readonly RateLimiter limiter = new(clock);
    private readonly SortedDictionary<string, long> refused = [];
    private readonly SortedDictionary<string, long> transport = [];

    /// <summary>Why the tracker's journal could not be written; null as long as all is well.</summary>
    public string? StateFileFailure { get; private set; }

    /// <summary>Hears every notice after it was told.</summary>
    public Action<Notice>? Heard { get; init; }

    /// <summary>Which notices the command tells as it ends, on standard error; the story leaves them out.</summary>
    public Func<Notice, bool> IsToldAtEnd { get; init; } = _ => false;

    /// <summary>What a machine needs to tell its story here.</summary>
    public HostContext<Notice> Context => new(Tell, clock) { Recorder = recorder, Journal = journal, Warn = screen.Warn, Notify = Notify };

    /// <summary>Requests refused so far, by reason.</summary>
    public IReadOnlyDictionary<string, long> Refused => refused;

    /// <summary>What the transport did by itself so far, by name.</summary>
    public IReadOnlyDictionary<string, long> Transport => transport;

    /// <summary>Says at the end what was counted.</summary>
    public void Conclude()
    {
        lock (gate)
        {
            foreach (var (kind, withheld) in limiter.Rest()) Withheld(kind, withheld);
            if (refused.Count > 0) screen.Story($"** refused: {Counts(refused)}");
            if (transport.Count > 0) screen.Story($"** connections: {Counts(transport)}");
        }
    }

    private void Tell(Notice notice)
    {
        lock (gate)
        {
            if (notice is Notice.StateFileFailed failed) StateFileFailure = failed.reason;
            if (Fault(notice) is { } reason) refused[reason] = refused.GetValueOrDefault(reason) + 1;
            Show(notice);
        }

        Heard?.Invoke(notice);
    }

    private void Show(Notice notice)
    {
        if (screen.Quiet) return;
        if (FloodOf(notice) is { } kind)
        {
            if (!limiter.Admits(kind, out var withheld)) return;
            if (withheld > 0) Withheld(kind, withheld);
        }

        screen.Notice(NoticeModule.facts(notice));
        if (IsToldAtEnd(notice)) return;
        if (NoticeModule.isDetail(notice)) screen.Detail(NoticeModule.line(notice));
        // The message is the answer, which is printed whatever becomes of the story.
        else if (!notice.IsCompleted) screen.Story(NoticeModule.line(notice));
    }

    private void Withheld(string kind, long count)
    {
        screen.Object(new { Notice = "withheld", Kind = kind, Count = count });
        screen.Story($"... and {count:N0} more: {kind}");
    }

    private void Notify(TcpNotice notice)
    {
        lock (gate)
        {
            var name = Name(notice.Event);
            transport[name] = transport.GetValueOrDefault(name) + 1;
            if (transport[name] > 1 || screen.Quiet) return;
            screen.Object(new { Notice = name, Partner = notice.Partner?.ToString() });
            screen.Story($"{Words(notice.Event)}{(notice.Partner is { } partner ? $": {partner}" : "")}; further ones are only counted");
        }
    }

    private static string? Fault(Notice notice) => notice switch
    {
        Notice.Refused fault => fault.reason,
        { IsHandleTaken: true } => "handle-taken",
        _ => null,
    };

    /// <summary>What any stranger can cause as often as it likes.</summary>
    private static string? FloodOf(Notice notice) => notice switch
    {
        { IsGreeted: true } => "hello",
        _ => Fault(notice),
    };

    private static string Counts(IEnumerable<KeyValuePair<string, long>> counts) =>
        string.Join(", ", counts.Select(count => $"{count.Value:N0} {count.Key}"));

    private static string Name(TcpEvent what) => what switch
    {
        TcpEvent.RefusedOverLimit => "refused-over-limit",
        TcpEvent.CallOverLimit => "call-over-limit",
        TcpEvent.TimedOut => "timed-out",
        TcpEvent.Oversize => "oversize",
        TcpEvent.NotReading => "not-reading",
        TcpEvent.AcceptFailed => "accept-failed",
        _ => throw new InvalidOperationException($"no name for {what}"),
    };

    private static string Words(TcpEvent what) => what switch
    {
        TcpEvent.RefusedOverLimit => "A caller was refused: the limit of open connections is reached",
        TcpEvent.CallOverLimit => "A connection was not opened: the limit of outgoing connections is reached",
        TcpEvent.TimedOut => "A caller sent no complete message in time",
        TcpEvent.Oversize => "A caller's message is too long",
        TcpEvent.NotReading => "A partner does not read the answer to its request",
        TcpEvent.AcceptFailed => "The system has no socket for a caller",
        _ => throw new InvalidOperationException($"no words for {what}"),
    };
}
