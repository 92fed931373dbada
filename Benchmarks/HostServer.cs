using System.Diagnostics;
using System.Globalization;
using System.Net;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Benchmarks;

/// <summary>A libp2p peer in a process of its own, which prints its addresses and ends with its input.</summary>
internal sealed class HostServer : IDisposable
{
    /// <summary>The argument by which this program is a peer itself.</summary>
    public const string Mode = "serve-host";

    /// <summary>This part of the work is done before the clock starts.</summary>
    public const int WarmUp = 10;

    private readonly Process process;
    private readonly IPEndPoint? sink;

    private HostServer(Process process, string address, IPEndPoint? sink) => (this.process, Address, this.sink) = (process, address, sink);

    /// <summary>Where it listens, as a multiaddr with its id.</summary>
    public string Address { get; }

    /// <summary>Where one of ours takes bytes on streams without libp2p.</summary>
    public IPEndPoint Sink => sink ?? throw new InvalidOperationException("js-libp2p has no sink without libp2p");

    /// <summary>Bytes in memory now.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The processor time of its process until now.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<HostServer> OursAsync(CancellationToken cancellation)
    {
        var process = Start("dotnet", AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "bench.dll"), Mode);
        return new(process, await LineAsync(process, cancellation), IPEndPoint.Parse(await LineAsync(process, cancellation)));
    }

    /// <exception cref="IOException">The packages are not installed.</exception>
    public static async Task<HostServer> JsAsync(string folder, CancellationToken cancellation)
    {
        var process = StartJs(folder, "serve");
        return new(process, await LineAsync(process, cancellation), sink: null);
    }

    /// <summary>Lets a js-libp2p of its own work on this peer; answers what it took after the warm-up.</summary>
    public async Task<Effort> MeasureJsAsync(string folder, string work, long count, int inFlight, CancellationToken cancellation)
    {
        using var client = StartJs(folder, "measure", Address, work, $"{count}", $"{inFlight}", $"{count / WarmUp}");
        await LineAsync(client, cancellation);
        var before = Processor;
        var figures = (await LineAsync(client, cancellation)).Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToList();
        return new(figures[0], figures[1] + (Processor - before).TotalSeconds);
    }

    /// <summary>Serves until standard input ends.</summary>
    public static async Task<int> ServeAsync()
    {
        var signatures = new Ed25519();
        await using var host = Libp2pHost.Open(
            new() { Identity = Identity.Draw(signatures), Listens = true }, signatures, new(_ => { }, TimeProvider.System));
        var running = host.RunAsync(CancellationToken.None);
        var settings = host.State.Settings;
        Console.WriteLine(MultiaddrModule.text(MultiaddrModule.withPeer(HostSettingsModule.id(settings), settings.ListenAddresses.Head)));
        await using var sink = StreamSink.Open(listens: true);
        _ = StreamSink.ServeAsync(sink);
        Console.WriteLine(sink.LocalEndPoint);
        await Console.In.ReadToEndAsync();
        host.Command(UserCommand.Stop);
        await running;
        return 0;
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10))) process.Kill();
        process.Dispose();
    }

    private static Process StartJs(string folder, params string[] arguments) =>
        Directory.Exists(Path.Combine(folder, "node_modules"))
            ? Start("node", folder, ["--import", "./polyfill.mjs", "host.mjs", .. arguments])
            : throw new IOException($"the npm packages are not installed: run 'npm ci' in {folder}");

    private static Process Start(string program, string folder, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    private static async Task<string> LineAsync(Process process, CancellationToken cancellation) =>
        await process.StandardOutput.ReadLineAsync(cancellation) ?? throw new IOException($"{process.StartInfo.FileName} ended without a line");
}
