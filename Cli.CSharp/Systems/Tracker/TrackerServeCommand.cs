using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Tracker;
using PeerFunctional.Tracker;
using Timer = PeerFunctional.Tracker.Timer;

namespace PeerFunctional.Cli.Systems.Tracker;

/// <summary><c>peer tracker serve</c></summary>
internal static class TrackerServeCommand
{
    private const string Unkept = "the state file cannot be written";

    private const string Silent = "the tracker stopped answering after a bad message, as the original does; start it again, or use --policy recovering";

    public static async Task<int> Run(TrackerOptions options, Screen screen, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var bind = await HostName.ToListenAsync(options.Bind, cancellation);
        var chosen = PhraseOf(options.Phrase?.Value);
        using var recorder = options.Record?.Value is { } file ? new Recorder(file, clock, screen.Warn) : null;
        var story = new RingStory(screen, clock, options.Journal?.Value, recorder);

        if (options.IsPartOne)
        {
            var policy = options.Wire.Policy;
            await using var tracker = Listen(() => RingHost.Open(
                RingRoles.partOneTracker, RingRoles.partOneWires(options.Wire.Protocol, ReadModeModule.ofPolicy(policy)), bind,
                _ => (policy, chosen ?? PhraseModule.original), story.Context));
            await ServeAsync(tracker, screen, cancellation);
            return Conclude(story, screen, members: null, problem: null, cancellation);
        }

        using var saved = options.State?.Value is { } state
            ? RingSaveFile.Open(state, chosen is null ? default : FSharpValueOption<Phrase>.Some(chosen), cancellation: cancellation)
            : null;
        var phrase = saved?.Phrase ?? chosen ?? PhraseModule.original;
        var settings = new TrackerSettings(
            options.Wire.Policy, "tracker", phrase, options.Wire.Plain, options.Ping, SetModule.OfSeq(bind.Address.HostsBehind()),
            saved?.Ring ?? RingModule.empty(PhraseModule.size(phrase)));
        await using var host = Listen(() => RingHost.Open(
            RingRoles.tracker, RingRoles.wires(RingWireOptions.Of(options.Wire)), bind, _ => settings, story.Context, saved));
        var last = await ServeAsync(host, screen, cancellation);
        await host.DisposeAsync();
        return Conclude(story, screen, RingTrackerModule.count(last), Silent, cancellation);
    }

    private static Phrase? PhraseOf(PhraseSource? source) => source switch
    {
        null => null,
        PhraseSource.Lines lines => PhraseFile.Read(lines.file),
        PhraseSource.Words words => words.Item,
        _ => throw new InvalidOperationException($"no phrase from {source}"),
    };

    private static THost Listen<THost>(Func<THost> listen)
    {
        try
        {
            return listen();
        }
        catch (IOException e)
        {
            throw new IOException($"tracker serve: {e.Message}; use --port or --bind", e);
        }
    }

    private static async Task<TState> ServeAsync<TState, TMessage>(
        LiveMachine<TState, Timer, TMessage, UserCommand, Answer, Question, Notice> host, Screen screen, CancellationToken cancellation)
    {
        ListeningLine.Tell(screen, host.Sockets.StreamAddress!.Value);
        await using (cancellation.Register(() => host.Command(UserCommand.Stop)))
            return await host.RunAsync(CancellationToken.None);
    }

    private static int Conclude(RingStory story, Screen screen, int? members, string? problem, CancellationToken cancellation)
    {
        story.Conclude();
        screen.Object(new { Members = members, story.Refused, story.Transport, Reason = story.StateFileFailure });
        if (story.StateFileFailure is { } reason) return screen.Fail($"tracker serve: {Unkept}: {reason}; the tracker confirmed stored registrations only");
        if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
        return problem is null ? ExitCode.Done : screen.Fail($"tracker serve: {problem}");
    }
}
