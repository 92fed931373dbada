using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary>What the feed commands read of a peer's directory: verified events, and what the store noticed, as warnings.</summary>
internal static class StoredFeeds
{
    /// <summary>Opens a peer's directory for reading.</summary>
    /// <exception cref="StoreException">It is none, or cannot be read.</exception>
    public static LogStore Open(string directory, ISignatures signatures, Screen screen, CancellationToken cancellation)
    {
        if (Directory.Exists(directory) && !Directory.Exists(Path.Combine(directory, LogFiles.Folder)))
            throw new StoreException("no-logs", $"{directory} is not a feed directory: it has no '{LogFiles.Folder}' folder; create a feed with: peer feed init {directory}");

        var store = LogStore.OpenForReading(directory, signatures, cancellation: cancellation);
        screen.Warn(store.Notices.Select(notice => notice.ToString()), store.NoticeCount);
        return store;
    }

    /// <summary>The events of all feeds that verify, feed by feed. Of a feed, what follows a doubtful event is left in.</summary>
    public static IEnumerable<Verified> Verified(LogStore store, ISignatures signatures, Screen screen, CancellationToken cancellation) =>
        store.Heads.SelectMany(feed => Sound(store.Read(feed.Feed, 1, long.MaxValue), signatures, screen, cancellation));

    /// <summary>Verifies on every core, keeps the order and warns of what is left out.</summary>
    public static IEnumerable<Verified> Sound(
        IEnumerable<Event> events, ISignatures signatures, Screen screen, CancellationToken cancellation)
    {
        foreach (var offer in Offers(events, signatures, cancellation))
        {
            switch (offer)
            {
                case OfferedEvent.Sound sound:
                    yield return sound.Item;
                    break;
                case OfferedEvent.Unverified unverified:
                    screen.Warn($"{unverified.Item1.Feed}:{unverified.Item1.Seq} is left out: {VerificationErrorModule.name(unverified.Item2)}");
                    break;
            }
        }
    }

    /// <summary>Verifies on every core and keeps the order.</summary>
    public static IEnumerable<OfferedEvent> Offers(IEnumerable<Event> events, ISignatures signatures, CancellationToken cancellation) =>
        events.AsParallel().AsOrdered().WithCancellation(cancellation).Select(e => OfferedEventModule.verify(signatures, e));

    /// <summary>A feed's display name; null where it has none.</summary>
    public static string? Name(MessageBoard board, FeedId feed) => MessageBoardModule.name(feed, board)?.Value;
}
