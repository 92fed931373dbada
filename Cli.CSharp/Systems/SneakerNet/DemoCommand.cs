using System.Net;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Systems.SneakerNet;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer demo</c>: the seed's example, two peers on this machine, side by side.</summary>
internal static class DemoCommand
{
    public static async Task<int> Run(DemoOptions options, Screen screen, CancellationToken cancellation)
    {
        var folder = options.Keep?.Value ?? Directory.CreateTempSubdirectory("peer-demo-").FullName;
        try
        {
            return await Run(folder, screen, cancellation);
        }
        finally
        {
            if (options.Keep is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> Run(string folder, Screen screen, CancellationToken cancellation)
    {
        var signatures = new Ed25519();
        using var alice = await AuthorAsync(folder, "alice", ["Alice"],
            ["first hello.", "number three", "number four.", "number five.", "number six..", "number seven", "number eight.", "number nine.."],
            signatures, screen);
        using var bob = await AuthorAsync(folder, "bob", ["Bobby", "Bob"],
            ["hi from bob", "second note", "café ☕ unicode", "still here", "good night"],
            signatures, screen);
        alice.Store.Append([.. bob.Store.Read(bob.Feed, 1, long.MaxValue)]);

        screen.Story("Alice holds 9 events of her own and Bob's 7; Bob holds only his 7.");
        screen.Story("Alice waits as the responder, Bob calls as the initiator: what one lacks, the other pushes.");
        screen.Story("Feeds are shown by name here; on the wire a feed is its public key.");
        screen.Story();
        await ReplicateAsync(alice, bob, signatures, screen, cancellation);
        cancellation.ThrowIfCancellationRequested();
        return Conclude([("Alice", alice.Store), ("Bob", bob.Store)], signatures, folder, screen);
    }

    private static async Task<OwnFeed> AuthorAsync(
        string folder, string name, string[] displayNames, string[] texts, ISignatures signatures, Screen screen)
    {
        var directory = Directory.CreateDirectory(Path.Combine(folder, name)).FullName;
        KeyFile.Create(directory, signatures, TimeProvider.System);
        var own = OwnFeed.Open(directory, signatures, screen);
        await own.AppendAsync(
            [.. displayNames.Select(displayName => ContentModule.about(own.Feed, displayName)),
                .. texts.Select(text => ContentModule.message(own.Feed, text))]);
        return own;
    }

    private static async Task ReplicateAsync(
        OwnFeed alice, OwnFeed bob, ISignatures signatures, Screen screen, CancellationToken cancellation)
    {
        var story = new SideBySideStory(screen, ("Alice", alice.Feed), ("Bob", bob.Feed));
        var clock = TimeProvider.System;
        ReplicaOptions Playing(Role role) => new(role, Policy.Recovering, ReplicaSettingsModule.defaultSilence, IPAddress.Loopback);
        await using var responder = ReplicaHost.Open(alice.Store, Playing(Role.NewResponder(0, true)), signatures, new(story.TellLeft, clock));
        var contact = ReplicaHost.AddressOf(responder);
        await using var initiator = ReplicaHost.Open(bob.Store, Playing(Role.NewInitiator(contact)), signatures, new(story.TellRight, clock));

        await using (cancellation.Register(() => responder.Command(UserCommand.Stop)))
        await using (cancellation.Register(() => initiator.Command(UserCommand.Stop)))
            await Task.WhenAll(responder.RunAsync(CancellationToken.None), initiator.RunAsync(CancellationToken.None));
    }

    private static int Conclude((string Name, LogStore Store)[] peers, ISignatures signatures, string folder, Screen screen)
    {
        var held = peers.Select(peer => (peer.Name, Events: Verified(peer.Store, signatures))).ToArray();
        var same = held[0].Events.SetEquals(held[1].Events) && held[0].Events.Count == 16;

        screen.Story();
        screen.Table(
            ["peer", "feeds", "events, each verified"],
            held.Zip(peers, (one, peer) => new[] { one.Name, $"{peer.Store.Heads.Count}", $"{one.Events.Count}" }));
        screen.Answer();
        screen.Object(new { Peers = held.Select(one => new { one.Name, Events = one.Events.Count }), Same = same });
        if (!same) return screen.Fail($"demo: the two peers do not hold the same 16 events; look at them with: peer demo --keep DIR (was {folder})");

        screen.Answer("** both peers hold the same 16 events, and every signature is good");
        return ExitCode.Done;
    }

    private static HashSet<Hash> Verified(LogStore store, ISignatures signatures) =>
        [.. store.Heads
            .SelectMany(head => store.Read(head.Feed, 1, long.MaxValue))
            .Where(stored => OfferedEventModule.verify(signatures, stored).IsSound)
            .Select(stored => stored.Hash)];
}
