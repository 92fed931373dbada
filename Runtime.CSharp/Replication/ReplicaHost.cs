using System.Net;
using System.Security.Cryptography;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Udp;
using PeerFunctional.SneakerNet;
using Timer = PeerFunctional.SneakerNet.Timer;

namespace PeerFunctional.Runtime.Replication;

/// <summary>What a live replica needs besides its directory.</summary>
/// <param name="Role">Initiator or responder; the responder's port 0 lets the system choose.</param>
/// <param name="Policy">As the original, or recovering.</param>
/// <param name="Silence">How long nothing new may come before a session ends.</param>
/// <param name="Bind">The address of our sockets.</param>
public sealed record ReplicaOptions(Role Role, Policy Policy, TimeSpan Silence, IPAddress Bind);

/// <summary>A replica on real sockets, over an open store.</summary>
public sealed class ReplicaHost : IAsyncDisposable
{
    /// <summary>Bytes of the secret that strangers' tokens come from.</summary>
    private const int SecretLength = 32;

    private readonly UdpTransport<Message> transport;
    private readonly ReplicaEffects effects;
    private readonly JournalFile<Input<Address, Timer, Message, UserCommand, Answer>, Replica>? journal;
    private readonly PeerHost<Replica, Timer, Message, UserCommand, Answer, Question, Notice> host;

    /// <summary>Binds the sockets; nothing is sent before <see cref="RunAsync"/>.</summary>
    /// <param name="store">An open store; the replica is its only user until it is disposed, and does not dispose it.</param>
    /// <param name="options">Role, policy and addresses.</param>
    /// <param name="signatures">Signs nothing here; verifies everything.</param>
    /// <param name="tell">Hears every notice, in order.</param>
    /// <param name="clock">Timers.</param>
    /// <param name="observe">Sees every datagram.</param>
    /// <param name="journal">A file to write every input and the digest of the state after it to.</param>
    /// <param name="warn">Hears, once, why the journal ended before the replica.</param>
    /// <exception cref="IOException">An address cannot be bound.</exception>
    public ReplicaHost(
        LogStore store, ReplicaOptions options, ISignatures signatures, Action<Notice> tell, TimeProvider clock,
        Action<Traffic>? observe = null, string? journal = null, Action<string>? warn = null)
    {
        var port = options.Role is Role.Responder responder ? responder.port : 0;
        transport = UdpTransport<Message>.Bind(
            new Dictionary<Kernel.Channel, IPEndPoint>
            {
                [MessageModule.commandChannel] = new(options.Bind, port),
                [MessageModule.pushChannel] = new(options.Bind, 0),
            },
            MessageModule.codec(signatures),
            message => message is Message.Command { Item: SneakerNet.Command.Port { Item: var pushPort } } ? pushPort : null,
            observe);
        Address = transport.LocalEndPoint(MessageModule.commandChannel).ToEndpoint();

        var settings = new Settings(
            options.Policy,
            options.Role is Role.Responder { once: var once } ? Role.NewResponder(Port, once) : options.Role,
            transport.LocalEndPoint(MessageModule.pushChannel).Port,
            store.OwnFeed is { } own ? FSharpValueOption<FeedId>.NewValueSome(own) : FSharpValueOption<FeedId>.ValueNone,
            options.Silence,
            ListModule.OfSeq(store.Heads.Select(head => (head.Feed, head.Head))),
            Tokens.NewKeyed(RandomNumberGenerator.GetBytes(SecretLength)));

        effects = new(store, signatures, tell);
        if (journal is not null)
        {
            var codec = MessageModule.codec(signatures);
            this.journal = new(
                journal,
                ReplicaJournal.header(settings),
                (at, input, state) => ReplicaJournal.entry(codec, at, input, ValueDigest.ofValue(state)),
                warn);
        }
        host = new(ReplicaModule.machine(settings), transport, effects, clock, this.journal);
    }

    /// <summary>Where the command socket is bound.</summary>
    public Endpoint Address { get; }

    /// <summary>The UDP port of the command socket.</summary>
    public int Port => Address.Port;

    /// <summary>Runs until the replica's work is over; answers what it came to.</summary>
    public async Task<Tally> RunAsync(CancellationToken cancellation) =>
        ReplicaModule.tally(await host.RunAsync(cancellation));

    /// <summary>Events stored so far, and events that partners announced and that are not stored yet, at one moment.</summary>
    public (long Received, long ToCome) Progress
    {
        get
        {
            var state = host.State;
            return (ReplicaModule.tally(state).Received, ReplicaModule.toCome(state));
        }
    }

    /// <summary>Asks the replica to end its sessions and finish.</summary>
    public void Stop() => host.Command(UserCommand.Stop);

    /// <summary>Closes the sockets; what was accepted is durable when this returns.</summary>
    public async ValueTask DisposeAsync()
    {
        await effects.DisposeAsync();
        await transport.DisposeAsync();
        if (journal is not null) await journal.DisposeAsync();
    }
}
