using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.FSharp.Core;
using PeerFunctional.Capture;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Quic.Opening;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer replay</c></summary>
internal static class ReplayCommand
{
    /// <summary>On all cores; nothing that is told needs the states between messages.</summary>
    private static readonly Judging Judging = new(new AllCores(), keepsStates: false);

    public static async Task<int> Run(ReplayOptions options, Screen screen, CancellationToken cancellation)
    {
        using var file = await InputFile.OpenAsync(options.File, cancellation);
        if (FileKind.NotAFile(file.Path) is { } problem) return screen.Fail($"{problem}; name a capture, a recording, a journal or a trace");
        if (FileKind.IsNoRun(file.Path))
        {
            screen.Fail($"replay: {FileKind.Words(file.Path, file.Name)}");
            return ExitCode.Unknown;
        }
        // A verdict on a large conversation takes long: who interrupts the program does not wait for it.
        return await Task.Run(
            () => StoredTrace.IsTrace(file.Path) ? ReplayTrace(file, screen)
                : JournalEntries.IsJournal(file.Path) ? ReplayJournal(file, screen, cancellation)
                : TextRecording.IsRecording(file.Path) ? ReplayRecording(file, options, screen, cancellation)
                : ReplayCapture(file, options, screen, cancellation),
            CancellationToken.None).WaitAsync(cancellation);
    }

    private static int ReplayTrace(InputFile file, Screen screen)
    {
        var result = StoredTrace.Replay(file.Path);
        if (result.IsError) return screen.Fail($"{file}: {result.ErrorValue.Problem}: {result.ErrorValue.Detail}");

        var replayed = result.ResultValue;
        var seconds = replayed.Trace.Steps.IsEmpty ? 0 : replayed.Trace.Steps[^1].At.TotalSeconds;
        var told = replayed.Fated.Invoke(null!);
        var sentence = told.Sentence;
        var assumed = told.Fates is { IsSome: true, Value: var fates } ? RunFatesModule.assumed(fates) : null;
        var difference = replayed.Difference is { IsSome: true, Value: var words } ? words : null;
        screen.Object(new
        {
            Steps = replayed.Trace.Steps.Length,
            Seconds = seconds,
            Verdict = difference is null ? "same" : "differs",
            Detail = difference,
            Sentence = sentence,
            Assumed = assumed,
        });
        if (difference is not null) return screen.Fail($"replay: {file}: {difference}");
        screen.Story(replayed.Trace.Origin is TraceOrigin.Simulated { Item2: var schedule }
            ? $"seed {schedule.Seed}: {sentence}"
            : sentence);
        if (assumed is not null) screen.Story(assumed);
        screen.Answer(string.Create(
            CultureInfo.InvariantCulture,
            $"{replayed.Trace.Steps.Length:N0} steps in {seconds:F3} s: after every step the machine's digest equals the trace's"));
        return ExitCode.Done;
    }

    private static int ReplayJournal(InputFile file, Screen screen, CancellationToken cancellation)
    {
        var (reader, entries) = Journal.Open(file.Path, cancellation);
        var replayed = reader.IsOk
            ? reader.ResultValue.Replay.Invoke(entries)
            : new(default, FSharpValueOption<Malformation>.NewValueSome(reader.ErrorValue));
        var error = replayed.Problem is { IsSome: true, Value: var problem } ? problem : null;
        var (steps, at) = replayed.Reached is { IsSome: true, Value: var reached } ? reached : default;
        var differs = error?.Problem == "digest-differs";
        screen.Object(new
        {
            Steps = steps,
            Seconds = at.TotalSeconds,
            Verdict = differs ? "differs" : error is null ? "same" : "not-judged",
            Problem = error?.Problem,
            Detail = error?.Detail,
        });
        if (replayed.Reached.IsSome)
            screen.Answer(string.Create(
                CultureInfo.InvariantCulture,
                $"{steps:N0} steps in {at.TotalSeconds:F3} s: after every step the machine's digest equals the journal's"));
        if (error is null) return ExitCode.Done;
        if (differs) return screen.Fail($"replay: {file}: {error.Detail}");
        screen.Warn($"{file}: {error.Problem}: {error.Detail}");
        return ExitCode.Unknown;
    }

