using System.Diagnostics;
using PeerFunctional.Kernel;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Benchmarks;

/// <summary>What this machine's Ed25519 can do, in bare verifications a second: the bound of anything that verifies every event.</summary>
/// <param name="OneCore">With one thread.</param>
/// <param name="AllCores">With a thread a core.</param>
internal sealed record Verification(double OneCore, double AllCores)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);

    public static Verification Measure(ISignatures signatures, IReadOnlyList<Event> events)
    {
        _ = Rate(signatures, events);
        var oneCore = Rate(signatures, events);
        var cores = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => Task.Factory.StartNew(() => Rate(signatures, events), TaskCreationOptions.LongRunning));
        return new(oneCore, Task.WhenAll(cores).Result.Sum());
    }

    private static double Rate(ISignatures signatures, IReadOnlyList<Event> events)
    {
        var keys = events.Select(each => FeedIdModule.toBytes(each.Feed)).ToArray();
        var started = Stopwatch.GetTimestamp();
        var count = 0L;
        TimeSpan elapsed;
        do
        {
            var i = (int)(count++ % events.Count);
            if (!signatures.Verify(keys[i], events[i].SignedBytes, events[i].Signature))
                throw new InvalidOperationException("an event signed in advance does not verify");
            elapsed = Stopwatch.GetElapsedTime(started);
        }
        while (elapsed < Duration);
        return count / elapsed.TotalSeconds;
    }
}
