using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>A counterexample as the files that were asked for, and as data for reports.</summary>
internal static class ToldCounterexample
{
    /// <summary>The most steps that reports hold; a trace holds all.</summary>
    private const int MaxSteps = 10_000;

    /// <summary>Steps for programs.</summary>
    public static IEnumerable<object>? StepObjects(Counterexample? counterexample) =>
        counterexample?.Steps.Select(step => new { Step = step.Step.IsSome ? step.Step.Value : (int?)null, step.Words });

    /// <summary>The step of no return for programs.</summary>
    public static int? NoReturn(Counterexample? counterexample) =>
        counterexample?.NoReturn is { IsSome: true, Value: var step } ? step : null;

    /// <summary>Mends for programs.</summary>
    public static IEnumerable<object>? MendObjects(Counterexample? counterexample) =>
        counterexample?.Mends.Select(mend => new { mend.Name, mend.Original, mend.Rule, mend.Test });

    /// <param name="sentence">The property that the run violates.</param>
    /// <param name="told">The run.</param>
    /// <param name="drawn">What pictures show of it.</param>
    /// <param name="traces">Where traces and pictures go.</param>
    /// <param name="tests">Where tests go.</param>
    /// <param name="captures">Where captures go.</param>
    /// <param name="screen">Hears what was written, and what mends the original.</param>
    public static Counterexample Write(string sentence, ToldRun told, Timeline drawn, NumberedFile traces, NumberedFile tests, NumberedFile captures, Screen screen)
    {
        var mends = told.Trace.Policy is { IsSome: true, Value: var policies } && !policies.Equals(PeerPoliciesModule.recovering)
            ? MendModule.answering(sentence, told, PeerFunctional.Systems.tryFind(told.Trace.System).Value.Mends)
            : FSharpList<Mend>.Empty;
        foreach (var line in mends.SelectMany(MendModule.words)) screen.Story(line);
        var file = traces.Next();
        if (file is not null)
        {
            WholeFile.WriteText(file, DiagramOutput.IsPage(file) ? HtmlDiagram.print(SequenceDiagramModule.ofTimeline(drawn))
                : file.EndsWith(".svg", StringComparison.OrdinalIgnoreCase) ? SvgDiagram.print(SequenceDiagramModule.ofTimeline(drawn))
                : string.Concat(TraceFile.lines(told.Trace).Select(line => line + "\n")));
            screen.Story($"** wrote '{file}'");
        }
        if (captures.Next() is { } capture) WriteCapture(told, capture, screen);
        if (tests.Next() is { } test)
        {
            WholeFile.WriteText(test, told.Test.Invoke(tests.Number == 1 ? "Counterexample" : $"Counterexample{tests.Number}"));
            screen.Story($"** wrote '{test}'");
        }

        var steps = TimelineModule.withoutNotices(told.Timeline).Events
            .Select(timed => new CounterexampleStep(timed.Step, SequenceDiagramModule.words(told.Timeline.Lanes, timed.Event)));
        return new(
            told.Sentence, ListModule.OfSeq(steps.Take(MaxSteps)), SimulationModule.noReturn(told),
            file is null ? null : FSharpOption<string>.Some(file), mends);
    }

    private static void WriteCapture(ToldRun told, string file, Screen screen)
    {
        var written = CapturedRuns.ofTrace(new Ed25519(), told.Trace);
        if (written.IsError)
        {
            screen.Fail($"cannot write '{file}': {written.ErrorValue}");
            return;
        }
        WholeFile.Write(file, stream => stream.Write(written.ResultValue));
        var isSilent = !told.Timeline.Events.Any(timed => timed.Event.IsSent);
        screen.Story($"** wrote '{file}'{(isSilent ? ": the peers send no message in this run, so replay finds no conversation in it" : "")}");
    }
}
