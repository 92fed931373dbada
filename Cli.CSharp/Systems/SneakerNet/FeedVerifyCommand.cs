using System.Globalization;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer feed verify</c>: a verdict an event, and a summary.</summary>
internal static class FeedVerifyCommand
{
    public static Task<int> Run(SneakerNetCommand.FeedVerify command, Screen screen, CancellationToken cancellation)
    {
        var signatures = new Ed25519();
        var owner = OwnerOf(command.path);
        var reports = new List<Report>();
        var unread = 0;
        foreach (var path in LogFiles.At(command.path))
        {
            try
            {
                var report = new Report(path, Check(path, owner, signatures, cancellation));
                report.Show(screen);
                reports.Add(report);
            }
            catch (StoreException e)
            {
                unread++;
                screen.Answer($"WRONG: {e.Message}");
                screen.Object(new { File = path, e.Problem });
            }
        }
        return Task.FromResult(Conclude(reports, unread, screen));
    }

    private static LogCheck Check(string path, FSharpValueOption<FeedId> owner, ISignatures signatures, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        var kind = LogKindModule.ofFileName(name, name == "1.pcap" ? owner : FSharpValueOption<FeedId>.None);
        var state = LogCheckModule.start(signatures);
        foreach (var piece in LogReader.Read(path))
        {
            cancellation.ThrowIfCancellationRequested();
            state = LogCheckModule.step(state, piece.Record);
        }
        return LogCheckModule.finish(kind, state);
    }

    /// <summary>Whose <c>1.pcap</c> must be, where a peer's whole directory is verified.</summary>
    private static FSharpValueOption<FeedId> OwnerOf(string path) =>
        File.Exists(Path.Combine(path, KeyFile.Name))
            ? FSharpValueOption<FeedId>.Some(KeyFile.Read(path, new Ed25519()).Feed)
            : FSharpValueOption<FeedId>.None;

    private static int Conclude(List<Report> reports, int unread, Screen screen)
    {
        if (reports.Count > 1)
        {
            screen.Answer();
            screen.Table(
                ["file", "feeds", "events", "first", "chained", "signed only", "problems", "notes"],
                reports.Select(report => report.Row));
        }
        var events = reports.Sum(report => report.Events);
        var feeds = reports.SelectMany(report => report.Feeds).Distinct().Count();
        var chained = reports.Sum(report => report.Chained);
        var problems = unread + reports.Sum(report => report.Problems);
        screen.Answer();
        screen.Answer(string.Create(CultureInfo.InvariantCulture,
            $"** verified {events} event(s) of {feeds} feed(s): {(problems == 0 ? "all is well" : $"{problems} problem(s)")}"));
        screen.Answer(string.Create(CultureInfo.InvariantCulture,
            $"-- checked {events} signature(s), and the hash link to the event before of {chained}"));
        screen.Object(new { Events = events, Feeds = feeds, Valid = problems == 0 });
        return problems == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>What was found in one file.</summary>
    private sealed record Report(string Path, LogCheck Check)
    {
        public int Events => Check.Events.Length;

        public IEnumerable<FeedId> Feeds => Check.Events.Select(verdict => verdict.Feed).Distinct();

        public int Problems => Check.Findings.Count(finding => !ProblemModule.isNote(finding.Problem));

        public IReadOnlyList<string> Row =>
            [Path, .. new[] { Feeds.Count(), Events, First, Chained, SignedOnly, Problems, Check.Findings.Length - Problems }
                .Select(count => count.ToString(CultureInfo.InvariantCulture))];

        public void Show(Screen screen)
        {
            screen.Story($"** verifying '{Path}'");
            foreach (var verdict in Check.Events)
                screen.Story($"-- {verdict.Feed}:{verdict.Seq}  {CheckedEventModule.describe(verdict)}");
            foreach (var finding in Check.Findings)
            {
                screen.Answer($"{(ProblemModule.isNote(finding.Problem) ? "note" : "WRONG")}: {Path}: {FindingModule.describe(finding)}");
                screen.Object(FindingObject.Of(Path, finding));
            }
        }

        /// <summary>First events have none before them.</summary>
        public int First => Check.Events.Count(verdict => verdict.Seq == 1 && IsTied(verdict, ChainLink.SignedOnly));

        public int Chained => Check.Events.Count(verdict => IsTied(verdict, ChainLink.Chained));

        private int SignedOnly => Check.Events.Count(verdict => IsTied(verdict, ChainLink.SignedOnly)) - First;

        private static bool IsTied(CheckedEvent verdict, ChainLink tie) =>
            verdict.ChainLink is { IsSome: true, Value: var tied } && tied.Equals(tie);
    }

    /// <summary>A finding for programs: fields that do not apply are left out.</summary>
    private sealed record FindingObject(
        string File, string? Feed, long? Seq, string Problem, long? AfterSeq, bool? SignatureValid,
        IEnumerable<long>? Missing, IEnumerable<long>? Order, IEnumerable<string>? SignedEventSha256)
    {
        public static FindingObject Of(string file, Finding finding) => new(
            file,
            finding.Feed is { IsSome: true, Value: var feed } ? feed.ToString() : null,
            Optional(finding.Seq),
            ProblemModule.name(finding.Problem),
            Optional(finding.AfterSeq),
            Optional(finding.SignatureValid),
            finding.Missing.IsEmpty ? null : finding.Missing,
            finding.Order.IsEmpty ? null : finding.Order,
            finding.SignedEvents.IsEmpty ? null : finding.SignedEvents.Select(hash => hash.ToString()));

        private static T? Optional<T>(FSharpValueOption<T> value) where T : struct => value.IsSome ? value.Value : null;
    }
}
