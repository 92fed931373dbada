using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Systems.SneakerNet;
using PeerFunctional.Runtime.Udp;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

using Host = LiveMachine<Replica, PeerFunctional.SneakerNet.Timer, Message, UserCommand, StoreAnswer, StoreQuestion, Notice>;

/// <summary><c>peer replicate</c></summary>
internal static class ReplicateCommand
{
    public static async Task<int> Run(ReplicateOptions options, Screen screen, CancellationToken cancellation)
    {
        var clock = TimeProvider.System;
        var started = clock.GetTimestamp();
        var (role, bind) = await RoleOf(options, cancellation);
        var signatures = new Ed25519();
        var appendRule = options.Policy.IsAsPublished ? AppendRule.SequenceOnly : AppendRule.Chained;
        using var store = LogStore.Open(options.Dir, signatures, appendRule, cancellation: cancellation);
        foreach (var notice in store.Notices) screen.Warn($"{options.Dir}: {notice}");

        using var recorder = options.Record?.Value is { } file ? new Recorder(file, clock, screen.Warn) : null;
        using var story = new ReplicationStory(screen, clock);
        using var posts = new ArrivedPosts(screen, clock);
        var context = new HostContext<Notice>(story.Tell, clock) { Recorder = recorder, Journal = options.Journal?.Value, Warn = screen.Warn };
        StoreLoop? loop = null;
        await using var host = Bind(() => ReplicaHost.Open(store, new(role, options.Policy, options.Silence, bind), signatures, context, out loop));
        loop!.Appended = posts.Tell;
        var signer = new FeedSigner(signatures, KeyFile.Read(options.Dir, signatures), clock);
        story.Follow(ReplicaHost.AddressOf(host), () => host.State);

        await using (cancellation.Register(() => host.Command(UserCommand.Stop)))
        {
            var last = await RunAsync(host, OpenSocket(() => ReplicaHost.OpenSocket(store, loop, host, signer), screen));
            await host.DisposeAsync();
            return Conclude(ReplicaModule.totals(last), role, store, clock.GetElapsedTime(started), story, screen, cancellation);
        }
    }

    private static THost Bind<THost>(Func<THost> bind)
    {
        try
        {
            return bind();
        }
        catch (IOException e) when (e.InnerException is SocketException)
        {
            throw new IOException($"replicate: {e.Message}; use --port or --bind", e);
        }
    }

    private static async Task<Replica> RunAsync(Host host, WriteSocket? socket)
    {
        await using (socket)
            return await host.RunAsync(CancellationToken.None);
    }

    /// <summary>A replica without the socket replicates as well.</summary>
    private static WriteSocket? OpenSocket(Func<WriteSocket> open, Screen screen)
    {
        try
        {
            return open();
        }
        catch (IOException e)
        {
            screen.Warn($"'peer feed write' cannot write while this replica runs: {e.Message}");
            return null;
        }
    }

    private static int Conclude(
        ReplicaTotals tally, Role role, LogStore store, TimeSpan elapsed, ReplicationStory story, Screen screen, CancellationToken cancellation)
    {
        screen.Object(new
        {
            Received = tally.Received,
            Sent = tally.Sent,
            Refused = tally.Refused.ToDictionary(),
            Feeds = store.Heads.Count,
            Complete = tally.Complete && story.StoreFailure is null,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
            SyncSeconds = Math.Round(story.Syncing.TotalSeconds, 3),
            Reason = story.StoreFailure,
        });

        if (story.StoreFailure is { } reason)
            return screen.Fail($"replicate: ended because events cannot be stored: {reason}; this replica announced stored events only");
        if (cancellation.IsCancellationRequested) return ExitCode.Interrupted;
        if (story.WasUnanswered && role is Role.Initiator { contact: var contact })
            return screen.Fail(string.Create(CultureInfo.InvariantCulture,
                $"replicate: no answer from {contact} in {elapsed.TotalSeconds:0} s; start the partner there with: peer replicate DIR {ListeningOptions.Words(contact)}"));
        return tally.Complete
            ? ExitCode.Done
            : screen.Fail("replicate: incomplete: one side still lacks events of the other; run the command again to continue");
    }

    private static async Task<(Role Role, IPAddress Bind)> RoleOf(ReplicateOptions options, CancellationToken cancellation)
    {
        var bind = options.Bind?.Value is { } text ? await HostName.ToListenAsync(text, cancellation) : null;
        if (options.Partner?.Value is not { } partner)
            return (Role.NewResponder(options.Port, options.Once), bind ?? IPAddress.Loopback);

        var address = await HostName.ToCallAsync(partner.Host, bind, cancellation);
        return (Role.NewInitiator(new Endpoint(address.ToString(), partner.Port)), bind ?? WayTo(address));
    }

    private static IPAddress WayTo(IPAddress address)
    {
        try
        {
            return Routes.LocalAddressFor(address);
        }
        catch (SocketException e)
        {
            throw new IOException($"replicate: no route to {address}: {Descriptors.Shortage(e) ?? e.Message}; is the network up?", e);
        }
    }
}
