using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Cli.Commands;

/// <summary>Files that the user wants written: what keeps one from being written is said before the work, not after it.</summary>
internal static class NamedFiles
{
    /// <summary>Finds a folder for each file that was named; null stands for a file that was not.</summary>
    /// <exception cref="IOException">There is none, or a folder of the file's name; the message says which.</exception>
    public static void Require(params string?[] files)
    {
        foreach (var file in files.OfType<string>())
        {
            if (Directory.Exists(file)) throw new IOException($"cannot write '{file}': it is a folder; name a file in it");
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            if (!Directory.Exists(folder)) throw new IOException($"cannot write '{file}': there is no folder '{folder}'; make it first");
        }
    }

    /// <summary>Refuses one name for two files; null stands for a file that was not named.</summary>
    /// <exception cref="IOException">Two have one name; the message has it.</exception>
    public static void RequireDistinct(params string?[] files)
    {
        var twice = files.OfType<string>().GroupBy(Path.GetFullPath).FirstOrDefault(same => same.Count() > 1);
        if (twice is not null) throw new IOException($"cannot write '{twice.First()}': another option names the same file; give each a name of its own");
    }

    /// <summary>Writes a file whole. The caller may stop waiting: a pipe takes no more than its reader reads.</summary>
    /// <exception cref="IOException">It cannot be written; the message says why.</exception>
    /// <exception cref="OperationCanceledException">The caller stopped waiting.</exception>
    public static Task WriteAsync(string file, string text, CancellationToken cancellation)
    {
        Require(file);
        return Task.Run(() => WholeFile.WriteText(file, text), CancellationToken.None).WaitAsync(cancellation);
    }
}
