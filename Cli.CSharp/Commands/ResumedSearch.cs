using PeerFunctional.Runtime.Search;
using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Cli.Commands;

/// <summary>The file of <c>--resume</c>: a search that was stopped.</summary>
internal static class ResumedSearch
{
    /// <summary>Goes on with the search of a file, if it exists, and keeps the search there if it is stopped; null where no file is named.</summary>
    /// <exception cref="IOException">The file holds something else; the message says what to do.</exception>
    public static Resumption? Of(string? path, string name, Screen screen)
    {
        if (path is null) return null;
        var from = File.Exists(path) ? Read(path, name) : null;
        if (from is not null) screen.Story($"** goes on with the search in '{path}'");
        return new(name, from, stopped =>
        {
            WholeFile.Write(path, stopped.Write);
            screen.Story($"** wrote '{path}': the same command goes on from here");
        });
    }

    private static StoppedSearch Read(string path, string name)
    {
        using var file = RegularFile.Read(path);
        var from = StoppedSearch.Read(file)
            ?? throw new IOException($"{path}: damaged: the file is not a search that was stopped, or it was changed; delete it to start again");
        return from.Name == name
            ? from
            : throw new IOException($"{path}: other-search: the file holds another search ({Beyond(from.Name, name)}, and not {Beyond(name, from.Name)}); name another file, or delete it to start again");
    }

    /// <summary>What the name of one search says and that of another does not.</summary>
    private static string Beyond(string name, string other) =>
        string.Join(", ", name.Split("; ").Except(other.Split("; ")).DefaultIfEmpty("more"));
}
