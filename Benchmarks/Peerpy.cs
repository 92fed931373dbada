using System.Globalization;
using System.Text.Json;

namespace PeerFunctional.Benchmarks;

/// <summary>Items between two peers of the original program, each a process of its own on loopback.</summary>
/// <param name="Seconds">From the first one sent to the last one delivered.</param>
/// <param name="Items">Delivered: the original loses some.</param>
/// <param name="Bytes">Delivered: the original loses the end of a long item.</param>
internal sealed record Peerpy(double Seconds, int Items, long Bytes)
{
    private static readonly JsonSerializerOptions Reading = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Sends items by the sources of peerpy in a folder.</summary>
    /// <exception cref="IOException">Python or the sources fail; the message says how.</exception>
    public static async Task<Peerpy> MeasureAsync(string folder, int items, int bytes, CancellationToken cancellation)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "peerpy.py");
        using var process = Measured.Start(
            "python3", script, folder, items.ToString(CultureInfo.InvariantCulture), bytes.ToString(CultureInfo.InvariantCulture));
        return JsonSerializer.Deserialize<Peerpy>(await process.EndAsync(cancellation), Reading)
            ?? throw new IOException("peerpy's run gave no result");
    }
}
