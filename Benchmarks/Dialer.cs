using System.Threading.Channels;
using Microsoft.FSharp.Core;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Benchmarks;

/// <summary>A peer of ours that dials one other, any number of times.</summary>
internal sealed class Dialer : IAsyncDisposable
{
    private readonly Channel<Notice> notices = Channel.CreateUnbounded<Notice>();
    private readonly DialTarget target;
    private readonly LiveMachine<Host, PeerFunctional.Libp2p.Timer, Message, UserCommand, Unit, Unit, Notice> host;
    private readonly Task running;

    private Dialer(DialTarget target, Recorder? recorder)
    {
        this.target = target;
        var signatures = new Ed25519();
        host = Libp2pHost.Open(
            new() { Identity = Identity.Draw(signatures), KeyLog = recorder is null ? null : recorder.Secret }, signatures,
            new(notice => notices.Writer.TryWrite(notice), TimeProvider.System) { Recorder = recorder });
        running = host.RunAsync(CancellationToken.None);
    }

    /// <summary>A dialer of another peer, named by a multiaddr with its id. A recorder gets the dialer's side and its secrets.</summary>
    public static async Task<Dialer> OpenAsync(string address, CancellationToken cancellation, Recorder? recorder = null) =>
        new(await Libp2pHost.ResolveAsync(MultiaddrModule.parse(address).ResultValue, cancellation), recorder);

    /// <summary>Dials, and answers who is there once it was identified.</summary>
    public async Task<PeerId> ConnectAsync(CancellationToken cancellation)
    {
        Command(UserCommand.NewDial(target));
        return await UntilAsync(notice => notice is Notice.SpeaksOurProtocol known ? known.Item : null, cancellation);
    }

    public void Command(UserCommand command) => host.Command(command);

    public async Task<T> UntilAsync<T>(Func<Notice, T?> choose, CancellationToken cancellation) where T : class
    {
        while (true)
        {
            var notice = await notices.Reader.ReadAsync(cancellation);
            if (choose(notice) is { } found) return found;
            if (notice.IsRequestFailed || notice.IsDialFailed || notice.IsIdentifyFailed) throw new IOException(NoticeModule.line(notice));
        }
    }

    public async ValueTask DisposeAsync()
    {
        host.Command(UserCommand.Stop);
        await running;
        await host.DisposeAsync();
    }
}
