using PeerFunctional.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary>Prints what a libp2p peer tells, a line each. What strangers can cause as often as they like is told at a bounded rate.</summary>
/// <param name="screen">Where it is told.</param>
/// <param name="teller">Who tells it, where there are several; null for one alone.</param>
internal sealed class Libp2pStory(Screen screen, string? teller = null)
{
    private readonly Lock gate = new();
    private readonly RateLimiter limiter = new(TimeProvider.System, most: 100);

    /// <summary>Which notices the command tells as it ends, on standard error; the story leaves them out.</summary>
    public Func<Notice, bool> IsToldAtEnd { get; init; } = _ => false;

    public void Tell(Notice notice)
    {
        if (screen.Quiet) return;
        lock (gate)
        {
            if (KindOf(notice) is { } kind)
            {
                if (!limiter.Admits(kind, out var withheld)) return;
                if (withheld > 0) Withheld(kind, withheld);
            }

            screen.Notice(NoticeModule.facts(notice), teller);
            if (IsToldAtEnd(notice)) return;
            var line = teller is null ? NoticeModule.line(notice) : $"{teller}: {NoticeModule.line(notice)}";
            if (NoticeModule.isDetail(notice)) screen.Detail(line);
            else screen.Story(line);
        }
    }

    /// <summary>Says at the end what was withheld.</summary>
    public void Conclude()
    {
        lock (gate)
            foreach (var (kind, withheld) in limiter.Rest()) Withheld(kind, withheld);
    }

    private static string? KindOf(Notice notice) => notice switch
    {
        { IsDialReceived: true } => "dial-received",
        { IsCallerRefused: true } => "caller-refused",
        { IsIdentified: true } or { IsIdentifyFailed: true } => "identified",
        { IsSpeaksOurProtocol: true } or { IsSpeaksAnother: true } or { IsCannotBeJudged: true } => "judged",
        { IsDisconnecting: true } => "disconnecting",
        { IsConnectionClosed: true } => "connection-closed",
        { IsRequestReceived: true } => "request-received",
        { IsStreamRefused: true } => "stream-refused",
        _ => null,
    };

    private void Withheld(string kind, long count)
    {
        screen.Object(new { Notice = "withheld", Kind = kind, Count = count });
        screen.Story($"... and {count:N0} more {Plural(kind)}");
    }

    private static string Plural(string kind) => kind switch
    {
        "dial-received" => "dials",
        "caller-refused" => "refused callers",
        "identified" => "lines about who a peer is",
        "judged" => "lines about the protocol of a peer",
        "disconnecting" => "lines about peers that are disconnected",
        "connection-closed" => "closed connections",
        "request-received" => "requests",
        "stream-refused" => "streams that were given up",
        _ => "lines",
    };
}
