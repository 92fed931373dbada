using PeerFunctional.Benchmarks;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;

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
    if (options.Replication) await MeasureReplication();
    if (options.Ring) await MeasureRing();
    if (options.Link) await MeasureLinks();
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

    var runs = new List<Convergence>();
    foreach (var size in options.Quick ? new[] { 5, 10, 100 } : [5, 10, 100, 1_000])
    {
        foreach (var (policy, shuffled) in new[]
            {
                (Policy.AsPublished, true), (Policy.Recovering, true), (Policy.AsPublished, false), (Policy.Recovering, false),
            })
        {
            interrupted.Token.ThrowIfCancellationRequested();
            // Dealt in an order that nobody knows, so many peers take days.
            if (shuffled && size > 100) continue;
            report.Progress($"{size:N0} peers until each holds {size:N0} items, {policy}");
            runs.Add(Convergence.Measure(policy, shuffled, size, size));
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
        runs.Add(await Links.MeasureAsync(items, bytes, interrupted.Token));
    }
    report.Links(runs);
}
