using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.FSharp.Core;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Benchmarks;

/// <summary>What two libp2p peers of ours do, and two of js-libp2p, each in a process of its own.</summary>
/// <param name="Way">What is done.</param>
/// <param name="PerSecond">How often a second with peers of ours; the median of several runs.</param>
/// <param name="JsPerSecond">The same with peers of js-libp2p.</param>
internal sealed record Hosts(string Way, double PerSecond, double JsPerSecond)
{
    private const int Runs = 3;

    public double Ratio => PerSecond / JsPerSecond;

    public static async Task<IReadOnlyList<Hosts>> MeasureAsync(string folder, bool isQuick, CancellationToken cancellation)
    {
        var part = isQuick ? 10 : 1;
        return
        [
            await BesideAsync("requests on one connection, one after another", "requests", 5_000 / part, 1),
            await BesideAsync("requests on one connection, 10 in flight", "requests", 10_000 / part, 10),
            await BesideAsync("connections with identify, one after another", "connections", 500 / part, 1),
        ];

        async Task<Hosts> BesideAsync(string way, string work, int count, int inFlight)
        {
            var (ours, js) = (new List<double>(), new List<double>());
            for (var run = 0; run < Runs; run++)
            {
                ours.Add(count / await OursAsync(work, count, inFlight, cancellation));
                js.Add(count / await JsAsync(folder, work, count, inFlight, cancellation));
            }

            return new(way, Median(ours), Median(js));
        }
    }

    private static async Task<double> OursAsync(string work, int count, int inFlight, CancellationToken cancellation)
    {
        using var server = await HostServer.OursAsync(cancellation);
        return work == "requests"
            ? await RequestsAsync(server.Address, count, inFlight, cancellation)
            : await ConnectionsAsync(server.Address, count, cancellation);
    }

    private static async Task<double> JsAsync(string folder, string work, int count, int inFlight, CancellationToken cancellation)
    {
        using var server = await HostServer.JsAsync(folder, cancellation);
        return await HostServer.MeasureJsAsync(folder, server.Address, work, count, inFlight, cancellation);
    }

    private static async Task<double> RequestsAsync(string address, int count, int inFlight, CancellationToken cancellation)
    {
        await using var dialer = await Dialer.OpenAsync(address, cancellation);
        var peer = await dialer.UntilAsync(notice => notice is Notice.SpeaksOurProtocol known ? known.Item : null, cancellation);
        var started = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < inFlight; sent++) dialer.Command(UserCommand.NewAsk(peer, "Hello"));
        for (var answered = 1; answered <= count; answered++)
        {
            await dialer.UntilAsync(notice => notice is Notice.ResponseReceived response ? response.Item2 : null, cancellation);
            if (answered + inFlight <= count) dialer.Command(UserCommand.NewAsk(peer, "Hello"));
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task<double> ConnectionsAsync(string address, int count, CancellationToken cancellation)
    {
        await using var dialer = await Dialer.OpenAsync(address, cancellation);
        var started = Stopwatch.GetTimestamp();
        for (var connection = 0; connection < count; connection++)
        {
            var peer = await dialer.UntilAsync(notice => notice is Notice.SpeaksOurProtocol known ? known.Item : null, cancellation);
            dialer.Command(UserCommand.NewDial(dialer.Target));
            dialer.Command(UserCommand.NewDisconnect(peer));
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Runs / 2);

    /// <summary>A peer of ours that dials one other.</summary>
    private sealed class Dialer : IAsyncDisposable
    {
        private readonly Channel<Notice> notices = Channel.CreateUnbounded<Notice>();
        private readonly Runtime.Hosting.MachineHost<Host, PeerFunctional.Libp2p.Timer, Message, UserCommand, Unit, Unit, Notice> host;
        private readonly Task running;

        private Dialer(DialTarget target)
        {
            Target = target;
            var signatures = new Ed25519();
            host = Libp2pHost.Open(
                new() { Identity = Identity.Draw(signatures), Dials = [target] }, signatures,
                new(notice => notices.Writer.TryWrite(notice), TimeProvider.System));
            running = host.RunAsync(CancellationToken.None);
        }

        public DialTarget Target { get; }

        public static async Task<Dialer> OpenAsync(string address, CancellationToken cancellation) =>
            new(await Libp2pHost.ResolveAsync(MultiaddrModule.parse(address).ResultValue, cancellation));

        public void Command(UserCommand command) => host.Command(command);

        public async Task<T> UntilAsync<T>(Func<Notice, T?> choose, CancellationToken cancellation) where T : class
        {
            while (true)
            {
                var notice = await notices.Reader.ReadAsync(cancellation);
                if (choose(notice) is { } found) return found;
                if (notice.IsRequestFailed || notice.IsDialFailed) throw new IOException(NoticeModule.line(notice));
            }
        }

        public async ValueTask DisposeAsync()
        {
            host.Command(UserCommand.Stop);
            await running;
            await host.DisposeAsync();
        }
    }
}
