using System.Security.Cryptography;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Benchmarks;

/// <summary>Events signed in advance with seeded keys, so that every run moves the same bytes.</summary>
internal static class Workload
{
    private const long Time = 1_700_000_000;

    /// <summary>Events of feeds in equal parts, in the feeds' order; every feed is chained.</summary>
    public static List<Event> Sign(ISignatures signatures, int feeds, int events, string family = "")
    {
        var signed = new List<Event>(events);
        for (var feed = 0; feed < feeds; feed++)
        {
            var keys = Keys(signatures, $"benchmark feed {family}{feed}");
            var prev = FSharpValueOption<Hash>.None;
            for (var seq = 1; seq <= events / feeds; seq++)
            {
                var content = ContentModule.message(keys.Feed, $"message {seq:D6} of a feed");
                var next = EventModule.sign(signatures, keys, prev, seq, Time + seq, ContentEncoding.Json, content).ResultValue;
                prev = FSharpValueOption<Hash>.Some(next.Hash);
                signed.Add(next);
            }
        }
        return signed;
    }

    /// <summary>A peer's directory with these events; its own feed is empty.</summary>
    public static void Fill(string directory, ISignatures signatures, IReadOnlyList<Event> events)
    {
        KeyFile.Create(directory, signatures, TimeProvider.System);
        using var store = LogStore.Open(directory, signatures);
        if (store.Append(events) is not AppendOutcome.Durable)
            throw new IOException($"the events cannot be written to {directory}");
    }

    private static KeyPair Keys(ISignatures signatures, string name)
    {
        var seed = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name));
        return new(FeedIdModule.ofBytes(signatures.PublicKey(seed)).ResultValue, seed);
    }
}
