using PeerFunctional.Benchmarks;
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

// How many events, of how many feeds.
(int Events, int Feeds)[] sizes = options.Quick
    ? [(1_000, 10), (10_000, 10), (10_000, 100)]
    : [.. from feeds in new[] { 10, 100, 1_000 } from events in new[] { 1_000, 10_000, 100_000 } select (events, feeds)];

var report = new Report(options.Json);
var signatures = Ed25519.Available();
report.Progress("Ed25519");
var bound = Verification.Measure(signatures, Workload.Sign(signatures, 10, 10_000));
report.Machine(bound);

try
{
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
