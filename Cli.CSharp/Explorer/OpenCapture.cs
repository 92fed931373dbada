using System.Globalization;
using PeerFunctional.Capture;
using PeerFunctional.Kernel;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>A capture that was read, for every page of the program. A walk is made when a page asks for it.</summary>
/// <param name="name">The file's name.</param>
/// <param name="facts">What is known of the capture.</param>
/// <param name="reports">Its conversations, first to last.</param>
/// <param name="notes">What the capture lacks.</param>
internal sealed class OpenCapture(string name, CaptureFacts facts, IEnumerable<ConversationReport> reports, IEnumerable<string> notes)
{
    /// <summary>Conversations that are shown.</summary>
    public const int MaxConversations = 500;

    /// <summary>Notes that are shown.</summary>
    private const int MaxNotes = 20;

    private const long NanosecondsADay = 86_400_000_000_000;

    private readonly ConversationReport[] reports = [.. reports];
    private readonly string[] notes = [.. notes];
    private Lazy<CapturedWalk>[]? walks;

    /// <summary>The conversations that are shown.</summary>
    public Lazy<CapturedWalk>[] Walks => walks ??=
        [.. reports.Take(MaxConversations).Select(report => new Lazy<CapturedWalk>(() => CapturedWalkModule.ofReport(facts, report)))];

    public CaptureView Contents() => new(TerminalText.show(name), [.. reports.Take(MaxConversations).Select(HeadOf)], [.. NotesShown().Select(TerminalText.show)]);

    private static ConversationHead HeadOf(ConversationReport report)
    {
        var start = report.Start;
        return new(
            TerminalText.show(report.Title),
            start < NanosecondsADay ? null : DateTimeOffset.UnixEpoch.AddTicks(start / 100).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            report.Rows.Length, VerdictView.Of(report));
    }

    private IEnumerable<string> NotesShown()
    {
        foreach (var note in notes.Take(MaxNotes)) yield return note;
        if (notes.Length > MaxNotes) yield return $"{notes.Length - MaxNotes:N0} more notes stand in the terminal.";
        if (reports.Length > MaxConversations) yield return $"The first {MaxConversations:N0} of {reports.Length:N0} conversations are shown.";
    }
}
