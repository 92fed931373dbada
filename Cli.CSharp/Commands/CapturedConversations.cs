using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Capture;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Verification;

namespace PeerFunctional.Cli.Commands;

/// <summary>The conversations of a capture that a person looks at, judged, and what the capture lacks.</summary>
internal sealed record CapturedConversations(CaptureFacts Facts, FSharpList<ConversationReport> Reports)
{
    /// <summary>Bytes of a capture: what is larger is nothing a person reads.</summary>
    public const long MaxLength = 64 * 1024 * 1024;

    /// <param name="path">The file.</param>
    /// <param name="keyLog">A file of TLS secrets, if any.</param>
    /// <param name="silence">How long the captured peers waited for news before they ended a session.</param>
    /// <param name="warn">Hears what is wrong with the file.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static CapturedConversations Read(
        string path, FSharpOption<string>? keyLog, TimeSpan silence, Action<string> warn, CancellationToken cancellation)
    {
        var quic = OpenedCapture.Start(null, keyLog);
        var facts = CaptureFactsModule.ofBlocks(OpenedCapture.Learning(new CaptureFile(path, cancellation, MaxLength).Blocks(), quic));
        foreach (var warning in CaptureFactsModule.warnings(facts)) warn(warning);
        var analyzers = PeerFunctional.Systems.analyzers(new(new RememberedSignatures(new Ed25519()), silence), null);
        var heard = Explanation.reportsWithin(facts, analyzers, OpenedCapture.Passing(Blocks(path, warn, cancellation), quic));
        var opened = OpenedCapture.Reports(quic, cancellation).ToList();
        foreach (var (_, problem) in opened)
            if (problem is not null) warn(problem);
        return new(facts, ListModule.OfSeq(heard.Concat(opened.Select(session => session.Report).OfType<ConversationReport>())));
    }

    private static IEnumerable<Block> Blocks(string path, Action<string> warn, CancellationToken cancellation)
    {
        foreach (var block in new CaptureFile(path, cancellation, MaxLength).Blocks())
        {
            if (block is Block.Damaged damaged)
                warn($"{damaged.Item.Problem}: {damaged.Item.Detail}");
            yield return block;
        }
    }
}
