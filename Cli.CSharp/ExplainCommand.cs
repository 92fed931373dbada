using System.Globalization;
using PeerFunctional.Encoding;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.SneakerNet;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli;

/// <summary><c>peer explain</c>: a conversation as a sequence diagram, a system as the state diagram of its machine.</summary>
internal static class ExplainCommand
{
    /// <summary>A picture is drawn of the whole conversation: what is larger is nothing a person reads.</summary>
    private const long MaxCapture = 64 * 1024 * 1024;

    /// <summary>Longer lines are harder to read, however wide the terminal is.</summary>
    private const int MaxWidth = 160;

    /// <summary>How long the original's peers wait for news.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(ExplainOptions options, Screen screen, CancellationToken cancellation) =>
        options.Subject == "sneakernet"
            ? await ExplainSystem(options, screen, cancellation)
            : await ExplainFile(options, screen, cancellation);

    private static async Task<int> ExplainSystem(ExplainOptions options, Screen screen, CancellationToken cancellation)
    {
        var diagram = Sketches.diagram(options.Policy);
        foreach (var transition in diagram.Transitions)
            screen.Object(new { transition.From, transition.Causes, transition.To, transition.Outputs });
        if (options.Out?.Value is not { } file)
        {
            Print(StateDiagramModule.lines(StyleOf(options, screen), diagram), screen);
            return ExitCode.Done;
        }
        var picture = IsPage(file)
            ? HtmlDiagram.still(diagram.Title, StatePicture.element(diagram))
            : StatePicture.print(diagram);
        return await Write(picture, file, screen, cancellation);
    }

    private static async Task<int> ExplainFile(ExplainOptions options, Screen screen, CancellationToken cancellation)
    {
        var path = options.Subject;
        var length = new FileInfo(path).Length;
        if (length > MaxCapture)
            return screen.Fail(string.Create(CultureInfo.InvariantCulture,
                $"{path}: {length} bytes are too many to draw (at most {MaxCapture}); cut out what you want to see, such as with editcap"));

        var heard = Explanation.ofBlocks(Ed25519.Available(), Silence, Path.GetFileName(path), Blocks(path, screen, cancellation));
        if (heard.Moments.IsEmpty)
            return screen.Fail($"{path}: no conversation of SneakerNet is in it; use a capture, such as of: peer replicate --record FILE.pcapng");

        var chronicle = screen.Verbose ? heard : ChronicleModule.withoutNotices(heard);
        foreach (var moment in chronicle.Moments)
            screen.Object(SpokenMoment.Of(moment, chronicle));
        var diagram = DiagramModule.ofChronicle(chronicle);
        if (options.Out?.Value is not { } file)
        {
            Print(TerminalDiagram.lines(StyleOf(options, screen), diagram), screen);
            return ExitCode.Done;
        }
        return await Write(IsPage(file) ? HtmlDiagram.print(diagram) : SvgDiagram.print(diagram), file, screen, cancellation);
    }

    private static IEnumerable<Block> Blocks(string path, Screen screen, CancellationToken cancellation)
    {
        foreach (var block in new CaptureFile(path).Blocks())
        {
            cancellation.ThrowIfCancellationRequested();
            if (block is Block.Damaged damaged)
                screen.Warn($"{path}: {damaged.Item.Problem}: {damaged.Item.Detail}");
            yield return block;
        }
    }

    private static bool IsPage(string file) => file.EndsWith(".html", StringComparison.OrdinalIgnoreCase);

    private static TerminalStyle StyleOf(ExplainOptions options, Screen screen) => new(
        width: options.Width?.Value ?? Math.Min(screen.Width, MaxWidth),
        color: screen.Lively,
        ascii: !Screen.Unicode,
        unfolded: screen.Verbose);

    private static void Print(IEnumerable<string> lines, Screen screen)
    {
        foreach (var line in lines) screen.Answer(line);
    }

    /// <summary>Writes the file beside its place first: there is never half a picture.</summary>
    private static async Task<int> Write(string picture, string file, Screen screen, CancellationToken cancellation)
    {
        var draft = file + ".part";
        try
        {
            await File.WriteAllTextAsync(draft, picture, cancellation);
            File.Move(draft, file, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
        screen.Story($"** wrote '{file}'");
        return ExitCode.Done;
    }

    /// <summary>A moment for programs: seconds since the beginning, and what happened in words.</summary>
    private sealed record SpokenMoment(double At, string Words, string? State)
    {
        public static SpokenMoment Of(Moment moment, Chronicle chronicle) => new(
            moment.At.TotalSeconds,
            DiagramModule.words(chronicle.Lanes, moment.Happening),
            moment.State is { IsSome: true, Value: var state } ? state : null);
    }
}
