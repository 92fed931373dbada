using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer whatif</c>: a run as it was, and with one step changed, side by side; or each step changed in turn.</summary>
internal static class WhatIfCommand
{
    public static async Task<int> Run(WhatIfOptions options, Screen screen, CancellationToken cancellation)
    {
        NamedFiles.Require(options.Out?.Value);
        if (FileKind.NotAFile(options.File) is { } problem) return screen.Fail($"{problem}; name a trace or a capture");
        if (FileKind.IsNoRun(options.File)) return screen.Fail($"whatif: {FileKind.Words(options.File)}");
        if (!StoredTrace.IsTrace(options.File)) return await CapturedWhatIfCommand.Run(options, screen, cancellation);
        if (options.At is not { IsSome: true, Value: var at }) return ChangedSteps.OfTrace(options, screen);
        var futures = StoredTrace.Futures(options.File, at, options.Change);
        if (futures.IsError)
        {
            screen.Fail($"{options.File}: {futures.ErrorValue.Detail}");
            return futures.ErrorValue.Problem == "no-such-change" ? ExitCode.WrongUsage : ExitCode.Failed;
        }

        var difference = futures.ResultValue.Difference is { IsSome: true, Value: var words } ? words : null;
        if (difference is not null) screen.Warn($"{options.File}: both futures are those of this program's run, which differs from the trace: {difference}");
        var (asItWas, changed) = (futures.ResultValue.AsItWas, futures.ResultValue.Changed);
        var shown = await DiagramOutput.Show(
            screen.Verbose ? futures.ResultValue.Timeline : TimelineModule.withoutNotices(futures.ResultValue.Timeline),
            options.Out?.Value, options.Width?.Value, screen, cancellation);
        foreach (var (name, future) in new[] { ("as it was", asItWas), ("changed", changed) })
        {
            // On the screen the drawing says so.
            if (options.Out is not null) screen.Answer($"{name}: {WhatIf.verdict(future)}");
            screen.Object(new
            {
                Future = name,
                Verdict = future.Trace.Ending.IsPassed ? "reached" : "violated",
                Sentence = WhatIf.verdict(future),
                Steps = future.Trace.Steps.Length,
                Differs = difference,
                NoReturn = SimulationModule.noReturn(future) is { IsSome: true, Value: var step } ? step : (int?)null,
            });
        }
        return shown != ExitCode.Done ? shown : changed.Trace.Ending.IsPassed ? ExitCode.Done : ExitCode.Failed;
    }
}
