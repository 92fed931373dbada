namespace PeerFunctional.Cli.Stories;

/// <summary>Lets the first lines of a kind in each second through, and counts the others.</summary>
/// <param name="clock">Tells the seconds.</param>
/// <param name="most">Lines of a kind in a second.</param>
internal sealed class RateLimiter(TimeProvider clock, int most = 5)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Kind> kinds = [];

    private sealed class Kind
    {
        public long Since { get; set; }

        public int Shown { get; set; }

        public long Withheld { get; set; }
    }

    /// <summary>Whether a line of this kind is to be shown, and how many before it were not.</summary>
    public bool Admits(string name, out long withheld)
    {
        withheld = 0;
        if (!kinds.TryGetValue(name, out var kind)) kinds.Add(name, kind = new() { Since = clock.GetTimestamp() });

        if (clock.GetElapsedTime(kind.Since) >= Window)
        {
            withheld = kind.Withheld;
            (kind.Since, kind.Shown, kind.Withheld) = (clock.GetTimestamp(), 0, 0);
        }

        if (kind.Shown == most)
        {
            kind.Withheld++;
            return false;
        }

        kind.Shown++;
        return true;
    }

    /// <summary>What was not shown in the end.</summary>
    public IEnumerable<(string Name, long Withheld)> Rest() =>
        kinds.Where(kind => kind.Value.Withheld > 0).Select(kind => (kind.Key, kind.Value.Withheld));
}
