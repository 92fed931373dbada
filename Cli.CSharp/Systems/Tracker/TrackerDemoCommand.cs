using System.Net;
using PeerFunctional.Kernel;
using PeerFunctional.Kernel.Encodings;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Tracker;
using PeerFunctional.Tracker;
using Timer = PeerFunctional.Tracker.Timer;

namespace PeerFunctional.Cli.Systems.Tracker;

using PeerHost = LiveMachine<Collector, Timer, Message, UserCommand, Answer, Question, Notice>;

/// <summary><c>peer demo tracker</c>: a tracker and five peers on this machine.</summary>
internal static class TrackerDemoCommand
{
    private static readonly string[] Handles = ["ann", "bob", "cid", "dan", "eve"];

    /// <summary>Slow enough to be followed.</summary>
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(400);

    private static readonly WireOptions WireOptions = new(WireVariant.Program, PickleProtocol.Protocol0, ReadMode.WholeMessage);

    public static async Task<int> Run(Screen screen, CancellationToken cancellation)
    {
        var phrase = PhraseModule.original;
        screen.Story("A tracker holds a message of five words. Five peers register. The tracker deals each peer one word and names the");
        screen.Story("peer before it in the ring as its neighbour. Each peer asks its neighbour for words until it has the whole message.");
        screen.Story();

        var story = new InterleavedStory(screen);
        var wires = RingRoles.wires(WireOptions);
        var any = new IPEndPoint(IPAddress.Loopback, 0);
        var settings = TrackerSettingsModule.create(Policy.Recovering, phrase);
        await using var tracker = RingHost.Open(RingRoles.tracker, wires, any, _ => settings, new(story.Voice("tracker"), TimeProvider.System));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var tracking = tracker.RunAsync(ending.Token);

        var peers = new List<PeerHost>();
        try
        {
            var running = new List<Task>();
            foreach (var handle in Handles)
            {
                var peer = RingHost.Open(
                    RingRoles.peer, wires, any,
                    listen => new CollectorSettings(
                        Policy.Recovering, handle, listen!.Value, tracker.Sockets.StreamAddress!.Value, false, Pace, true, 10),
                    new(story.Voice(handle), TimeProvider.System));
                peers.Add(peer);
                running.Add(peer.RunAsync(ending.Token));
                await WhileRunning(story.Until(handle, notice => notice.IsPlaced));
            }

            await WhileRunning(Task.WhenAll(Handles.Select(handle => story.Until(handle, notice => notice.IsCompleted))));
            await ending.CancelAsync();
            await Task.WhenAll([tracking, .. running]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Conclude([.. Handles.Zip(peers, (handle, peer) => (handle, peer.State))], tracker.State, story, screen);

            // One that fails would be waited for in vain.
            async Task WhileRunning(Task wait) => await (await Task.WhenAny([wait, tracking, .. running]).WaitAsync(cancellation));
        }
        finally
        {
            await ending.CancelAsync();
            foreach (var peer in peers) await peer.DisposeAsync();
            await ((Task)tracking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static int Conclude((string Handle, Collector State)[] peers, RingTracker tracker, InterleavedStory story, Screen screen)
    {
        var ring = RingTrackerModule.members(tracker).Select(member => member.Handle).ToArray();
        screen.Story();
        screen.Story($"The ring: {string.Join(" <- ", ring)} <- {ring[0]} (each peer asks the peer before it)");
        screen.Story();
        screen.Table(
            ["peer", "items", "from", "message"],
            peers.Select(peer => new[]
            {
                peer.Handle, $"{AssemblyModule.count(CollectorModule.assembly(peer.State))}", story.Sources(peer.Handle), MessageOf(peer.State),
            }));

        var messages = peers.Select(peer => MessageOf(peer.State)).Distinct().ToArray();
        screen.Object(new { Ring = ring, Peers = peers.Select(peer => new { peer.Handle, Message = MessageOf(peer.State) }), Same = messages.Length == 1 });
        if (messages.Length != 1) return screen.Fail("demo: the peers do not have the same message; run it again with --json to see which peer got which item from whom");

        screen.Answer();
        screen.Answer($"** all five peers have the message: {messages[0]}");
        return ExitCode.Done;
    }

    private static string MessageOf(Collector peer) => AssemblyModule.phrase(CollectorModule.assembly(peer)).Value;
}
