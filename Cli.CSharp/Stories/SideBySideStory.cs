using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Stories;

/// <summary>The stories of two peers side by side, each line when it happened, feeds by their owners' names.</summary>
internal sealed class SideBySideStory
{
    private const string Between = " | ";

    private readonly Screen screen;
    private readonly (string Name, FeedId Feed) left;
    private readonly (string Name, FeedId Feed) right;
    private readonly int width;
    private readonly Lock gate = new();

    public SideBySideStory(Screen screen, (string Name, FeedId Feed) left, (string Name, FeedId Feed) right)
    {
        (this.screen, this.left, this.right) = (screen, left, right);
        width = ((screen.Lively ? Math.Clamp(screen.Width, 80, 132) : 132) - Between.Length) / 2;
        screen.Story($"{left.Name.PadRight(width)}{Between}{right.Name}".TrimEnd());
        screen.Story($"{new string('-', width)}-+-{new string('-', width)}");
    }

    public void TellLeft(Notice notice) => Tell(left.Name, notice, part => $"{part.PadRight(width)}{Between}".TrimEnd());

    public void TellRight(Notice notice) => Tell(right.Name, notice, part => $"{new string(' ', width)}{Between}{part}");

    private void Tell(string peer, Notice notice, Func<string, string> place)
    {
        lock (gate)
        {
            screen.Notice(NoticeModule.facts(notice), peer);
            foreach (var part in NoticeModule.lines(notice).Select(Named).SelectMany(Fold))
            {
                if (NoticeModule.isDetail(notice)) screen.Detail(place(part));
                else screen.Story(place(part));
            }
        }
    }

    /// <summary>A key of 44 letters would fill the column.</summary>
    private string Named(string line) =>
        line.Replace(left.Feed.ToString(), left.Name).Replace(right.Feed.ToString(), right.Name);

    /// <summary>A line in parts that fit a column.</summary>
    private IEnumerable<string> Fold(string line) =>
        line.Length <= width ? [line] : line.Chunk(width - 2).Select((part, index) => (index == 0 ? "" : "  ") + new string(part));
}
