namespace PeerFunctional.Runtime.Storage;

/// <summary>Finds log files by what a person names: a file, a peer's directory, or any folder of logs.</summary>
public static class LogFiles
{
    /// <summary>The folder of a peer's directory that holds its logs.</summary>
    public const string Folder = "logs";

    /// <summary>Where a peer's directory has its logs, as a full path without a symbolic link at its end.</summary>
    public static string FolderOf(string directory)
    {
        var folder = Path.Combine(Path.GetFullPath(directory), Folder);
        return RegularFile.TargetOf(folder);
    }

    /// <summary>The file itself, the logs of a peer's directory, or the logs in a folder.</summary>
    /// <exception cref="StoreException"><c>not-found</c>, <c>no-logs</c>, or the folder cannot be read.</exception>
    public static IReadOnlyList<string> At(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new StoreException("not-found", $"{path}: no such file or directory; name a log file or a feed directory");
        if (Directory.Exists(Path.Combine(path, Folder))) return In(Path.Combine(path, Folder));
        return In(path) is { Count: > 0 } files ? files : throw new StoreException("no-logs", $"{path} holds no logs: no '{Folder}' folder and no .pcap file");
    }

    /// <summary>The log of a peer's own feed, where there is one that may hold events; else null.</summary>
    public static string? Own(string directory)
    {
        var log = new FileInfo(Path.Combine(directory, Folder, "1.pcap"));
        return log.Exists && log.Length > SneakerNet.Log.HeaderLength ? log.ToString() : null;
    }

    /// <summary>The <c>.pcap</c> files of a folder, numbered ones first and in the order of their numbers.</summary>
    /// <exception cref="StoreException">The folder cannot be read.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        try
        {
            // Every entry of such a name: opening one that is not a file fails and names it.
            return [.. Directory.EnumerateFileSystemEntries(folder, "*.pcap")
                .OrderBy(path => LogFile.NumberOf(Path.GetFileName(path)) ?? long.MaxValue)
                .ThenBy(path => path, StringComparer.Ordinal)];
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, folder);
        }
    }
}
