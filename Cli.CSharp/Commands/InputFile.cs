namespace PeerFunctional.Cli.Commands;

/// <summary>A file that a command reads more than once. Standard input is copied to a temporary one, which lives as long as this.</summary>
internal sealed class InputFile : IDisposable
{
    private readonly DirectoryInfo? folder;

    private InputFile(string path, string name, DirectoryInfo? folder) => (Path, Name, this.folder) = (path, name, folder);

    /// <summary>Where to read.</summary>
    public string Path { get; }

    /// <summary>What the user calls it.</summary>
    public string Name { get; }

    /// <summary>The file of a name; of standard input, "-", all that comes until its end.</summary>
    /// <exception cref="IOException">There is no room for what comes.</exception>
    public static async Task<InputFile> OpenAsync(string name, CancellationToken cancellation)
    {
        if (name is not ("-" or "/dev/stdin")) return new(name, name, null);
        var folder = Directory.CreateTempSubdirectory("peer-");
        var input = new InputFile(System.IO.Path.Combine(folder.FullName, "standard-input"), "standard input", folder);
        try
        {
            await using var copy = new FileStream(input.Path, FileMode.CreateNew, FileAccess.Write);
            await using var standard = Console.OpenStandardInput();
            await standard.CopyToAsync(copy, cancellation);
            return input;
        }
        catch
        {
            input.Dispose();
            throw;
        }
    }

    public override string ToString() => Name;

    public void Dispose() => folder?.Delete(recursive: true);
}
