using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using PeerFunctional.Kernel;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Benchmarks;

/// <summary>One replication between two processes on loopback.</summary>
/// <param name="Events">Events moved, in both directions together.</param>
/// <param name="Feeds">Feeds they belong to.</param>
/// <param name="BothWays">Half of the feeds start at each side.</param>
/// <param name="Seconds">From the first greeting until the last event was durable at its receiver.</param>
/// <param name="Sent">Events pushed, the ones pushed again included.</param>
/// <param name="SenderPeak">The most memory of the responder, in bytes.</param>
/// <param name="ReceiverPeak">The most memory of the initiator, in bytes.</param>
internal sealed record Replication(
    int Events, int Feeds, bool BothWays, double Seconds, long Sent, long SenderPeak, long ReceiverPeak)
{
    private const string Silence = "1s";

    public double Rate => Events / Seconds;

    /// <summary>Fills two directories, runs the two peers over them, and removes them again.</summary>
    public static async Task<Replication> MeasureAsync(
        ISignatures signatures, IReadOnlyList<Event> events, int feeds, bool bothWays, CancellationToken cancellation)
    {
        using var scratch = new Scratch();
        var ours = bothWays ? events.Count / 2 : events.Count;
        Workload.Fill(scratch.Of("responder"), signatures, [.. events.Take(ours)]);
        Workload.Fill(scratch.Of("initiator"), signatures, [.. events.Skip(ours)]);

        var port = FreePort();
        using var responder = Peer("replicate", scratch.Of("responder"), "--port", $"{port}", "--once");
        using var initiator = Peer("replicate", scratch.Of("initiator"), $"127.0.0.1:{port}");
        var summaries = await Task.WhenAll(responder.EndAsync(cancellation), initiator.EndAsync(cancellation));
        var answered = Summary.Read(summaries[0]);
        var asked = Summary.Read(summaries[1]);
        if (answered.Received + asked.Received != events.Count)
            throw new IOException($"{answered.Received + asked.Received} of {events.Count} events arrived");

        return new(
            events.Count, feeds, bothWays, Math.Max(answered.SyncSeconds, asked.SyncSeconds), answered.Sent + asked.Sent,
            responder.PeakMemory, initiator.PeakMemory);
    }

    private static Measured Peer(params IEnumerable<string> arguments) =>
        Measured.Start("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "peer.dll"), .. arguments, "--silence", Silence, "--quiet", "--json"]);

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }

    /// <summary>What <c>peer replicate --json</c> ends with.</summary>
    private sealed record Summary(long Received, long Sent, double SyncSeconds)
    {
        private static readonly JsonSerializerOptions Spelling = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

        public static Summary Read(string line) => JsonSerializer.Deserialize<Summary>(line, Spelling)!;
    }
}
