using System.Threading.Channels;
using PeerFunctional.Libp2p;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Cli.Systems.Libp2p;

/// <summary>A short run of a peer that dials one other, for commands that ask something.</summary>
internal static class Libp2pCall
{
    /// <summary>
    /// Dials, and lets <paramref name="ask"/> hear every notice until it answers an exit code or the connection is no more. A failure is
    /// told by the first notice that says why.
    /// </summary>
    public static async Task<int> RunAsync(
        string command, Multiaddr address, Libp2pPeerOptions options, Screen screen,
        Func<Notice, Libp2pPeer, int?> ask, CancellationToken cancellation)
    {
        var target = await Libp2pHost.ResolveAsync(address, cancellation);
        var notices = Channel.CreateUnbounded<Notice>();
        await using var peer = new Libp2pPeer(
            options, own => own with { Bind = Libp2pHost.BindingFor(target), Dials = [target] }, notice => notices.Writer.TryWrite(notice), screen);
        var running = EndAsync(peer.RunAsync(cancellation), notices.Writer);
        string? failure = null;
        int? code = null;
        await foreach (var notice in notices.Reader.ReadAllAsync(CancellationToken.None))
        {
            if (code is not null) continue;
            failure ??= Libp2pFailure.Words(notice);
            if (!notice.IsIdentified) screen.Detail(NoticeModule.line(notice));
            code = ask(notice, peer);
            if (code is not null) peer.Command(UserCommand.Stop);
        }

        await running;
        if (code is { } known and not ExitCode.Failed) return known;
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : screen.Fail($"{command}: {failure ?? "the connection ended"}");
    }

    private static async Task EndAsync(Task running, ChannelWriter<Notice> notices)
    {
        try
        {
            await running;
            notices.Complete();
        }
        catch (Exception e)
        {
            notices.Complete(e);
        }
    }
}
