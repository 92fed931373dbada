using System.Globalization;

namespace PeerFunctional.Cli.Output;

/// <summary>Fits the lines of a help to a width.</summary>
public static class HelpText
{
    /// <summary>Narrower columns are harder to read than lines that the terminal breaks.</summary>
    private const int LeastWidth = 60;

    /// <summary>Where the words of an option begin, even where its name reaches there.</summary>
    private const int OptionColumn = 26;

    /// <summary>Letters of a line: <c>COLUMNS</c>, or the terminal's; none where there is neither, as in a file.</summary>
    public static int? Width
    {
        get
        {
            if (int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out var columns))
                return Math.Max(columns, LeastWidth);
            if (Console.IsOutputRedirected) return null;
            return Console.WindowWidth is > 0 and var width ? Math.Max(width, LeastWidth) : null;
        }
    }

    /// <summary>
    /// The lines, where one is too long broken between words and indented as it is; what is over goes before the next line of the same
    /// paragraph. A command to be copied stays on its line.
    /// </summary>
    public static IEnumerable<string> Lines(string text, int? width)
    {
        var over = "";
        var hanging = 0;
        foreach (var line in text.Split('\n'))
        {
            var rest = line;
            if (over.Length > 0)
            {
                if (Indent(line) == hanging && line.Length > hanging) rest = $"{over} {line.TrimStart()}";
                else yield return over;
                over = "";
            }
            if (width is not { } most || line.TrimStart().StartsWith("peer ", StringComparison.Ordinal))
            {
                yield return rest;
                continue;
            }

            hanging = Hanging(line);
            while (rest.Length > most && rest.LastIndexOf(' ', most, most - hanging) is var end && end > hanging)
            {
                yield return rest[..end].TrimEnd();
                rest = new string(' ', hanging) + rest[end..].TrimStart();
                over = rest;
            }
            if (over.Length == 0) yield return rest;
            else over = rest;
        }
        if (over.Length > 0) yield return over;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    /// <summary>Where the words of a line go on in the next: under the words of an option, which stand behind its name.</summary>
    private static int Hanging(string line)
    {
        var indent = Indent(line);
        if (line.AsSpan(indent).StartsWith("USAGE:")) return "USAGE: ".Length;
        var gap = line.IndexOf("  ", indent, StringComparison.Ordinal);
        return gap >= 0 ? gap + line[gap..].Length - line[gap..].TrimStart().Length
            : line.AsSpan(indent).StartsWith("--") ? OptionColumn
            : indent;
    }
}
