using PeerFunctional.Libp2p;

namespace PeerFunctional.Benchmarks;

/// <summary>What two libp2p peers of ours do, and two of js-libp2p, each in a process of its own.</summary>
/// <param name="Way">What is done.</param>
/// <param name="PerSecond">How often a second with peers of ours; the median of several runs.</param>
/// <param name="JsPerSecond">The same with peers of js-libp2p.</param>
/// <param name="Processor">Microseconds of processor time of both processes for each with peers of ours; the median too.</param>
/// <param name="JsProcessor">The same with peers of js-libp2p.</param>
internal sealed record Hosts(string Way, double PerSecond, double JsPerSecond, double Processor, double JsProcessor)
{
    private const int Runs = 5;

    public double Ratio => PerSecond / JsPerSecond;

    public double ProcessorRatio => JsProcessor / Processor;

    public static async Task<IReadOnlyList<Hosts>> MeasureAsync(
        HostServer ours, HostServer js, string folder, bool isQuick, CancellationToken cancellation)
    {
        var part = isQuick ? 10 : 1;
        return
        [
            await BesideAsync("requests on one connection, one after another", "requests", 2_000 / part, 1),
            await BesideAsync("requests on one connection, 10 in flight", "requests", 5_000 / part, 10),
            await BesideAsync("connections with identify, one after another", "connections", 200 / part, 1),
        ];

        async Task<Hosts> BesideAsync(string way, string work, int count, int inFlight)
        {
            var (mine, theirs) = (new List<Effort>(), new List<Effort>());
            for (var run = 0; run < Runs; run++)
            {
                mine.Add(await OursAsync(ours, work, count, inFlight, cancellation));
                theirs.Add(await js.MeasureJsAsync(folder, work, count, inFlight, cancellation));
            }

            return new(way, PerSecond(mine), PerSecond(theirs), Microseconds(mine), Microseconds(theirs));

            double PerSecond(IEnumerable<Effort> runs) => Median(runs.Select(run => count / run.Seconds));

            double Microseconds(IEnumerable<Effort> runs) => Median(runs.Select(run => run.Processor * 1_000_000 / count));
        }
    }

    /// <summary>How many bytes of a server an identified connection takes, from so many of them, each from a peer of its own.</summary>
    public static async Task<long> MemoryOfConnectionAsync(HostServer server, int connections, CancellationToken cancellation)
    {
        var before = server.Memory;
        var open = new List<Dialer>();
        try
        {
            for (var number = 0; number < connections; number++)
            {
                open.Add(await Dialer.OpenAsync(server.Address, cancellation));
                await open[^1].ConnectAsync(cancellation);
            }

            return (server.Memory - before) / connections;
        }
        finally
        {
            await Task.WhenAll(open.Select(dialer => dialer.DisposeAsync().AsTask()));
        }
    }

    private static async Task<Effort> OursAsync(HostServer server, string work, int count, int inFlight, CancellationToken cancellation)
    {
        await using var dialer = await Dialer.OpenAsync(server.Address, cancellation);
        if (work == "requests")
        {
            var peer = await dialer.ConnectAsync(cancellation);
            await RequestsAsync(dialer, peer, count / HostServer.WarmUp, inFlight, cancellation);
            return await Effort.OfAsync(server, () => RequestsAsync(dialer, peer, count, inFlight, cancellation));
        }

        await ConnectionsAsync(dialer, count / HostServer.WarmUp, cancellation);
        return await Effort.OfAsync(server, () => ConnectionsAsync(dialer, count, cancellation));
    }

    private static async Task RequestsAsync(Dialer dialer, PeerId peer, int count, int inFlight, CancellationToken cancellation)
    {
        for (var sent = 0; sent < inFlight; sent++) dialer.Command(UserCommand.NewAsk(peer, "Hello"));
        for (var answered = 1; answered <= count; answered++)
        {
            await dialer.UntilAsync(notice => notice is Notice.ResponseReceived response ? response.Item2 : null, cancellation);
            if (answered + inFlight <= count) dialer.Command(UserCommand.NewAsk(peer, "Hello"));
        }
    }

    private static async Task ConnectionsAsync(Dialer dialer, int count, CancellationToken cancellation)
    {
        for (var connection = 0; connection < count; connection++)
        {
            var peer = await dialer.ConnectAsync(cancellation);
            dialer.Command(UserCommand.NewDisconnect(peer));
            await dialer.UntilAsync(notice => notice is Notice.ConnectionClosed closed ? closed.Item1 : null, cancellation);
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);
}
