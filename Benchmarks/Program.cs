using PeerFunctional.Benchmarks;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;

if (args is [CallServer.Mode]) return await CallServer.ServeAsync();
if (args is [HostServer.Mode]) return await HostServer.ServeAsync();

if (Options.Parse(args) is not { } options)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

var report = new Report(options.Json);
try
{
    if (options.Measures("replication")) await MeasureReplication();
    if (options.Measures("ring")) await MeasureRing();
    if (options.Measures("rounds")) MeasureRounds();
    if (options.Measures("link")) await MeasureLinks();
    if (options.Measures("rpc")) await MeasureCalls();
    if (options.Measures("libp2p")) await MeasureHosts();
    if (options.Measures("capture")) await MeasureCaptures();
    return 0;
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    return 130;
}
catch (IOException e)
{
    Console.Error.WriteLine($"bench: {e.Message}");
    return 1;
}

async Task MeasureReplication()
{
    // How many events, of how many feeds.
    (int Events, int Feeds)[] sizes = options.Quick
        ? [(1_000, 10), (10_000, 10), (10_000, 100)]
        : [.. from feeds in new[] { 10, 100, 1_000 } from events in new[] { 1_000, 10_000, 100_000 } select (events, feeds)];

    var signatures = new Ed25519();
    report.Progress("Ed25519");
    var bound = Verification.Measure(signatures, Workload.Sign(signatures, 10, 10_000));
    report.Machine(bound);

    var runs = new List<Replication>();
    foreach (var bothWays in new[] { false, true })
    {
        foreach (var (events, feeds) in bothWays ? sizes[^1..] : sizes)
        {
            report.Progress($"{events:N0} events of {feeds:N0} feeds, {(bothWays ? "both ways" : "one way")}");
            var signed = Workload.Sign(signatures, feeds, events);
            runs.Add(await Replication.MeasureAsync(signatures, signed, feeds, bothWays, interrupted.Token));
        }
    }
    report.Replications(runs, bound);

    if (options.Original is { } command)
    {
        report.Progress("the original");
        report.Original(
        [
            await Stranger.MeasureAsync(command, signatures, 40, bothWays: false, interrupted.Token),
            await Stranger.MeasureAsync(command, signatures, 400, bothWays: true, interrupted.Token),
        ]);
    }
    else
    {
        report.RecordedOriginal();
    }

    report.Progress("the parts of an event's way");
    report.Parts([.. Micro.Measure()]);
}

async Task MeasureRing()
{
    var loads = new List<Registrations>();
    foreach (var members in options.Quick ? new[] { 10, 100 } : [10, 100, 1_000, 10_000])
    {
        foreach (var policy in new[] { Policy.AsPublished, Policy.Recovering })
        {
            report.Progress($"registrations beside {members:N0} peers, {policy}");
            loads.Add(await Registrations.MeasureAsync(policy, members, interrupted.Token));
        }
    }
    report.Registrations(loads);
}

void MeasureRounds()
{
    var runs = new List<Convergence>();
    foreach (var (peers, items) in options.Quick ? new[] { (5, 5), (10, 10) } : [(5, 5), (10, 10), (100, 100), (150, 100), (1_000, 1_000)])
    {
        foreach (var shuffled in new[] { true, false })
        {
            foreach (var originals in new[] { 1, 0.5, 0.1, 0 })
            {
                interrupted.Token.ThrowIfCancellationRequested();
                // With an original between them, a thousand peers take days.
                if (originals > 0 && peers > 150) continue;
                // Dealt in order, a share of originals shows nothing that the others do not.
                if (originals is > 0 and < 1 && !shuffled) continue;
                report.Progress($"{peers:N0} peers until each holds {items:N0} items, {originals:P0} of them originals");
                // A ring of a hundred originals takes a quarter of a million queries, one of a thousand peers half a million.
                runs.Add(Convergence.Measure(
                    originals, shuffled, peers, items, changing: false, peers < 100 || (originals == 0 && peers < 1_000) ? 20 : 1));
                if (originals > 0 || peers is < 100 or > 150) continue;
                // The original deals by the place in its list: after deaths, items that it did not deal yet may never be dealt.
                if (shuffled && peers == items) continue;
                report.Progress($"{peers:N0} peers, of which a tenth joins and a tenth dies, until each holds {items:N0} items");
                runs.Add(Convergence.Measure(originals, shuffled, peers, items, changing: true, 20));
            }
        }
    }
    report.Convergences(runs);
}

