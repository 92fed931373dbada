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
            Drawing.Print(StateDiagramModule.lines(Drawing.Style(options.Width?.Value, screen), diagram), screen);
            return ExitCode.Done;
        }
        var picture = Drawing.IsPage(file)
            ? HtmlDiagram.still(diagram.Title, StatePicture.element(diagram))
            : StatePicture.print(diagram);
        return await Drawing.Write(picture, file, screen, cancellation);
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
        return await Drawing.Show(chronicle, options.Out?.Value, options.Width?.Value, screen, cancellation);
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
}
