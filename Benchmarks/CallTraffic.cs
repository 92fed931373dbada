using System.Globalization;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Systems.CapnWeb;

namespace PeerFunctional.Benchmarks;

/// <summary>Sessions of Cap'n Web on loopback, each call of which has an argument of its own.</summary>
internal static class CallTraffic
{
    private const int InFlight = 16;

    /// <summary>Records so many sessions over WebSocket, one after the other; the client's side is recorded.</summary>
    public static async Task RecordSessionsAsync(Recorder recorder, CallServer server, int sessions, int calls, CancellationToken cancellation)
    {
        for (var number = 0; number < sessions; number++)
        {
            await using var session = await RpcSession.ConnectAsync(server.WebSocket, options: new() { Recorder = recorder }, cancellation: cancellation);
            var greeter = session.Get<Calls.IGreeter>();
            var next = 0;
            await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async _ =>
            {
                for (var call = Interlocked.Increment(ref next); call <= calls; call = Interlocked.Increment(ref next))
                    await greeter.Greet(Name(number, call));
            }));
        }
    }

    /// <summary>Records so many batches, one after the other.</summary>
    public static async Task RecordBatchesAsync(Recorder recorder, CallServer server, int batches, int calls, CancellationToken cancellation)
    {
        for (var number = 0; number < batches; number++)
        {
            await using var session = RpcSession.Batch(server.Batch, options: new() { Recorder = recorder });
            var greeter = session.Get<Calls.IGreeter>();
            var greetings = Enumerable.Range(0, calls).Select(call => greeter.Greet(Name(number, call))).ToList();
            await session.SendAsync(cancellation);
            await Task.WhenAll(greetings);
        }
    }

    private static string Name(int session, int call) => string.Create(CultureInfo.InvariantCulture, $"caller {call} of session {session}");
}
