using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Hosting;
using Timer = PeerFunctional.Link.Timer;

namespace PeerFunctional.Runtime.Systems.Link;

using Host = LiveMachine<PeerState, Timer, Message, UserCommand, Unit, Unit, Notice>;

/// <summary>A peer that listens for links and makes links, as <c>peerpy</c>'s peers do. Safe to use from any number of threads.</summary>
public sealed class LinkPeer : IAsyncDisposable
{
    private readonly LinkPeerOptions options;
    private readonly ConcurrentDictionary<Connection, Link> links = [];
    private readonly ConcurrentDictionary<Endpoint, TaskCompletionSource<Link>> calls = [];
    private readonly Host host;
    private bool isVisible;

    private LinkPeer(LinkPeerOptions options)
    {
        this.options = options;
        isVisible = options.DiscoveryPort is not null;
        host = LinkHost.Open(
            options.Bind, options.DiscoveryPort,
            name => new(
                name, options.Acceptance, options.MaxLinks, isVisible, options.Timeout, options.Patience, options.MaxSize, 4L * options.MaxSize,
                Limits.MaxAnswers),
            options.MaxSize,
            new(Hear, options.Clock) { Recorder = options.Recorder, Journal = options.Journal, Warn = options.Warn });
        Completion = RunAsync();
    }

    /// <summary>Where others call it.</summary>
    public Endpoint Address => host.Sockets.StreamAddress!.Value;

    /// <summary>What it calls itself.</summary>
    public PeerName Name => host.State.Settings.Name;

    /// <summary>Ends when the peer has, or with what went wrong.</summary>
    public Task Completion { get; }

    /// <summary>The links that are open.</summary>
    public IReadOnlyCollection<Link> Links => [.. links.Values];

    /// <summary>Whether searches are answered; it may be switched at any time.</summary>
    public bool IsVisible
    {
        get => isVisible;
        set => Command(UserCommand.NewSetVisible(isVisible = value));
    }

    /// <summary>Listens, and takes offers from here on.</summary>
    /// <exception cref="IOException">An address cannot be listened on, or the journal cannot be created; the message says why.</exception>
    public static LinkPeer Listen(LinkPeerOptions options) => new(options);

    /// <summary>Makes a link. A link with the same peer and the same terms serves; one with other terms is replaced.</summary>
    /// <param name="target">A literal address and a port.</param>
    /// <param name="terms">The data type, and whether the link is strict and a stream.</param>
    /// <param name="cancellation">Ends the wait; the call goes on until its timeout.</param>
    /// <exception cref="IOException">There is no link; the message says why.</exception>
    public async Task<Link> ConnectAsync(Endpoint target, Terms terms, CancellationToken cancellation = default)
    {
        var call = calls.GetOrAdd(target, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        Command(UserCommand.NewConnect(target, terms));
        // A peer that has ended, or failed, answers no call any more.
        await Task.WhenAny(call.Task, Completion).WaitAsync(cancellation);
        if (!call.Task.IsCompleted) await Completion;
        return call.Task.IsCompleted ? await call.Task : throw new IOException("this peer ends");
    }

    /// <summary>Sends a value on every link that takes it.</summary>
    public async Task BroadcastAsync(JsonElement value, CancellationToken cancellation = default)
    {
        foreach (var link in Links)
        {
            try
            {
                await link.SendAsync(value, cancellation);
            }
            catch (Exception e) when (e is ArgumentException or IOException)
            {
                // A link of another data type or size takes other values; one that ended takes none.
            }
        }
    }

    /// <summary>The peers that answer a search, by what they call themselves.</summary>
    /// <param name="targets">Where the search goes; null for everywhere.</param>
    /// <param name="pause">It is over when no answer came for so long.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="IOException">The system gives no socket.</exception>
    public static async Task<IReadOnlyList<PeerName>> DiscoverAsync(
        IReadOnlyList<Endpoint>? targets = null, TimeSpan? pause = null, CancellationToken cancellation = default)
    {
        var found = new List<PeerName>();
        await using var search = LinkHost.Search(
            targets ?? LinkHost.Everywhere(Limits.DiscoveryPort), pause ?? Limits.searchPause,
            new(notice => { if (notice is Notice.Found one) found.Add(one.Item1); }, TimeProvider.System));
        await search.RunAsync(cancellation);
        return found;
    }

    /// <summary>Ends all links; what was sent still arrives.</summary>
    public async ValueTask DisposeAsync()
    {
        Command(UserCommand.Stop);
        await Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await host.DisposeAsync();
    }

    /// <summary>Runs the machine. However it ends, no link outlives it.</summary>
    private async Task RunAsync()
    {
        try
        {
            await host.RunAsync(CancellationToken.None);
        }
        finally
        {
            foreach (var link in Links) link.End("this peer ends");
        }
    }

    internal int MaxSize => options.MaxSize;

    internal void Command(UserCommand command) => host.Command(command);

    internal long Unwritten(Connection connection) => host.Sockets.Unwritten(connection);

    internal Task DrainedAsync(Connection connection, long most) => host.Sockets.DrainedAsync(connection, most);

    internal void Hold(Connection connection, bool isHeld) => host.Sockets.Hold(connection, isHeld);

    private void Hear(Notice notice)
    {
        switch (notice)
        {
            case Notice.OfferCame offer:
                _ = DecideAsync(offer.Item1, offer.Item2);
                break;
            case Notice.Linked linked:
                var made = new Link(this, linked.Item1, linked.Item2, linked.Item3, linked.isOurs);
                links[linked.Item1] = made;
                options.Linked?.Invoke(made);
                Answer(linked.Item1, call => call.TrySetResult(made));
                break;
            case Notice.AlreadyLinked known:
                if (links.TryGetValue(known.Item1, out var serving) && calls.TryRemove(known.target, out var waiting))
                    waiting.TrySetResult(serving);
                break;
            case Notice.ConnectFailed failed:
                if (calls.TryRemove(failed.target, out var call))
                    call.TrySetException(new IOException($"no link with {failed.target}: {failed.reason}"));
                break;
            case Notice.ItemCame item:
                if (links.TryGetValue(item.Item1, out var receiving)) receiving.Came(new(item.Item3, item.Item4.Bytes) { IsShared = options.Journal is not null });
                break;
            case Notice.ItemSent sent:
                if (links.TryGetValue(sent.Item1, out var sending)) sending.Handed(null);
                break;
            case Notice.ItemRefused refused:
                if (links.TryGetValue(refused.Item1, out var refusing)) refusing.Handed(refused.reason);
                break;
            case Notice.LinkEnded over:
                if (links.TryRemove(over.Item1, out var ending)) ending.End(over.reason);
                break;
        }

        options.Told?.Invoke(notice);
    }

    private void Answer(Connection connection, Action<TaskCompletionSource<Link>> answer)
    {
        if (connection.IsDialled && calls.TryRemove(ConnectionModule.partner(connection), out var call)) answer(call);
    }

    private async Task DecideAsync(Connection connection, Offer offer)
    {
        var isAccepted = options.Decide is { } decide && await decide(offer, ConnectionModule.partner(connection));
        Command(UserCommand.NewDecide(connection, isAccepted));
    }
}
