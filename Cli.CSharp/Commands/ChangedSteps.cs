using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer whatif</c> without <c>--at</c>: what a change comes to at each step of a trace, or at each message of a capture.</summary>
internal static class ChangedSteps
{
    /// <summary>Messages of a capture that are changed, at most: each is a run of the machines from the beginning.</summary>
    private const int Most = 500;

    public static int OfTrace(WhatIfOptions options, Screen screen)
    {
        var steps = StoredTrace.EachChange(options.File, options.Change);
        return steps.IsError ? screen.Fail($"{options.File}: {steps.ErrorValue.Detail}") : Tell("step", steps.ResultValue, options, screen);
    }

    public static int OfCapture(IReadOnlyCollection<ConversationReport> reports, WhatIfOptions options, Screen screen, CancellationToken cancellation)
    {
        var frames = reports.SelectMany(report => report.Rows.Select(row => row.Frame).Distinct().Select(frame => (report, frame))).ToList();
        var told = Tell("frame", frames.Take(Most).SelectMany(at => At(at.report, at.frame)), options, screen);
        if (frames.Count > Most) screen.Warn($"{options.File}: of {frames.Count} messages the first {Most} were changed; cut out the part that you want to see, such as with editcap");
        return told;

        IEnumerable<ChangedStep> At(ConversationReport report, long frame)
        {
            cancellation.ThrowIfCancellationRequested();
            var cut = report.Cut.Invoke(frame);
            if (cut.IsError) return [new(frame, "no change", ChangeOutcome.NewUntold(cut.ErrorValue))];
            return CapturedWhatIf.outcome(frame, cut.ResultValue, options.Change) is { IsSome: true, Value: var step } ? [step] : [];
        }
    }

    private static int Tell(string place, IEnumerable<ChangedStep> steps, WhatIfOptions options, Screen screen)
    {
        var (count, harms, untold) = (0, 0, 0);
        var lastReason = "";
        foreach (var step in steps)
        {
            var (outcome, sentence) = step.Outcome switch
            {
                ChangeOutcome.Mended mended => ("mended", mended.sentence),
                ChangeOutcome.Harmed harmed => ("harmed", harmed.sentence),
                ChangeOutcome.Untold unknown => ("untold", unknown.reason),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            count++;
            if (outcome == "harmed") harms++;
            if (outcome == "untold") untold++;
            if (outcome != "untold") screen.Answer($"{place} {step.At}, {step.Words}: {sentence}");
            else if (lastReason != sentence) screen.Answer($"from {place} {step.At} on: cannot be told: {sentence}");
            lastReason = outcome == "untold" ? sentence : "";
            screen.Object(new { step.At, Change = step.Words, Outcome = outcome, Sentence = sentence });
        }

        var change = WhatIfChangeModule.name(options.Change);
        if (count == 0)
        {
            screen.Fail($"{options.File}: '{change}' is possible at no {place}");
            return ExitCode.WrongUsage;
        }
        screen.Answer($"'{change}' at each {place} in turn: {count} tried, {count - harms - untold} without harm, {harms} with harm, {untold} cannot be told");
        return harms > 0 ? ExitCode.Failed : untold > 0 ? ExitCode.Unknown : ExitCode.Done;
    }
}
