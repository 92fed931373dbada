using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli;

/// <summary>The stories of two peers side by side, each line when it happened.</summary>
internal sealed class Duet
{
    private const string Between = " | ";

    private readonly Screen screen;
    private readonly string left;
    private readonly string right;
    private readonly int width;
    private readonly Lock gate = new();

    public Duet(Screen screen, string left, string right)
    {
        (this.screen, this.left, this.right) = (screen, left, right);
        width = (Math.Clamp(screen.Width, 80, 160) - Between.Length) / 2;
        screen.Story($"{left.PadRight(width)}{Between}{right}".TrimEnd());
        screen.Story($"{new string('-', width)}-+-{new string('-', width)}");
    }

    public void TellLeft(Notice notice) => Tell(left, notice, part => $"{part.PadRight(width)}{Between}".TrimEnd());

    public void TellRight(Notice notice) => Tell(right, notice, part => $"{new string(' ', width)}{Between}{part}");

    private void Tell(string peer, Notice notice, Func<string, string> place)
    {
        lock (gate)
        {
            screen.Notice(notice, peer);
            foreach (var part in NoticeModule.lines(notice).SelectMany(Fold))
            {
                if (NoticeModule.isDetail(notice)) screen.Detail(place(part));
                else screen.Story(place(part));
            }
        }
    }

    /// <summary>A line in parts that fit a column.</summary>
    private IEnumerable<string> Fold(string line) =>
        line.Length <= width ? [line] : line.Chunk(width - 2).Select((part, index) => (index == 0 ? "" : "  ") + new string(part));
}
