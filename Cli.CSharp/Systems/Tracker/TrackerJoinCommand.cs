using System.Net;
using System.Net.Sockets;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Tracker;
using PeerFunctional.Runtime.Udp;
using PeerFunctional.Tracker;
using Timer = PeerFunctional.Tracker.Timer;

namespace PeerFunctional.Cli.Systems.Tracker;

using PeerHost = LiveMachine<Collector, Timer, Message, UserCommand, Answer, Question, Notice>;

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
        PeerHost? host = null;
        var isTaken = false;
        var isPartOne = false;
        string? refusal = null;
        var story = new RingStory(screen, clock, options.Journal?.Value, recorder)
        {
            Heard = notice =>
            {
                Show(notice, host!, screen);
                isTaken |= notice.IsHandleRefused;
                if (notice is Notice.RegistrationRefused { words: var words }) refusal = words;
                // It would answer the same again.
                if (!isPartOne && (isPartOne = IsOfPartOne(notice))) host!.Command(UserCommand.Stop);
                // The original never ends by itself.
                if (notice.IsCompleted && !options.Stay && options.Wire.Policy.IsAsPublished) host!.Command(UserCommand.Stop);
            },
            IsToldAtEnd = notice => notice.IsHandleRefused || notice.IsRegistrationRefused || IsOfPartOne(notice) || isPartOne && notice.IsTryingOn,
        };

        await using (host = Listen(options, tracker, bind, story.Context))
        await using (cancellation.Register(() => host.Command(UserCommand.Stop)))
        {
            ListeningLine.Tell(screen, host.Sockets.StreamAddress!.Value);
            var last = await host.RunAsync(CancellationToken.None);
            screen.Status("");
            return isPartOne
                ? screen.Fail($"tracker join: {PartOneSign.Words(options.Tracker)}")
                : Conclude(last, options, isTaken, refusal, story, screen, cancellation);
        }
    }

    private static bool IsOfPartOne(Notice notice) => notice is Notice.TrackerFailed { reason: var reason } && PartOneSign.Is(reason);

    /// <summary>Of the tracker and of our listener. The tracker names us to others by the address we call it from, so both are of one family.</summary>
    private static async Task<(IPEndPoint Tracker, IPEndPoint Bind)> AddressesOf(JoinOptions options, Screen screen, CancellationToken cancellation)
    {
        var asked = options.Listen?.Value is { } listen ? await HostName.ToListenAsync(listen, cancellation) : null;
        var isLocal = asked is null || IPAddress.IsLoopback(asked.Address);
        // Who listens on loopback calls another machine's tracker all the same, and is warned.
        var tracker = await HostName.ToCallAsync(options.Tracker, isLocal ? null : asked!.Address, cancellation);
        var bind = asked ?? new(tracker.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Loopback : IPAddress.IPv6Loopback, 0);
        if (isLocal && !IPAddress.IsLoopback(tracker.Address))
            screen.Warn($"other machines cannot reach {bind.Address}; name an address of this machine: --listen {Routes.LocalAddressFor(tracker.Address)}");
        return (tracker, bind);
    }

    private static PeerHost Listen(JoinOptions options, IPEndPoint tracker, IPEndPoint bind, HostContext<Notice> context)
    {
        try
        {
            return RingHost.Open(
                RingRoles.peer, RingRoles.wires(RingWireOptions.Of(options.Wire)), bind,
                listen => new CollectorSettings(
                    options.Wire.Policy, options.Handle, listen!.Value, tracker.ToEndpoint(), options.Wire.Plain, options.Pace, options.Stay, Tries),
                context);
        }
        catch (IOException e)
        {
            throw new IOException($"tracker join: {e.Message}; use --listen", e);
        }
    }

    /// <summary>The message as it grows, and in the end as the answer.</summary>
    private static void Show(Notice notice, PeerHost host, Screen screen)
    {
        if (notice is Notice.Completed { phrase: var phrase })
        {
            screen.Status("");
            screen.Answer(phrase);
        }
        else if (notice.IsItemArrived)
        {
            screen.Status(AssemblyProgress.Line(CollectorModule.assembly(host.State), screen.Width - 1));
        }
    }

    private static int Conclude(Collector last, JoinOptions options, bool isTaken, string? refusal, RingStory story, Screen screen, CancellationToken cancellation)
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
            return screen.Fail($"tracker join: another peer of the ring at {options.Tracker} has the handle '{options.Handle}'; use another --handle");
        if (refusal is not null)
            return screen.Fail($"tracker join: the tracker at {options.Tracker} refused to register '{options.Handle}': {refusal}");
        return screen.Fail(AssemblyModule.size(assembly) == 0
            ? $"tracker join: no tracker answered at {options.Tracker}; start one there with: peer tracker serve {ListeningOptions.Words(options.Tracker)}"
            : $"tracker join: gave up with {AssemblyModule.count(assembly)} of {AssemblyModule.size(assembly)} items, because no peer and no tracker answers; start the tracker and join again");
    }
}
