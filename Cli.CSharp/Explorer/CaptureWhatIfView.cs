using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>Two futures of a captured conversation.</summary>
/// <param name="Change">What is changed, in words.</param>
/// <param name="IsSame">Whether every side ends as it would have.</param>
/// <param name="IsTold">Whether both futures are known to their ends.</param>
/// <param name="Verdict">What the change came to, in sentences.</param>
/// <param name="Peers">The lanes.</param>
/// <param name="AsItWas">The message arrives.</param>
/// <param name="Changed">It does not, or not as it did.</param>
internal sealed record CaptureWhatIfView(
    string Change, bool IsSame, bool IsTold, string[] Verdict, string[] Peers, FutureView AsItWas, FutureView Changed)
{
    /// <exception cref="RpcException">There is no such change, or the futures cannot be told.</exception>
    public static CaptureWhatIfView Of(CapturedWalk walk, int place, string change)
    {
        var wanted = WhatIfChangeModule.all.FirstOrDefault(each => WhatIfChangeModule.name(each) == change)
            ?? throw new RpcException($"Unknown change '{change}': use drop, duplicate or crash.");
        if (walk.Steps[place].Message is not { IsSome: true, Value: var seen }) throw new RpcException("This step is a timer: choose a message.");
        var cut = walk.Report.Cut.Invoke(seen.Row.Frame);
        if (cut.IsError) throw Untold(cut.ErrorValue);
        var futures = CapturedWhatIf.futures(seen.Row.Frame, cut.ResultValue, wanted);
        if (futures.IsError) throw Untold(futures.ErrorValue);
        var found = futures.ResultValue;
        var names = VerdictView.Of(walk.Report).Select(verdict => verdict.Peer).ToArray();
        return new(
            TerminalText.show(found.Words), CapturedWhatIf.isSame(found), found.AsItWas.Lacks.IsNone && found.Changed.Lacks.IsNone,
            [.. CapturedWhatIf.verdict(found).Select(TerminalText.show)], names, FutureView.Of(found.AsItWas), FutureView.Of(found.Changed));
    }

    private static RpcException Untold(string reason) => new($"It cannot be told: {TerminalText.show(reason)}.");
}

/// <summary>One future: its steps, and how each side ends.</summary>
internal sealed record FutureView(FutureStepView[] Steps, FutureEndView[] Ends)
{
    public static FutureView Of(CapturedFuture future) => new(
        [.. future.Timeline.Events.GroupBy(timed => timed.Step.IsSome ? timed.Step.Value : 0).Select(FutureStepView.Of)],
        [.. future.Ends.Select(end => new FutureEndView(TerminalText.show(end.Name), TerminalText.show(end.Words)))]);
}

/// <summary>A step of a future.</summary>
internal sealed record FutureStepView(string Sentence, EventView[] Events)
{
    public static FutureStepView Of(IGrouping<int, TimedEvent> step) => new(
        step.Key == 0 ? "under way" : $"step {step.Key}", [.. step.Select(timed => EventView.Of(timed.Event))]);
}

/// <summary>How a side ends.</summary>
internal sealed record FutureEndView(string Name, string Words);