    private static int ReplayCapture(
        InputFile file, ReplayOptions options, Screen screen, CancellationToken cancellation)
    {
        var counts = new Counts();
        var quic = OpenedCapture.Start(options.As, options.KeyLog);
        var facts = CaptureFactsModule.ofBlocks(OpenedCapture.Learning(ReadAhead.Of(new CaptureFile(file.Path, cancellation).Blocks(), cancellation), quic));
        foreach (var warning in CaptureFactsModule.warnings(facts)) screen.Warn($"{file}: {warning}");
        var analysis = CaptureAnalysisModule.startJudging(
            Judging, facts, PeerFunctional.Systems.analyzers(new(new RememberedSignatures(new Ed25519()), options.Silence), options.As));
        // Conversations are judged side by side and told in their order; a few wait at a time, so memory stays small.
        var reports = Partitioner.Create(Conversations(file, quic, analysis, screen, cancellation), EnumerablePartitionerOptions.NoBuffering)
            .AsParallel()
            .AsOrdered()
            .WithCancellation(cancellation)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(judge => Judged(judge, screen));

        foreach (var report in reports)
        {
            counts.Conversations++;
            Tell(report, facts, counts, screen);
        }
        foreach (var opened in OpenedCapture.Reports(quic, cancellation))
        {
            if (opened.Report is { } report)
            {
                counts.Conversations++;
                Tell(report, facts, counts, screen);
            }
            else
            {
                screen.Warn($"{file}: {opened.Problem}");
                counts.Locked++;
            }
        }
        return Conclude(file.Name, facts, counts, screen);
    }

    private static int ReplayRecording(InputFile file, ReplayOptions options, Screen screen, CancellationToken cancellation)
    {
        var counts = new Counts();
        foreach (var report in PeerFunctional.Systems.recorded(Judging, TextRecording.Lines(file.Path, cancellation), options.As))
        {
            counts.Conversations++;
            Tell(report, CaptureFactsModule.none, counts, screen);
        }
        return counts.Conversations > 0 ? ExitCode.Of(counts.Verdicts) : NothingRecorded(file.Name, screen);
    }

    /// <summary>Says that a recording has no session of a system.</summary>
    public static int NothingRecorded(string name, Screen screen)
    {
        screen.Warn($"{name}: no session was found; a line that holds a message says who sent it: {{\"from\":\"client\",\"msg\":[\"pull\",1]}}");
        return ExitCode.Unknown;
    }

    private sealed class Counts
    {
        public int Conversations;
        /// <summary>Sessions that cannot be opened.</summary>
        public int Locked;
        public readonly List<Conformance> Verdicts = [];
    }

    /// <summary>The conversations of a capture as they end, each to be judged; what is wrong with the file is warned of.</summary>
    private static IEnumerable<FSharpFunc<Unit, ConversationReport>> Conversations(InputFile file, QuicCapture? quic, CaptureAnalysis analysis, Screen screen, CancellationToken cancellation)
    {
        var frames = 0L;
        foreach (var block in OpenedCapture.Passing(ReadAhead.Of(new CaptureFile(file.Path, cancellation).Blocks(), cancellation), quic))
        {
            switch (block)
            {
                case Block.Captured captured:
                    frames++;
                    (analysis, var over) = CaptureAnalysisModule.read(captured.Item, analysis);
                    foreach (var conversation in over) yield return conversation;
                    break;
                case Block.Damaged damaged:
                    screen.Warn($"{file}: {damaged.Item.Problem} after frame {frames}: {damaged.Item.Detail}");
                    break;
            }
        }
        foreach (var conversation in CaptureAnalysisModule.finish(analysis)) yield return conversation;
    }

    /// <summary>A conversation judged, and told in words where they are shown.</summary>
    private static ConversationReport Judged(FSharpFunc<Unit, ConversationReport> judge, Screen screen)
    {
        var report = judge.Invoke(null!);
        if (ShowsMessages(screen)) _ = report.LazyRows.Value;
        return report;
    }

    private static bool ShowsMessages(Screen screen) => screen.Json || !screen.Quiet;

    private static void Tell(ConversationReport report, CaptureFacts facts, Counts counts, Screen screen)
    {
        if (ShowsMessages(screen)) TellMessages(report, facts, counts, screen);
        var assumes = report.Assumes is { IsSome: true, Value: var words } ? words : null;
        foreach (var side in report.Verdicts) TellVerdict(side, assumes, counts, screen);
        if (assumes is not null) screen.Story($"these verdicts assume that {assumes}");
    }

