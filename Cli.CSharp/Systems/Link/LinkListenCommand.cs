using PeerFunctional.Link;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;
using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Cli.Systems.Link;

/// <summary><c>peer link listen</c></summary>
internal static class LinkListenCommand
{
    public static async Task<int> Run(LinkListenOptions options, Screen screen, CancellationToken cancellation)
    {
        var bind = await HostName.ToListenAsync(options.Listen, cancellation);
        var folder = options.Out?.Value is { } path ? new ItemFolder(path) : null;
        using var recorder = options.Record?.Value is { } file ? new Recorder(file, TimeProvider.System, screen.Warn) : null;
        var story = new LinkStory(screen);
        var questions = new Questions(screen);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        await using var peer = Listen(new LinkPeerOptions
        {
            Bind = bind,
            Acceptance = options.Acceptance,
            Decide = (offer, caller) => questions.AskAsync(
                $"accept a link of {DataTypeModule.name(offer.Terms.DataType)} with {offer.Caller}, which calls from {caller}? [y/n]", cancellation),
            Linked = link => _ = story.PrintAsync(link, folder is null ? null : folder.Write, cancellation),
            Told = notice => story.Tell(questions.AreUnanswerable ? Unasked(notice) : notice),
            DiscoveryPort = options.DiscoveryPort?.Value,
            MaxLinks = options.MaxLinks,
            MaxSize = options.MaxSize,
            Timeout = options.Timeout,
            Patience = Questions.Patience,
            Recorder = recorder,
            Journal = options.Journal?.Value,
            Warn = screen.Warn,
        }, screen);
        ListeningLine.Tell(screen, peer.Address);
        await using (cancellation.Register(ended.SetResult))
            await (await Task.WhenAny(peer.Completion, ended.Task));
        story.Conclude();
        return cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Done;
    }

    /// <summary>A denial as it is where standard input has ended.</summary>
    private static Notice Unasked(Notice notice) =>
        notice is Notice.OfferRefused { caller: var caller, reason: "the user denied the offer" }
            ? Notice.NewOfferRefused(caller, "no user can be asked, because standard input has ended; use --accept all or none, or a terminal")
            : notice;

    /// <summary>A discovery port that is not to be had makes the peer invisible; everything else still works.</summary>
    private static LinkPeer Listen(LinkPeerOptions options, Screen screen)
    {
        try
        {
            return LinkPeer.Listen(options);
        }
        catch (IOException e) when (options.DiscoveryPort is not null && e.Message.Contains("UDP", StringComparison.Ordinal))
        {
            screen.Warn($"this peer cannot answer searches: {e.Message}; use --port, or --invisible");
            return Listen(options with { DiscoveryPort = null }, screen);
        }
        catch (IOException e)
        {
            throw new IOException($"link listen: {e.Message}; name another HOST:PORT", e);
        }
    }
}
