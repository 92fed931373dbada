using System.Diagnostics;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Benchmarks;

/// <summary>Calls of one client of ours on a server of ours, and on the npm package's, in processes of their own, one after the other.</summary>
/// <param name="Way">How the calls are made.</param>
/// <param name="PerSecond">Calls a second on ours; the median of several runs.</param>
/// <param name="NpmPerSecond">The same on npm's.</param>
internal sealed record Calls(string Way, double PerSecond, double NpmPerSecond)
{
    private const int Runs = 5;

    public double Ratio => PerSecond / NpmPerSecond;

    public static async Task<IReadOnlyList<Calls>> MeasureAsync(CallServer ours, CallServer npm, bool isQuick, CancellationToken cancellation)
    {
        var part = isQuick ? 10 : 1;
        return
        [
            await BesideAsync("one WebSocket, one after another", 10_000 / part, (server, count) => OverWebSocketAsync(server, count, 1, cancellation)),
            await BesideAsync("one WebSocket, 64 in flight", 50_000 / part, (server, count) => OverWebSocketAsync(server, count, 64, cancellation)),
            await BesideAsync("batches of 1", 2_000 / part, (server, count) => InBatchesAsync(server, count, 1, cancellation)),
            await BesideAsync("batches of 100", 50_000 / part, (server, count) => InBatchesAsync(server, count, 100, cancellation)),
        ];

        async Task<Calls> BesideAsync(string way, int count, Func<CallServer, int, Task> call)
        {
            var (mine, theirs) = (new List<double>(), new List<double>());
            for (var run = 0; run <= Runs; run++)
            {
                mine.Add(count / await SecondsAsync(() => call(ours, count)));
                theirs.Add(count / await SecondsAsync(() => call(npm, count)));
            }
            // The first run compiles.
            return new(way, Median(mine.Skip(1)), Median(theirs.Skip(1)));
        }
    }

    private static async Task OverWebSocketAsync(CallServer server, int count, int inFlight, CancellationToken cancellation)
    {
        await using var session = await RpcSession.ConnectAsync(server.WebSocket, cancellation: cancellation);
        var greeter = session.Get<IGreeter>();
        var left = count;
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(async _ =>
        {
            while (Interlocked.Decrement(ref left) >= 0) await greeter.Greet("Ann");
        }));
    }

    private static async Task InBatchesAsync(CallServer server, int count, int size, CancellationToken cancellation)
    {
        for (var made = 0; made < count; made += size)
        {
            await using var session = RpcSession.Batch(server.Batch);
            var greeter = session.Get<IGreeter>();
            var greetings = Enumerable.Range(0, size).Select(_ => greeter.Greet("Ann")).ToList();
            await session.SendAsync(cancellation);
            await Task.WhenAll(greetings);
        }
    }

    private static async Task<double> SecondsAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);

    /// <summary>What both servers have.</summary>
    internal interface IGreeter
    {
        Task<string> Greet(string name);
    }
}