    private static void TellMessages(ConversationReport report, CaptureFacts facts, Counts counts, Screen screen)
    {
        if (counts.Conversations > 1) screen.Story();
        // A recording as text has no times.
        var began = report.Start < NanosecondsADay ? "" : $", {TimeOf(report.Start):yyyy-MM-dd HH:mm:ss} UTC";
        screen.Story($"** conversation {counts.Conversations}: {report.Title}{began}");
        foreach (var line in report.Rows)
        {
            var at = ConversationReportModule.sinceCaptureBegan(facts, report, line.Time).TotalSeconds;
            screen.Story(string.Create(
                CultureInfo.InvariantCulture,
                $"{line.Frame,6}  {at,10:F6}  {ParticipantVerdictModule.@short(line.Sender)} -> {ParticipantVerdictModule.@short(line.Recipient)}  {line.Words}"));
            screen.Object(new
            {
                Conversation = counts.Conversations,
                Frame = line.Frame,
                At = at,
                Time = TimeOf(line.Time).ToString("O", CultureInfo.InvariantCulture),
                Sender = line.Sender,
                Recipient = line.Recipient,
                Words = line.Words,
                Problem = line.Malformation.IsSome ? line.Malformation.Value.Problem : null,
            });
        }
    }

    private static void TellVerdict(ParticipantVerdict side, string? assumes, Counts counts, Screen screen)
    {
        foreach (var line in ParticipantVerdictModule.lines(side)) screen.Answer(line);
        var divergence = (side.Conformance as Conformance.Diverges)?.first;
        counts.Verdicts.Add(side.Conformance);
        screen.Object(new
        {
            Conversation = counts.Conversations,
            Peer = side.Peer,
            Role = side.Role,
            Verdict = side.Conformance switch
            {
                Conformance.Conforms => "conforms",
                Conformance.Diverges => "diverges",
                Conformance.NotJudged => "not-judged",
                Conformance.TakesNoPart => "no-part",
                _ => "sent-nothing",
            },
            Policy = PolicyOf(side.Conformance) is { IsSome: true, Value: var policy } ? policy : null,
            Late = side.Conformance is Conformance.Conforms { late: var late } && late > TimeSpan.Zero ? late.TotalSeconds : (double?)null,
            Frame = divergence?.Frame is { IsSome: true } frame ? frame.Value : (long?)null,
            Expected = divergence is not null && DivergenceModule.expected(divergence) is { IsSome: true } expected ? expected.Value : null,
            Seen = divergence?.Actual is { IsSome: true } seen ? seen.Value : null,
            Because = divergence?.Reason,
            Later = (side.Conformance as Conformance.Diverges)?.later.Length,
            Assumes = assumes,
            Reason = (side.Conformance as Conformance.NotJudged)?.reason ?? (side.Conformance as Conformance.TakesNoPart)?.reason,
        });
    }

    private static FSharpValueOption<string> PolicyOf(Conformance conformance) => conformance switch
    {
        Conformance.Conforms { policy: var policy } => policy,
        Conformance.Diverges { policy: var policy } => policy,
        _ => FSharpValueOption<string>.ValueNone,
    };

    private static int Conclude(string name, CaptureFacts facts, Counts counts, Screen screen)
    {
        if (counts.Locked > 0) counts.Verdicts.Add(Conformance.NewNotJudged("the secrets are missing"));
        if (counts.Verdicts.Any(verdict => verdict is Conformance.Conforms { policy.IsSome: true }))
            screen.Story("a side is named by the first policy that explains it; another policy may explain it too");
        if (counts.Conversations + counts.Locked > 0) return ExitCode.Of(counts.Verdicts);
        TellNothing(name, facts, screen);
        return ExitCode.Unknown;
    }

    /// <summary>Says that a capture has no conversation of a system, and what is in it instead.</summary>
    public static void TellNothing(string name, CaptureFacts facts, Screen screen)
    {
        if (facts.Contents.Frames == 0)
        {
            screen.Warn($"{name}: the file holds no frames; name a capture (pcapng or pcap), or a recording, a journal or a trace of this program");
            return;
        }
        screen.Warn($"{name}: no conversation of {Suggestion.listed(PeerFunctional.Systems.names)} was found");
        foreach (var sentence in CaptureContentsModule.sentences(facts.Contents)) screen.Warn($"{name}: {sentence}");
    }

    private const long NanosecondsADay = 86_400_000_000_000;

    private static DateTimeOffset TimeOf(long nanoseconds) => DateTimeOffset.UnixEpoch.AddTicks(nanoseconds / 100);
}
