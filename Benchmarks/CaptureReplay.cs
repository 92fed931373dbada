using System.ComponentModel;

namespace PeerFunctional.Benchmarks;

/// <summary><c>peer replay --quiet</c> on a capture, in a process of its own, beside <c>tshark -q</c> on the same file.</summary>
/// <param name="Content">What the capture holds.</param>
/// <param name="Bytes">The length of the file.</param>
/// <param name="Signatures">Signed events in it, each of which must be verified.</param>
/// <param name="Conforming">The share of the sides that conform.</param>
/// <param name="Seconds">From the start of the process to its end.</param>
/// <param name="Processor">Seconds of processor time.</param>
/// <param name="PeakMemory">The most bytes of it in memory.</param>
/// <param name="Tshark">What <c>tshark</c> took; null where it is not installed.</param>
internal sealed record CaptureReplay(
    string Content, long Bytes, int Signatures, double Conforming, double Seconds, double Processor, long PeakMemory, Effort? Tshark)
{
    private const double Million = 1_000_000;

    public double Megabytes => Bytes / Million;

    public double PerSecond => Megabytes / Seconds;

    /// <summary>MB for each second of processor time.</summary>
    public double PerProcessorSecond => Megabytes / Processor;

    public double? TsharkPerSecond => Megabytes / Tshark?.Seconds;

    public double? TsharkPerProcessorSecond => Megabytes / Tshark?.Processor;

    /// <summary>The signatures verified a second, as a share of what all cores verify; null where there are none.</summary>
    public double? OfVerification(Verification bound) => Signatures > 0 ? Signatures / Seconds / bound.AllCores : null;

    public static async Task<CaptureReplay> MeasureAsync(string content, string file, int signatures, CancellationToken cancellation)
    {
        using var replay = Measured.Start(
            "dotnet", Path.Combine(AppContext.BaseDirectory, "peer.dll"), "replay", "--quiet", "--silence",
            $"{ReplicaTraffic.Silence.TotalMilliseconds}ms", file);
        var (_, sides) = await replay.ExitAsync(cancellation);
        // Of a link, the length is that of the file it leads to.
        using var capture = File.OpenRead(file);
        return new(
            content, capture.Length, signatures, (double)sides.Count(side => side.Contains("conforms")) / sides.Length, replay.Seconds, replay.Processor, replay.PeakMemory,
            await TsharkAsync(file, cancellation));
    }

    private static async Task<Effort?> TsharkAsync(string file, CancellationToken cancellation)
    {
        try
        {
            using var tshark = Measured.Start("tshark", "-q", "-r", file);
            await tshark.EndAsync(cancellation);
            return new(tshark.Seconds, tshark.Processor);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
