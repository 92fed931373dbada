using System.Globalization;

namespace PeerFunctional.Cli.Output;

/// <summary>How far a long work is, as a line under the story, drawn ten times a second at most; only on a terminal.</summary>
/// <param name="screen">Where it is drawn; no wider than that.</param>
/// <param name="things">What is counted, such as <c>events</c>.</param>
/// <param name="clock">Tells when to draw anew.</param>
internal sealed class ProgressBar(Screen screen, string things, TimeProvider clock)
{
    private const int MostWidth = 30, LeastWidth = 10;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(100);

    private long? drawn;

    /// <summary>So many are done; drawn if the last drawing is old.</summary>
    public void Show(long done, long all)
    {
        if (!screen.Lively || drawn is { } last && clock.GetElapsedTime(last) < Frame) return;
        drawn = clock.GetTimestamp();
        screen.Status(Line(done, all, screen.Width - 1));
    }

    /// <summary>All are done: the full bar stays where it is, and a next one begins under it. Nothing if none was drawn.</summary>
    public void Complete(long all)
    {
        if (drawn is null) return;
        screen.Status(Line(all, all, screen.Width - 1));
        screen.KeepStatus();
        drawn = null;
    }

    /// <summary>The work ended before all were done: the bar goes.</summary>
    public void Abandon()
    {
        if (drawn is null) return;
        screen.Status("");
        drawn = null;
    }

    /// <summary><c>[#####.....] 50 % of 2,000 events</c>, without the bar where there is no room for it.</summary>
    internal static string Line(long done, long all, string things, int width)
    {
        var share = all <= 0 ? 100 : (int)(100 * (Int128)Math.Clamp(done, 0, all) / all);
        var words = string.Create(CultureInfo.InvariantCulture, $"{share,3} % of {all:N0} {things}");
        var room = Math.Min(MostWidth, width - words.Length - 3);
        if (room < LeastWidth) return words.TrimStart();
        var filled = room * share / 100;
        return $"[{new string('#', filled)}{new string('.', room - filled)}] {words}";
    }

    private string Line(long done, long all, int width) => Line(done, all, things, width);
}
