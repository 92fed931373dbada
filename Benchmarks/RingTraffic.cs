using System.Globalization;
using System.Net;
using PeerFunctional.Capture;
using PeerFunctional.Kernel;
using PeerFunctional.Kernel.Encodings;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Tracker;
using PeerFunctional.Tracker;
using Timer = PeerFunctional.Tracker.Timer;

namespace PeerFunctional.Benchmarks;

using PeerHost = LiveMachine<Collector, Timer, Message, UserCommand, Answer, Question, Notice>;

/// <summary>Rings on loopback, each of a tracker and peers that collect a phrase of its own.</summary>
internal static class RingTraffic
{
    private const int AtATime = 4;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    private static readonly WireOptions WireOptions = new(WireVariant.Program, PickleProtocol.Protocol0, ReadMode.WholeMessage);

    /// <summary>Writes a capture of so many rings. Its frames are in the order of their times.</summary>
    public static async Task RecordAsync(string path, int rings, int peers, int items, CancellationToken cancellation)
    {
        using var scratch = new Scratch();
        var frames = new List<Frame>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, rings),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation },
            async (ring, cancellation) =>
            {
                var recorded = await RunAsync(scratch, ring, peers, items, cancellation);
                lock (frames) frames.AddRange(recorded);
            });
        using var file = File.Create(path);
        file.Write(Pcapng.header);
        file.Write(Pcapng.interfaceDescription(LinkType.RawIp));
        foreach (var frame in frames.OrderBy(frame => frame.Time.Value)) file.Write(Pcapng.enhancedPacket(0, frame.Time.Value, frame.Bytes.Span));
    }

    /// <summary>One ring, until every peer is complete.</summary>
    private static async Task<List<Frame>> RunAsync(Scratch scratch, int ring, int peers, int items, CancellationToken cancellation)
    {
        var wires = RingRoles.wires(WireOptions);
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        var hosts = new List<(PeerHost Host, Task Running, Recorder Recorder, string File)>();
        var trackerFile = scratch.Of($"{ring} tracker");
        var phrase = PhraseModule.ofText(string.Join(' ', Enumerable.Range(0, items).Select(item => $"r{ring}i{item}"))).ResultValue;
        using var trackerRecorder = new Recorder(trackerFile, TimeProvider.System);
        await using var tracker = RingHost.Open(
            RingRoles.tracker, wires, any, _ => TrackerSettingsModule.create(Policy.Recovering, phrase),
            new(_ => { }, TimeProvider.System) { Recorder = trackerRecorder });
        var address = tracker.Sockets.StreamAddress!.Value;
        var tracking = tracker.RunAsync(cancellation);
        var complete = new List<Task>();
        for (var number = 0; number < peers; number++)
        {
            var file = scratch.Of($"{ring} {number}");
            var recorder = new Recorder(file, TimeProvider.System);
            var (placed, completed) = (new TaskCompletionSource(), new TaskCompletionSource());
            var handle = string.Create(CultureInfo.InvariantCulture, $"ring{ring}peer{number}");
            var host = RingHost.Open(
                RingRoles.peer, wires, any, listen => new CollectorSettings(Policy.Recovering, handle, listen!.Value, address, true, Pace, true, 10),
                new(notice =>
                {
                    if (notice.IsPlaced) placed.TrySetResult();
                    if (notice.IsCompleted) completed.TrySetResult();
                },
                TimeProvider.System)
                { Recorder = recorder });
            hosts.Add((host, host.RunAsync(cancellation), recorder, file));
            complete.Add(completed.Task);
            await placed.Task.WaitAsync(cancellation);
        }
        await Task.WhenAll(complete).WaitAsync(cancellation);

        var listening = hosts.Select(peer => peer.Host.Sockets.StreamAddress!.Value).ToList();
        foreach (var (host, running, recorder, _) in hosts)
        {
            host.Command(UserCommand.Stop);
            await running;
            await host.DisposeAsync();
            recorder.Dispose();
        }
        tracker.Command(UserCommand.Stop);
        await tracking;
        trackerRecorder.Dispose();
        return [.. Called(trackerFile, address), .. hosts.Zip(listening).SelectMany(peer => Called(peer.First.File, peer.Second))];
    }

    /// <summary>The frames of connections to an endpoint: both ends record a connection, and its callee's recording counts.</summary>
    private static IEnumerable<Frame> Called(string file, Endpoint callee) =>
        new CaptureFile(file).Blocks().OfType<Block.Captured>().Select(block => block.Item).Where(frame =>
            CaptureModule.transport(frame, IpReassemblyModule.empty).Item2 is
            { IsOk: true, ResultValue: { IsSome: true, Value: TransportLayer.Tcp { Item: var segment } } }
            && (segment.Source.Equals(callee) || segment.Destination.Equals(callee)));
}