async Task MeasureLinks()
{
    (int Items, int Bytes)[] sizes = options.Quick ? [(1, 50_000_000), (20_000, 64)] : [(1, 50_000_000), (10, 5_000_000), (100_000, 64)];
    var runs = new List<Links>();
    foreach (var (items, bytes) in sizes)
    {
        report.Progress($"{items:N0} items of {bytes:N0} bytes on a link");
        var run = await Links.MeasureAsync(items, bytes, interrupted.Token);
        runs.Add(options.Peerpy is { } folder
            ? run with { Original = await Peerpy.MeasureAsync(folder, items, bytes, interrupted.Token) }
            : run);
    }
    report.Links(runs);
}

async Task MeasureCalls()
{
    using var ours = await CallServer.OursAsync();
    using var npm = await CallServer.NpmAsync(NpmFolder("capnweb"));
    report.Progress("calls");
    report.Calls(await Calls.MeasureAsync(ours, npm, options.Quick, interrupted.Token));
    report.Progress("sessions");
    var sessions = options.Quick ? 100 : 1_000;
    report.Sessions(sessions, await ours.MemoryOfSessionAsync(sessions, interrupted.Token), await npm.MemoryOfSessionAsync(sessions, interrupted.Token));
}

async Task MeasureHosts()
{
    var folder = NpmFolder("libp2p");
    using var ours = await HostServer.OursAsync(interrupted.Token);
    using var js = await HostServer.JsAsync(folder, interrupted.Token);
    report.Progress("requests and connections of libp2p");
    report.Hosts(await Hosts.MeasureAsync(ours, js, folder, options.Quick, interrupted.Token));
    var runs = new List<Streams>();
    foreach (var count in new[] { 1, 10 })
    {
        report.Progress($"bytes on {count} streams of QUIC");
        runs.Add(await Streams.MeasureAsync(ours, js, folder, count, options.Quick ? 10_000_000 : 100_000_000, interrupted.Token));
    }
    report.Streams(runs);
    report.Progress("memory of connections");
    var connections = options.Quick ? 50 : 200;
    report.Connections(
        connections, await Hosts.MemoryOfConnectionAsync(ours, connections, interrupted.Token),
        await Hosts.MemoryOfConnectionAsync(js, connections, interrupted.Token));
}

async Task MeasureCaptures()
{
    var signatures = new Ed25519();
    report.Progress("Ed25519");
    var bound = Verification.Measure(signatures, Workload.Sign(signatures, 10, 10_000));
    report.Machine(bound);
    using var scratch = new Scratch();
    var runs = new List<CaptureReplay>();
    foreach (var made in Captured.Everything(signatures, options.Quick, interrupted.Token))
    {
        report.Progress($"a capture of {made.Content}");
        var file = options.Captures is { } folder ? Path.Combine(folder, made.FileName) : scratch.Of(made.FileName);
        if (!File.Exists(file)) await made.WriteAsync(file);
        runs.Add(await CaptureReplay.MeasureAsync(made.Content, file, made.Signatures, interrupted.Token));
    }
    report.Captures(runs, bound);
}

// The repository's own, which ./test fills.
static string NpmFolder(string fixture)
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "PeerFunctional.sln"))) folder = folder.Parent;
    return Path.Combine(folder?.FullName ?? ".", "interop-fixtures", fixture, "npm");
}
