using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary>Prints the messages of partners as a running replica stores them, a line each, at a bounded rate.</summary>
internal sealed class ArrivedPosts(Screen screen, TimeProvider clock) : IDisposable
{
    /// <summary>Messages that are shown in a second; the others are counted.</summary>
    private const int MostASecond = 20;

    private const string Kind = "messages";

    private readonly RateLimiter limiter = new(clock, MostASecond);
    private readonly Dictionary<FeedId, string?> names = [];

    /// <summary>Shows the messages among events that the store holds now. Only the store's own thread calls.</summary>
    public void Tell(LogStore store, IReadOnlyCollection<Event> events)
    {
        if (screen.Quiet) return;
        foreach (var stored in events)
        {
            switch (ContentModule.ofEvent(stored))
            {
                case Content.About about:
                    names[stored.Feed] = about.displayName;
                    break;
                case Content.Message message:
                    Show(store, new(stored.Feed, stored.Seq, stored.Time, message.text));
                    break;
            }
        }
    }

    public void Dispose()
    {
        foreach (var (_, withheld) in limiter.Rest()) Withheld(withheld);
    }

    private void Show(LogStore store, Post post)
    {
        if (!limiter.Admits(Kind, out var withheld)) return;
        if (withheld > 0) Withheld(withheld);
        if (!names.TryGetValue(post.Feed, out var name)) names[post.Feed] = name = NameIn(store, post.Feed);
        screen.Object(new { Notice = "message", Feed = post.Feed.ToString(), post.Seq, post.Time, Name = name, post.Text });
        screen.Story($"{ShownPost.Head(post, name)} {post.Text}");
    }

    /// <summary>The name that a feed gave itself last; read once, because later ones arrive here.</summary>
    private static string? NameIn(LogStore store, FeedId feed) =>
        store.Read(feed, 1, long.MaxValue).Select(ContentModule.ofEvent).OfType<Content.About>().LastOrDefault()?.displayName;

    private void Withheld(long count)
    {
        screen.Object(new { Notice = "withheld", Kind, Count = count });
        screen.Story($"... and {count:N0} more {Kind}; 'peer feed read' shows all");
    }
}
