using System.Net;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Systems.SneakerNet;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Benchmarks;

/// <summary>Sessions of SneakerNet on loopback, each with events of its own.</summary>
internal static class ReplicaTraffic
{
    /// <summary>How long nothing new comes before a session ends.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(1);

    private const int AtATime = 4;

    /// <summary>Records so many sessions, with so many events in each.</summary>
    public static Task RecordAsync(
        Recorder recorder, ISignatures signatures, int sessions, int events, int feeds, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, sessions),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation },
            async (session, cancellation) =>
            {
                using var scratch = new Scratch();
                var signed = Workload.Sign(signatures, feeds, events, $"of session {session}, ");
                Workload.Fill(scratch.Of("responder"), signatures, signed);
                Workload.Fill(scratch.Of("initiator"), signatures, []);
                await RunAsync(scratch, signatures, recorder, Own(session), events, cancellation);
            });

    /// <summary>An address of loopback for each session: ports come again, and a port that does joins two sessions.</summary>
    private static IPAddress Own(int session) => new([127, 1, (byte)(session / 200), (byte)(session % 200 + 1)]);

    /// <summary>One session; the responder's side is recorded.</summary>
    private static async Task RunAsync(
        Scratch scratch, ISignatures signatures, Recorder recorder, IPAddress own, int events, CancellationToken cancellation)
    {
        using var giving = LogStore.Open(scratch.Of("responder"), signatures, cancellation: cancellation);
        using var taking = LogStore.Open(scratch.Of("initiator"), signatures, cancellation: cancellation);
        await using var responder = ReplicaHost.Open(
            giving, new(Role.NewResponder(0, true), Policy.Recovering, Silence, own), signatures,
            new(_ => { }, TimeProvider.System) { Recorder = recorder });
        await using var initiator = ReplicaHost.Open(
            taking, new(Role.NewInitiator(ReplicaHost.AddressOf(responder)), Policy.Recovering, Silence, own), signatures,
            new(_ => { }, TimeProvider.System));
        var ends = await Task.WhenAll(responder.RunAsync(cancellation), initiator.RunAsync(cancellation));
        var received = ReplicaModule.totals(ends[1]).Received;
        if (received != events) throw new IOException($"{received} of {events} events arrived");
    }
}
