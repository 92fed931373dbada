using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Output;

/// <summary>Shows timelines and other drawings: as lines on the screen, or as a file.</summary>
internal static class DiagramOutput
{
    /// <summary>Longer lines are harder to read, however wide the terminal is.</summary>
    private const int MaxWidth = 160;

    /// <summary>A timeline as objects with <c>--json</c>, else as a diagram on the screen, or in a file where one is named.</summary>
    public static async Task<int> Show(Timeline timeline, string? file, int? width, Screen screen, CancellationToken cancellation)
    {
        foreach (var timed in timeline.Events)
            screen.Object(SpokenMoment.Of(timed, timeline));
        var diagram = SequenceDiagramModule.ofTimeline(timeline);
        if (file is not null)
            return await Write(IsPage(file) ? HtmlDiagram.print(diagram) : SvgDiagram.print(diagram), file, screen, cancellation);
        screen.Draw(TerminalDiagram.lines(Style(width, screen), diagram));
        return ExitCode.Done;
    }

    /// <summary>How diagrams look on this screen; unfolded with <c>--verbose</c>.</summary>
    public static TerminalStyle Style(int? width, Screen screen) => new(
        width: width ?? Math.Min(screen.Width, MaxWidth),
        color: screen.Lively,
        ascii: !Screen.Unicode,
        unfolded: screen.Verbose);

    public static bool IsPage(string file) => file.EndsWith(".html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes a picture's file, whole or not at all.</summary>
    public static async Task<int> Write(string picture, string file, Screen screen, CancellationToken cancellation)
    {
        await NamedFiles.WriteAsync(file, picture, cancellation);
        screen.Story($"** wrote '{file}'");
        return ExitCode.Done;
    }

    /// <summary>A moment for programs: seconds since the beginning, its step or its frame, and what happened in words.</summary>
    private sealed record SpokenMoment(double At, int? Step, int? Frame, string Words, string? State)
    {
        public static SpokenMoment Of(TimedEvent timed, Timeline timeline) => new(
            timed.At.TotalSeconds,
            timed.Step.IsSome && timeline.Numbering.IsSteps ? timed.Step.Value : null,
            timed.Step.IsSome && timeline.Numbering.IsFrames ? timed.Step.Value : null,
            SequenceDiagramModule.words(timeline.Lanes, timed.Event),
            timed.State is { IsSome: true, Value: var state } ? state : null);
    }
}
