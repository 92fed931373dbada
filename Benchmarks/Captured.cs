using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;

namespace PeerFunctional.Benchmarks;

/// <summary>A capture of traffic that peers of ours make on loopback. No message comes twice.</summary>
/// <param name="Content">What it holds.</param>
/// <param name="Signatures">Signed events in it.</param>
/// <param name="WriteAsync">Makes the traffic and writes it to a file.</param>
internal sealed record Captured(string Content, int Signatures, Func<string, Task> WriteAsync)
{
    public string FileName => string.Concat(Content.Where(char.IsAsciiLetterOrDigit)) + ".pcapng";

    /// <summary>Captures of every system; the next one is made once the one before is measured.</summary>
    public static IEnumerable<Captured> Everything(ISignatures signatures, bool isQuick, CancellationToken cancellation)
    {
        var part = isQuick ? 10 : 1;
        yield return Replicas(1, 40_000 / part, 10);
        yield return Replicas(200 / part, 200, 2);
        yield return Rings(1, 60, 200 / part);
        yield return Rings(40 / part, 5, 200);
        yield return Links(20 / part, 1, 5_000_000);
        yield return Links(20 / part, 5_000, 64);
        yield return Calls("over WebSocket", 20 / part, 5_000, CallTraffic.RecordSessionsAsync);
        yield return Calls("in a batch", 1_000 / part, 100, CallTraffic.RecordBatchesAsync);
        yield return Hosts(20 / part, 500);

        Captured Replicas(int sessions, int events, int feeds) =>
            new($"sneakernet: {Count(sessions, "session")} of {events:N0} events", sessions * events, Recorded(recorder =>
                ReplicaTraffic.RecordAsync(recorder, signatures, sessions, events, feeds, cancellation)));

        Captured Rings(int rings, int peers, int items) =>
            new($"tracker: {Count(rings, "ring")} of {peers} peers and {items} items", 0, file =>
                RingTraffic.RecordAsync(file, rings, peers, items, cancellation));

        Captured Links(int links, int items, int bytes) =>
            new($"link: {Count(links, "link")} with {Count(items, "item")} of {bytes:N0} bytes", 0, Recorded(recorder =>
                LinkTraffic.RecordAsync(recorder, links, items, bytes, cancellation)));

        Captured Calls(string way, int sessions, int calls, Func<Recorder, CallServer, int, int, CancellationToken, Task> record) =>
            new($"rpc: {Count(sessions, "session")} of {calls:N0} calls {way}", 0, Recorded(async recorder =>
            {
                using var server = await CallServer.OursAsync();
                await record(recorder, server, sessions, calls, cancellation);
            }));

        Captured Hosts(int connections, int requests) =>
            new($"libp2p: {Count(connections, "connection")} with {requests:N0} requests", 0, Recorded(async recorder =>
            {
                using var server = await HostServer.OursAsync(cancellation);
                await HostTraffic.RecordAsync(recorder, server, connections, requests, cancellation);
            }));
    }

    private static string Count(int count, string one) => count == 1 ? $"1 {one}" : $"{count:N0} {one}s";

    private static Func<string, Task> Recorded(Func<Recorder, Task> run) => async file =>
    {
        using var recorder = new Recorder(file, TimeProvider.System);
        await run(recorder);
    };
}
