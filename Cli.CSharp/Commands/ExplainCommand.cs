using System.Globalization;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Capture;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer explain</c>: a conversation or a run as a sequence diagram, a system as the state diagram of its machine.</summary>
internal static class ExplainCommand
{
    public static async Task<int> Run(ExplainOptions options, Screen screen, CancellationToken cancellation)
    {
        NamedFiles.Require(options.Out?.Value);
        return PeerFunctional.Systems.tryFind(options.Subject) is { IsSome: true, Value: var system }
            ? await ExplainSystem(system, options, screen, cancellation)
            : await ExplainFile(options, screen, cancellation);
    }

    private static async Task<int> ExplainSystem(
        ProtocolSystem system, ExplainOptions options, Screen screen, CancellationToken cancellation)
    {
        var diagram = system.Diagram.Invoke(options.Policy);
        foreach (var transition in diagram.Transitions)
            screen.Object(new { transition.From, transition.Causes, transition.To, transition.Outputs });
        if (options.Out?.Value is not { } file)
        {
            screen.Draw(StateDiagramModule.lines(DiagramOutput.Style(options.Width?.Value, screen), diagram));
            return ExitCode.Done;
        }
        var picture = DiagramOutput.IsPage(file)
            ? HtmlDiagram.still(diagram.Title, StateDiagramSvg.element(diagram))
            : StateDiagramSvg.print(diagram);
        return await DiagramOutput.Write(picture, file, screen, cancellation);
    }

    private static async Task<int> ExplainFile(ExplainOptions options, Screen screen, CancellationToken cancellation)
    {
        using var file = await InputFile.OpenAsync(options.Subject, cancellation);
        var path = file.Path;
        if (FileKind.NotAFile(path) is { } problem)
        {
            screen.Fail($"{problem} and not a system: {Suggestion.among(PeerFunctional.Systems.names, path)}");
            return SystemName.IsMistyped(path) ? ExitCode.WrongUsage : ExitCode.Failed;
        }
        var length = new FileInfo(path).Length;
        if (length > CapturedConversations.MaxLength)
            return screen.Fail(string.Create(CultureInfo.InvariantCulture,
                $"{file}: the file has {length} bytes, and a drawing takes at most {CapturedConversations.MaxLength}; cut out the part that you want to see, such as with editcap"));

        if (FileKind.IsNoRun(path))
        {
            screen.Fail($"explain: {FileKind.Words(path, file.Name)}");
            return ExitCode.Unknown;
        }

        if (!StoredTrace.IsTrace(path) && !JournalEntries.IsJournal(path))
            return TextRecording.IsRecording(path)
                ? await ExplainRecording(file, options, screen, cancellation)
                : await ExplainCapture(file, options, screen, cancellation);

        var told = StoredTrace.IsTrace(path) ? OfTrace(file, screen) : OfJournal(file, screen, cancellation);
        return told.IsError
            ? screen.Fail($"{file}: {told.ErrorValue.Problem}: {told.ErrorValue.Detail}")
            : await Show(told.ResultValue, options, screen, cancellation);
    }

    private static Task<int> Show(Timeline timeline, ExplainOptions options, Screen screen, CancellationToken cancellation) =>
        DiagramOutput.Show(
            screen.Verbose ? timeline : TimelineModule.withoutNotices(timeline), options.Out?.Value, options.Width?.Value, screen, cancellation);

    /// <summary>Draws a capture; the exit code is that of <c>peer replay</c>.</summary>
    private static async Task<int> ExplainCapture(InputFile file, ExplainOptions options, Screen screen, CancellationToken cancellation)
    {
        var (facts, reports) = CapturedConversations.Read(file.Path, options.KeyLog, options.Silence, words => screen.Warn($"{file}: {words}"), cancellation);
        if (reports.IsEmpty)
        {
            ReplayCommand.TellNothing(file.Name, facts, screen);
            screen.Fail($"{file}: nothing to draw");
            return ExitCode.Unknown;
        }
        return await ShowReports(file.Name, facts, reports, options, screen, cancellation);
    }

    private static async Task<int> ExplainRecording(InputFile file, ExplainOptions options, Screen screen, CancellationToken cancellation)
    {
        var reports = ListModule.OfSeq(PeerFunctional.Systems.recorded(JudgingModule.standard, TextRecording.Lines(file.Path, cancellation), null));
        return reports.IsEmpty
            ? ReplayCommand.NothingRecorded(file.Name, screen)
            : await ShowReports(file.Name, CaptureFactsModule.none, reports, options, screen, cancellation);
    }

    private static async Task<int> ShowReports(
        string name, CaptureFacts facts, FSharpList<ConversationReport> reports, ExplainOptions options, Screen screen, CancellationToken cancellation)
    {
        var drawn = await Show(Explanation.ofReports(facts, Path.GetFileName(name), reports), options, screen, cancellation);
        screen.Detail($"a capture does not show all that its peers hold, so no goal is asked of it; 'peer whatif FILE drop' tells which messages could have been lost without harm");
        return drawn != ExitCode.Done ? drawn : ExitCode.Of(reports.SelectMany(report => report.Verdicts).Select(side => side.Conformance));
    }

    private static FSharpResult<Timeline, Malformation> OfTrace(InputFile file, Screen screen)
    {
        var replayed = StoredTrace.Replay(file.Path);
        if (replayed.IsError) return FSharpResult<Timeline, Malformation>.NewError(replayed.ErrorValue);
        if (replayed.ResultValue.Difference is { IsSome: true, Value: var difference })
            screen.Warn($"{file}: the drawing shows the run of this program, which differs from the trace: {difference}");
        return FSharpResult<Timeline, Malformation>.NewOk(replayed.ResultValue.Fated.Invoke(null!).Timeline);
    }

    private static FSharpResult<Timeline, Malformation> OfJournal(InputFile file, Screen screen, CancellationToken cancellation)
    {
        var (reader, entries) = Journal.Open(file.Path, cancellation);
        if (reader.IsError) return FSharpResult<Timeline, Malformation>.NewError(reader.ErrorValue);
        var (timeline, problem) = reader.ResultValue.Timeline.Invoke(Path.GetFileName(file.Name)).Invoke(entries);
        if (problem.IsSome) screen.Warn($"{file}: the drawing ends here: {problem.Value.Problem}: {problem.Value.Detail}");
        return FSharpResult<Timeline, Malformation>.NewOk(timeline);
    }
}
