using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer whatif</c> of a capture: what the machines of its participants do from a frame on, as it was and changed.</summary>
internal static class CapturedWhatIfCommand
{
    public static async Task<int> Run(WhatIfOptions options, Screen screen, CancellationToken cancellation)
    {
        var path = options.File;
        if (JournalEntries.IsJournal(path) || TextRecording.IsRecording(path))
            return screen.Fail($"{path} shows one side, or no frames; name a trace or a capture");
        var (facts, reports) = CapturedConversations.Read(path, options.KeyLog, options.Silence, words => screen.Warn($"{path}: {words}"), cancellation);
        if (reports.IsEmpty)
        {
            ReplayCommand.TellNothing(path, facts, screen);
            return ExitCode.Unknown;
        }

        if (options.At is not { IsSome: true, Value: var at }) return ChangedSteps.OfCapture(reports, options, screen, cancellation);
        long frame = at;
        if (reports.FirstOrDefault(report => report.Rows.Any(row => row.Frame == frame)) is not { } report)
            return Wrong($"frame {frame} holds no message of a conversation; 'peer replay {path}' lists them");
        var cut = report.Cut.Invoke(frame);
        if (cut.IsError) return Untold(path, frame, cut.ErrorValue, screen);
        var found = CapturedWhatIf.futures(frame, cut.ResultValue, options.Change);
        return found.IsError ? Wrong(found.ErrorValue) : await Show(found.ResultValue, options, screen, cancellation);

        int Wrong(string words)
        {
            screen.Fail($"{path}: {words}");
            return ExitCode.WrongUsage;
        }
    }

    private static int Untold(string path, long frame, string reason, Screen screen)
    {
        screen.Warn($"{path}: how the machines go on from frame {frame} cannot be told: {reason}");
        screen.Object(new { Frame = frame, Verdict = "not-judged", Reason = reason });
        return ExitCode.Unknown;
    }

    private static async Task<int> Show(CapturedFutures futures, WhatIfOptions options, Screen screen, CancellationToken cancellation)
    {
        var shown = await DiagramOutput.Show(
            screen.Verbose ? futures.Timeline : TimelineModule.withoutNotices(futures.Timeline), options.Out?.Value, options.Width?.Value, screen, cancellation);
        foreach (var (name, future) in new[] { ("as it was", futures.AsItWas), ("changed", futures.Changed) })
            screen.Object(new
            {
                Future = name,
                Steps = future.Steps,
                Ends = future.Ends.Select(end => new { end.Name, end.Words }),
                Lacks = future.Lacks is { IsSome: true, Value: var words } ? words : null,
            });
        foreach (var sentence in CapturedWhatIf.verdict(futures)) screen.Answer(sentence);
        if (shown != ExitCode.Done) return shown;
        return CapturedWhatIf.isSame(futures) ? ExitCode.Done : futures.AsItWas.Lacks.IsSome || futures.Changed.Lacks.IsSome ? ExitCode.Unknown : ExitCode.Failed;
    }
}
