using System.Diagnostics;
using System.Globalization;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Benchmarks;

/// <summary>A libp2p peer in a process of its own, which prints its multiaddr and ends with its input.</summary>
internal sealed class HostServer : IDisposable
{
    /// <summary>The argument by which this program is a peer itself.</summary>
    public const string Mode = "serve-host";

    private readonly Process process;

    private HostServer(Process process, string address) => (this.process, Address) = (process, address);

    /// <summary>Where it listens, as a multiaddr with its id.</summary>
    public string Address { get; }

    public static async Task<HostServer> OursAsync(CancellationToken cancellation)
    {
        var process = Start("dotnet", AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "bench.dll"), Mode);
        return new(process, await LineAsync(process, cancellation));
    }

    /// <exception cref="IOException">The packages are not installed.</exception>
    public static async Task<HostServer> JsAsync(string folder, CancellationToken cancellation)
    {
        var process = StartJs(folder, "serve");
        return new(process, await LineAsync(process, cancellation));
    }

    /// <summary>Lets a js-libp2p of its own work on a peer; answers the seconds it took.</summary>
    public static async Task<double> MeasureJsAsync(
        string folder, string address, string work, int count, int inFlight, CancellationToken cancellation)
    {
        using var process = StartJs(folder, "measure", address, work, $"{count}", $"{inFlight}");
        return double.Parse(await LineAsync(process, cancellation), CultureInfo.InvariantCulture);
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
