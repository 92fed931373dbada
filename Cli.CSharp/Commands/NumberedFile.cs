namespace PeerFunctional.Cli.Commands;

/// <summary>The names of the files for what is found: FILE as the user named it, then FILE-2 and so on, before the ending.</summary>
internal sealed class NumberedFile(string? first)
{
    /// <summary>How many names were given.</summary>
    public int Number { get; private set; }

    /// <summary>Says of a file that was asked for, and never written, why that is so.</summary>
    public void TellUnused(Screen screen)
    {
        if (first is not null && Number == 0) screen.Story($"** wrote no '{first}': no run that violates a property was found");
    }

    /// <summary>The next name; null where no file was asked for.</summary>
    public string? Next()
    {
        if (first is null) return null;
        Number++;
        var ending = Path.GetExtension(first);
        return Number == 1 ? first : $"{first[..^ending.Length]}-{Number}{ending}";
    }
}
