using PeerFunctional.Runtime.Crypto;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary><c>peer feed read</c>: what all feeds say, by time.</summary>
internal static class FeedReadCommand
{
    public static Task<int> Run(SneakerNetCommand.FeedRead command, Screen screen, CancellationToken cancellation)
    {
        var signatures = new Ed25519();
        using var store = StoredFeeds.Open(command.dir, signatures, screen, cancellation);
        var board = MessageBoardModule.ofEvents(StoredFeeds.Verified(store, signatures, screen, cancellation));

        foreach (var post in MessageBoardModule.messages(board))
        {
            var name = StoredFeeds.Name(board, post.Feed);
            screen.Answer(ShownPost.Head(post, name), post.Text);
            screen.Object(new { Feed = post.Feed.ToString(), post.Seq, post.Time, Name = name, post.Text });
        }
        return Task.FromResult(ExitCode.Done);
    }
}
