using System.Net;
using System.Net.Sockets;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Tracking;
using PeerFunctional.Runtime.Udp;
using PeerFunctional.Tracker;

namespace PeerFunctional.Cli;

/// <summary><c>peer tracker join</c></summary>
internal static class TrackerJoinCommand
{
    /// <summary>How often it tries to register before it gives up, after half a minute at the usual pace.</summary>
    private const int Tries = 10;

    public static async Task<int> Run(JoinOptions options, Screen screen, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var (tracker, bind) = await AddressesOf(options, screen, cancellation);

        using var recorder = options.Record?.Value is { } file ? new Recorder(file, clock, screen.Warn) : null;
        RingHost<Collector, Message>? host = null;
        var isTaken = false;
        var story = new RingStory(screen, clock, recorder)
        {
            Heard = notice =>
            {
                Show(notice, host!, screen);
                isTaken |= notice.IsHandleRefused;
                // The original never ends by itself.
                if (notice.IsCompleted && !options.Stay && options.Speech.Policy.IsAsPublished) host!.Stop();
            },
        };

        await using (host = Listen(options, tracker, bind, story.Around))
        await using (cancellation.Register(host.Stop))
        {
            Open.Tell(screen, host.Address!.Value);
            var last = await host.RunAsync(CancellationToken.None);
            screen.Status("");
            return Conclude(last, options, isTaken, story, screen, cancellation);
        }
    }

    /// <summary>Of the tracker and of our listener. The tracker names us to others by the address we call it from, so both are of one family.</summary>
    private static async Task<(IPEndPoint Tracker, IPEndPoint Bind)> AddressesOf(JoinOptions options, Screen screen, CancellationToken cancellation)
    {
        var asked = options.Listen?.Value is { } listen ? await HostName.ToListenAsync(listen, cancellation) : null;
        var isLocal = asked is null || IPAddress.IsLoopback(asked.Address);
        // Who listens on loopback calls another machine's tracker all the same, and is warned.
        var tracker = await HostName.ToCallAsync(options.Tracker, isLocal ? null : asked!.Address, cancellation);
        var bind = asked ?? new(tracker.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0);
        if (isLocal && !IPAddress.IsLoopback(tracker.Address))
            screen.Warn($"others cannot reach {bind.Address}; name an address of this machine: --listen {Routes.LocalAddressFor(tracker.Address)}");
        return (tracker, bind);
    }

    private static RingHost<Collector, Message> Listen(JoinOptions options, IPEndPoint tracker, IPEndPoint bind, Surroundings around)
    {
        try
        {
            return Participants.Peer(
                listen => new CollectorSettings(
                    options.Speech.Policy, options.Handle, listen, tracker.ToEndpoint(), options.Pace, options.Stay, Tries),
                Speaking.Of(options.Speech), bind, around);
        }
        catch (IOException e)
        {
            throw new IOException($"tracker join: {e.Message}; use --listen", e);
        }
    }

    /// <summary>The message as it grows, and in the end as the answer.</summary>
    private static void Show(Notice notice, RingHost<Collector, Message> host, Screen screen)
    {
        if (notice is Notice.Completed { phrase: var phrase })
        {
            screen.Status("");
            screen.Answer(phrase);
        }
        else if (notice.IsItemArrived)
        {
            screen.Status(Growth.Line(CollectorModule.assembly(host.State), screen.Width - 1));
        }
    }

    private static int Conclude(Collector last, JoinOptions options, bool isTaken, RingStory story, Screen screen, CancellationToken cancellation)
    {
        story.Conclude();
        var assembly = CollectorModule.assembly(last);
        var phrase = AssemblyModule.phrase(assembly);
        var complete = CollectorModule.isComplete(last);
        screen.Object(new
        {
            options.Handle,
            Complete = complete,
            Items = AssemblyModule.count(assembly),
            Size = AssemblyModule.size(assembly),
            Phrase = complete ? phrase.Value : null,
            story.Refused,
            story.Transport,
        });

        if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
        if (complete && !options.Stay) return ExitCode.Done;
        if (isTaken)
            return screen.Fail($"tracker join: somebody else is {options.Handle} at the tracker at {options.Tracker}; use another --handle");
        return screen.Fail(AssemblyModule.size(assembly) == 0
            ? $"tracker join: no tracker answered at {options.Tracker}; start one there with: peer tracker serve"
            : $"tracker join: gave up with {AssemblyModule.count(assembly)} of {AssemblyModule.size(assembly)} items");
    }
}
