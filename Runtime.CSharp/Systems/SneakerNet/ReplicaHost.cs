using System.Net;
using System.Security.Cryptography;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;
using Timer = PeerFunctional.SneakerNet.Timer;

namespace PeerFunctional.Runtime.Systems.SneakerNet;

using Host = LiveMachine<Replica, Timer, Message, UserCommand, StoreAnswer, StoreQuestion, Notice>;

/// <summary>What a live replica needs besides its directory.</summary>
/// <param name="Role">Initiator or responder; the responder's port 0 lets the system choose.</param>
/// <param name="Policy">As the original, or recovering.</param>
/// <param name="Silence">How long nothing new may come before a session ends.</param>
/// <param name="Bind">The address of our sockets.</param>
public sealed record ReplicaOptions(Role Role, Policy Policy, TimeSpan Silence, IPAddress Bind);

/// <summary>A replica on real sockets, over an open store.</summary>
public static class ReplicaHost
{
    /// <summary>Bytes of the secret that strangers' tokens come from.</summary>
    private const int SecretLength = 32;

    /// <summary>Binds the sockets; nothing is sent before the host runs.</summary>
    /// <param name="store">An open store; the replica is its only user until it is disposed, and does not dispose it.</param>
    /// <param name="options">Role, policy and addresses.</param>
    /// <param name="signatures">Signs nothing here; verifies everything.</param>
    /// <param name="context">Clock, notices, recording and journal.</param>
    /// <exception cref="IOException">An address cannot be bound, or the journal cannot be created.</exception>
    public static Host Open(LogStore store, ReplicaOptions options, ISignatures signatures, HostContext<Notice> context) =>
        Open(store, options, signatures, context, out _);

    /// <summary>The same, for a program that also works on the store while the replica runs.</summary>
    /// <param name="store">An open store.</param>
    /// <param name="options">Role, policy and addresses.</param>
    /// <param name="signatures">Signs nothing here; verifies everything.</param>
    /// <param name="context">Clock, notices, recording and journal.</param>
    /// <param name="loop">The only user of the store until the replica is disposed; other writers ask it.</param>
    /// <exception cref="IOException">An address cannot be bound, or the journal cannot be created.</exception>
    public static Host Open(
        LogStore store, ReplicaOptions options, ISignatures signatures, HostContext<Notice> context, out StoreLoop loop)
    {
        StoreLoop? made = null;
        var host = LiveMachine.Open(
            ReplicaRole.create(signatures),
            MessageModule.wires(signatures),
            new()
            {
                Datagrams = new Dictionary<PortRole, IPEndPoint>
                {
                    [MessageModule.commandRole] = new(options.Bind, options.Role is Role.Responder responder ? responder.port : 0),
                    [MessageModule.pushRole] = new(options.Bind, 0),
                },
                NamedPort = message => message is Message.Command { Item: Command.Port { Item: var pushPort } } ? pushPort : null,
            },
            sockets => SettingsOf(store, options, sockets),
            context,
            answer => made = new StoreLoop(store, signatures, answer));
        loop = made!;
        return host;
    }

    /// <summary>Lets programs of the same user write to the feed of a running replica, which announces what they write.</summary>
    /// <param name="store">The replica's store.</param>
    /// <param name="loop">Works on it.</param>
    /// <param name="replica">Hears of the events.</param>
    /// <param name="signer">Signs them.</param>
    /// <exception cref="IOException">The directory takes no socket.</exception>
    public static WriteSocket OpenSocket(LogStore store, StoreLoop loop, Host replica, FeedSigner signer) =>
        WriteSocket.Open(store.Directory, async (contents, large) =>
        {
            var events = await loop.UseAsync(store => signer.Append(store, contents, large));
            replica.Command(UserCommand.NewGrew(signer.Feed, HeadModule.ofEvent(events[^1])));
            return events;
        });

    /// <summary>Where a replica takes commands.</summary>
    public static Endpoint AddressOf(Host replica) => replica.Sockets.DatagramAddress(MessageModule.commandRole);

    private static ReplicaSettings SettingsOf(LogStore store, ReplicaOptions options, Sockets<Message> sockets) => new(
        options.Policy,
        options.Role is Role.Responder { once: var once }
            ? Role.NewResponder(sockets.DatagramAddress(MessageModule.commandRole).Port, once)
            : options.Role,
        sockets.DatagramAddress(MessageModule.pushRole).Port,
        store.OwnFeed is { } own ? FSharpValueOption<FeedId>.NewValueSome(own) : FSharpValueOption<FeedId>.ValueNone,
        options.Silence,
        ListModule.OfSeq(store.Heads.Select(head => (head.Feed, head.Head))),
        Tokens.NewKeyed(RandomNumberGenerator.GetBytes(SecretLength)),
        ReplicaSettingsModule.MaxPartners);
}
