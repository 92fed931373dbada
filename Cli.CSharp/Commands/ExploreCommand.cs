using System.Text;
using PeerFunctional.Capture;
using PeerFunctional.Cli.Explorer;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary><c>peer explore</c>: a page on loopback that drives a world.</summary>
internal static class ExploreCommand
{
    public static async Task<int> Run(ExploreOptions options, Screen screen, CancellationToken cancellation)
    {
        Beginning beginning;
        try
        {
            beginning = BeginningOf(options, screen, cancellation);
        }
        catch (RpcException problem)
        {
            screen.Fail($"explore: {problem.Message.TrimEnd('.')}");
            return options.Subject?.Value is { } subject && !File.Exists(subject) && SystemName.IsMistyped(subject) ? ExitCode.WrongUsage : ExitCode.Failed;
        }

        var isFirst = true;
        await using var server = await ExplorerServer.StartAsync(options.Port, beginning, Tell, cancellation);
        await Task.Delay(Timeout.Infinite, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Interrupted;

        void Tell(Uri address)
        {
            screen.Object(new { Notice = "serving", Address = address });
            if (screen.Json) return;
            screen.Answer(isFirst ? $"Open in a browser: {address}" : $"For another browser: {address}");
            if (isFirst) screen.Story("Ctrl-C ends the program.");
            isFirst = false;
        }
    }

    private static Beginning BeginningOf(ExploreOptions options, Screen screen, CancellationToken cancellation)
    {
        var subject = options.Subject?.Value;
        if (subject is null || PeerFunctional.Systems.names.Contains(subject))
        {
            var policy = options.Policy is { Value: var policies } ? PeerPoliciesModule.name(policies) : null;
            return new(new StartView(subject, options.World?.Value, policy).ToStart());
        }

        if (File.Exists(subject)) return StoredTrace.IsTrace(subject) ? TraceOf(subject) : new(Capture: CaptureOf(subject, options, screen, cancellation));
        return subject.Contains('/', StringComparison.Ordinal) && ExplorerLink.Fragment(subject) is var link && link.StartsWith("1/", StringComparison.Ordinal)
            ? new(Link: ExplorerLink.Parse(link))
            : throw new RpcException(
                $"'{subject}' is not a system, a file or a link: {Suggestion.among(PeerFunctional.Systems.names, subject)}");
    }

    private static Beginning TraceOf(string path) =>
        RegularFile.ReadAll(path, TraceFile.MaxLength) is { } text
            ? new(Trace: ExplorerLink.Value(TraceFile.parse(Encoding.UTF8.GetString(text))))
            : throw new RpcException($"{path}: a trace has at most {TraceFile.MaxLength} bytes");

    /// <summary>A capture, or a recording that is text.</summary>
    private static OpenCapture CaptureOf(string path, ExploreOptions options, Screen screen, CancellationToken cancellation)
    {
        var name = Path.GetFileName(path);
        if (JournalEntries.IsJournal(path) || FileKind.IsNoRun(path)) throw new RpcException(FileKind.Words(path));
        if (TextRecording.IsRecording(path))
        {
            var recorded = PeerFunctional.Systems.recorded(JudgingModule.standard, TextRecording.Lines(path, cancellation), null).ToList();
            return recorded.Count > 0 ? new(name, CaptureFactsModule.none, recorded, []) : throw new RpcException($"{path}: no session was found");
        }

        var notes = new List<string>();
        var (facts, reports) = CapturedConversations.Read(path, options.KeyLog, options.Silence, Warn, cancellation);
        if (!reports.IsEmpty) return new(name, facts, reports, notes);
        ReplayCommand.TellNothing(path, facts, screen);
        throw new RpcException($"{path}: the file shows no conversation to walk through");

        void Warn(string words)
        {
            screen.Warn($"{path}: {words}");
            notes.Add(words);
        }
    }
}
