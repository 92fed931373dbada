using Microsoft.FSharp.Core;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Libp2p;
using Timer = PeerFunctional.Libp2p.Timer;

namespace PeerFunctional.Cli.Systems.Libp2p;

using LiveHost = LiveMachine<Host, Timer, Message, UserCommand, Unit, Unit, Notice>;

/// <summary>A libp2p peer as the options set it up, with its recording and its key log.</summary>
internal sealed class Libp2pPeer : IAsyncDisposable
{
    private readonly Recorder? recorder;
    private readonly KeyLog? keyLog;
    private readonly LiveHost host;

    /// <param name="options">The user's options.</param>
    /// <param name="complete">Adds what the command itself decides.</param>
    /// <param name="tell">Hears every notice, in order.</param>
    /// <param name="screen">Gets warnings.</param>
    public Libp2pPeer(Libp2pPeerOptions options, Func<Libp2pOptions, Libp2pOptions> complete, Action<Notice> tell, Screen screen)
    {
        NamedFiles.RequireDistinct(options.Key?.Value, options.KeyLog?.Value, options.Record?.Value, options.Journal?.Value);
        var signatures = new Ed25519();
        var identity = options.Key?.Value is { } file ? Identity.Open(file, signatures, out _) : Identity.Draw(signatures);
        try
        {
            keyLog = options.KeyLog?.Value is { } secrets ? new(secrets, screen.Warn) : null;
            recorder = options.Record?.Value is { } capture ? new(capture, TimeProvider.System, screen.Warn, isPrivate: true) : null;
            host = Libp2pHost.Open(
                complete(new()
                {
                    Identity = identity,
                    Agent = options.Agent,
                    Protocol = options.Protocol,
                    Compatibility = options.Compatibility,
                    KeyLog = keyLog is null ? null : keyLog.Write,
                }),
                signatures,
                new(tell, TimeProvider.System) { Recorder = recorder, Journal = options.Journal?.Value, Warn = screen.Warn });
        }
        catch
        {
            recorder?.Dispose();
            keyLog?.Dispose();
            throw;
        }
    }

    /// <summary>The options of a command without any.</summary>
    public static Libp2pPeerOptions Plain { get; } =
        new(null, HostSettingsModule.DefaultAgent, ProtocolNameModule.foo, Compatibility.SharedProtocol, null, null, null);

    /// <summary>Where it is bound, as a multiaddr with its id.</summary>
    public Multiaddr Address
    {
        get
        {
            var settings = host.State.Settings;
            return MultiaddrModule.withPeer(HostSettingsModule.id(settings), settings.ListenAddresses.Head);
        }
    }

    /// <summary>Tells the peer what the user wants.</summary>
    public void Command(UserCommand command) => host.Command(command);

    /// <summary>Runs until the machine has ended; a cancellation closes all connections in order first.</summary>
    public async Task<Host> RunAsync(CancellationToken cancellation)
    {
        await using (cancellation.Register(() => host.Command(UserCommand.Stop))) return await host.RunAsync(CancellationToken.None);
    }

    /// <summary>Closes the sockets and the files.</summary>
    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        recorder?.Dispose();
        keyLog?.Dispose();
    }
}
