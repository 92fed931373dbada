using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Systems.CapnWeb;
using PeerFunctional.Verification;
using PeerFunctional.Verification.Exploring;

namespace PeerFunctional.Cli.Explorer;

/// <summary>The way to a position as a file.</summary>
internal static class ExplorerExport
{
    /// <exception cref="RpcException">There is no such kind, or nothing is violated that a test could show.</exception>
    public static Exported Of(ExplorationStart start, Position position, string kind)
    {
        var name = $"{start.System}-{start.World}";
        return kind switch
        {
            "trace" => new($"{name}.trace", "application/x-ndjson", TraceFile.print(position.Told.Invoke(true).Trace)),
            "svg" => new($"{name}.svg", "image/svg+xml", SvgDiagram.print(SequenceDiagramModule.ofTimeline(position.Told.Invoke(false).Timeline))),
            "pcapng" => new($"{name}.pcapng", "application/x-pcapng", Convert.ToBase64String(Capture(position)), IsBytes: true),
            "test" => new($"{name}.fs", "text/plain", Test(position)),
            _ => throw new RpcException($"Unknown export '{kind}': use trace, pcapng, svg or test."),
        };
    }

    /// <exception cref="RpcException">The run has no form of packets.</exception>
    private static byte[] Capture(Position position)
    {
        var written = CapturedRuns.ofTrace(new Ed25519(), position.Told.Invoke(true).Trace);
        return written.IsOk
            ? written.ResultValue
            : throw new RpcException($"These steps have no capture: {TerminalText.show(written.ErrorValue.Split(": use", 2)[0])}. Export the trace.");
    }

    private static string Test(Position position)
    {
        var told = position.Told.Invoke(true);
        return told.Trace.Ending.IsPassed
            ? throw new RpcException("No property is violated here. A test pins a property that is violated: go to such a position first.")
            : told.Test.Invoke("Explored");
    }
}
