using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Kernel.Encodings;
using PeerFunctional.Runtime.Systems.Tracker;
using PeerFunctional.Tracker;

namespace PeerFunctional.Benchmarks;

/// <summary>
/// What a tracker does a second for one caller after another, each on a connection of its own, while so many peers are
/// registered. All peers are one that accepts, reads and closes. The original's way is the published machine on the same
/// runtime.
/// </summary>
/// <param name="Policy">Of the tracker.</param>
/// <param name="Members">Peers registered before.</param>
/// <param name="PerSecond">Registrations a second.</param>
/// <param name="QueriesPerSecond">Queries a second; zero where the tracker answers none.</param>
/// <param name="Calls">Connections the tracker made to peers, for each registration.</param>
internal sealed record Registrations(string Policy, int Members, double PerSecond, double QueriesPerSecond, double Calls)
{
    /// <summary>Longer than this nothing is measured: a registration may call ten thousand peers.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    private const int Queries = 5_000;

    private static readonly WireOptions WireOptions = new(WireVariant.Program, PickleProtocol.Protocol0, ReadMode.WholeMessage);

    public static async Task<Registrations> MeasureAsync(Policy policy, int members, CancellationToken cancellation)
    {
        using var crowd = new Crowd();
        var settings = TrackerSettingsModule.create(policy, PhraseModule.original);
        var crowded = Crowded(settings, members, crowd.Address);
        // New peers make the ring larger: a few at a time, each time in a ring of the same size.
        var batch = policy.IsAsPublished ? 5 : Math.Max(5, members / 10);
        await RunAsync(crowded, Register, batch, cancellation);

        var (time, count, before) = (TimeSpan.Zero, 0, crowd.Calls);
        while (time < Duration)
        {
            time += await RunAsync(crowded, Register, batch, cancellation);
            count += batch;
        }
        var calls = (double)(crowd.Calls - before) / count;
        var queries = policy.IsAsPublished
            ? 0
            : Queries / (await RunAsync(crowded, _ => Message.NewQuery(3, FSharpValueOption<FSharpList<NumberSpan>>.None), Queries, cancellation)).TotalSeconds;
        return new(PolicyModule.name(policy), members, count / time.TotalSeconds, queries, calls);

        Message Register(int number) =>
            Message.NewRegister(string.Create(CultureInfo.InvariantCulture, $"new{number}"), crowd.Address.Port);
    }

    /// <summary>How long a fresh tracker takes for requests that are made one after the other, each once the one before is answered.</summary>
    private static async Task<TimeSpan> RunAsync(
        TrackerSettings settings, Func<int, Message> request, int count, CancellationToken cancellation)
    {
        await using var tracker = RingHost.Open(
            RingRoles.tracker, RingRoles.wires(WireOptions), new IPEndPoint(IPAddress.Loopback, 0), _ => settings,
            new(_ => { }, TimeProvider.System));
        var running = tracker.RunAsync(cancellation);
        var address = new IPEndPoint(IPAddress.Loopback, tracker.Sockets.StreamAddress!.Value.Port);
        var started = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
            await AskAsync(address, Wire.write(WireVariant.Program, PickleProtocol.Protocol0, request(number)),
                settings.Policy.IsAsPublished, cancellation);
        var time = Stopwatch.GetElapsedTime(started);
        tracker.Command(UserCommand.Stop);
        await running;
        return time;
    }

    private static TrackerSettings Crowded(TrackerSettings settings, int members, Endpoint address)
    {
        var ring = settings.Ring;
        for (var member = 0; member < members; member++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"member{member}");
            (ring, _) = RingModule.apply(RingChange.NewJoined(RingModule.propose(name, address, address, ring).ResultValue), ring);
        }
        return new(settings.Policy, settings.Handle, settings.Phrase, settings.Plain, settings.PingEvery, settings.Hosts, ring);
    }

    /// <summary>Asks and hears the answer; to the end, where the tracker closes when all its peers are told.</summary>
    private static async Task AskAsync(
        IPEndPoint tracker, ReadOnlyMemory<byte> request, bool toTheEnd, CancellationToken cancellation)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(tracker, cancellation);
        await socket.SendAsync(request, cancellation);
        var answer = new byte[Wire.MaxLength];
        if (await socket.ReceiveAsync(answer, cancellation) == 0)
            throw new IOException("the tracker answered nothing");
        while (toTheEnd && await socket.ReceiveAsync(answer, cancellation) > 0) { }
    }

    /// <summary>Every registered peer: it accepts, reads and closes.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private long calls;

        public Crowd()
        {
            listener.Start(4_096);
            _ = AcceptAsync();
        }

        public Endpoint Address => new("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);

        public long Calls => Interlocked.Read(ref calls);

        public void Dispose() => listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var caller = await listener.AcceptSocketAsync();
                    Interlocked.Increment(ref calls);
                    _ = HearAsync(caller);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
            }
        }

        private static async Task HearAsync(Socket caller)
        {
            using (caller)
            {
                try
                {
                    await caller.ReceiveAsync(new byte[Wire.MaxLength]);
                }
                catch (SocketException)
                {
                }
            }
        }
    }
}
