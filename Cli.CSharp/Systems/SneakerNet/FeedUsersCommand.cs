using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer feed users</c>: the feeds known, with their names.</summary>
internal static class FeedUsersCommand
{
    public static Task<int> Run(SneakerNetCommand.FeedUsers command, Screen screen, CancellationToken cancellation)
    {
        var signatures = new Ed25519();
        using var store = StoredFeeds.Open(command.dir, signatures, screen, cancellation);
        screen.Welcome("starting the user directory app");

        var own = File.Exists(Path.Combine(command.dir, KeyFile.Name)) ? KeyFile.Read(command.dir, signatures).Feed : (FeedId?)null;
        if (own is not null) screen.Story($"** loaded my feed ID: @{own}");
        List(store, own, tellName: own is not null, signatures, screen, cancellation);
        return Task.FromResult(ExitCode.Done);
    }

    /// <summary>One line, or object, for each feed, by name; the own feed is among them even before its first event.</summary>
    public static void List(
        LogStore store, FeedId? own, bool tellName, ISignatures signatures, Screen screen, CancellationToken cancellation)
    {
        var board = MessageBoardModule.ofEvents(StoredFeeds.Verified(store, signatures, screen, cancellation));
        if (tellName && own is { } me)
            screen.Story(StoredFeeds.Name(board, me) is { } mine ? $"** loaded my name: '{mine}'" : "** no name for this feed found");

        screen.Story();
        screen.Story("** list of known users:");
        var users = store.Heads.Select(feed => feed.Feed).Union(own is { } known ? [known] : [])
            .Select(feed => (Feed: feed, Name: StoredFeeds.Name(board, feed)))
            .OrderBy(user => user.Name is null)
            .ThenBy(user => user.Name, StringComparer.Ordinal)
            .ThenBy(user => user.Feed.ToString(), StringComparer.Ordinal);
        foreach (var (feed, name) in users)
        {
            screen.Answer($"- @{feed}   {name ?? "(no name)"}");
            screen.Object(new { Feed = feed.ToString(), Name = name, Seq = HeadModule.seq(store.Head(feed)), Own = feed.Equals(own) });
        }
    }
}
