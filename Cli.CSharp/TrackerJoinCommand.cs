using System.Net;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Tracking;
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
        var tracker = await HostName.ResolveAsync(options.Tracker, cancellation);
        var bind = await HostName.ResolveAsync(options.Listen, cancellation);
        if (IPAddress.IsLoopback(bind.Address) && !IPAddress.IsLoopback(tracker.Address))
            screen.Warn($"others cannot reach {bind.Address}; name an address of this machine: --listen HOST");

        using var recorder = options.Record?.Value is { } file ? new Recorder(file, clock) : null;
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
            if (!screen.Quiet) screen.Object(new { Notice = "listening", Address = host.Address.ToString() });
            screen.Story($"Listening on {host.Address}");
            var last = await host.RunAsync(CancellationToken.None);
            screen.Status("");
            return Conclude(last, options, isTaken, story, screen, cancellation);
        }
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
