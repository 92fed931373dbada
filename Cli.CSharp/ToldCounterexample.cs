using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli;

/// <summary>A counterexample as the files that were asked for, and as data for reports.</summary>
internal static class ToldCounterexample
{
    /// <summary>The most steps that reports hold; a trace holds all.</summary>
    private const int MaxSteps = 10_000;

    public static Counterexample Write(ToldRun told, Timeline drawn, NumberedFile traces, NumberedFile tests, Screen screen)
    {
        var file = traces.Next();
        if (file is not null)
        {
            if (Drawing.IsPage(file)) File.WriteAllText(file, HtmlDiagram.print(SequenceDiagramModule.ofTimeline(drawn)));
            else if (file.EndsWith(".svg", StringComparison.OrdinalIgnoreCase)) File.WriteAllText(file, SvgDiagram.print(SequenceDiagramModule.ofTimeline(drawn)));
            else File.WriteAllLines(file, TraceFile.lines(told.Trace));
            screen.Story($"** wrote '{file}'");
        }
        if (tests.Next() is { } test)
        {
            File.WriteAllText(test, told.Test.Invoke(tests.Number == 1 ? "Counterexample" : $"Counterexample{tests.Number}"));
            screen.Story($"** wrote '{test}'");
        }

        var steps = TimelineModule.withoutNotices(told.Timeline).Events
            .Select(timed => SequenceDiagramModule.words(told.Timeline.Lanes, timed.Event));
        return new(told.Sentence, ListModule.OfSeq(steps.Take(MaxSteps)), file is null ? null : FSharpOption<string>.Some(file));
    }
}
