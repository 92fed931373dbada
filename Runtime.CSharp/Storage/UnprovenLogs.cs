using System.Globalization;

namespace PeerFunctional.Runtime.Storage;

/// <summary>
/// Names the logs that a writer touches, in a file beside their folder that goes once all of them are flushed. When a flush
/// fails the kernel takes the pages it could not write for written: to read them, or to flush again, proves nothing. So a
/// start that finds this file writes the logs it names anew before anything of them is announced.
/// </summary>
/// <remarks>
/// The file needs no flush: what it warns of is in the system's memory alone, as it is itself; a crash of the system takes
/// both. A log that another program wrote, such as the original, is flushed by the start: nobody else's flush can have failed.
/// </remarks>
internal sealed class UnprovenLogs(IDisk disk, string path)
{
    /// <summary>The file's name; it stands beside <c>logs/</c>: in it, the original stops at any name without a number in front.</summary>
    public const string Name = "peer.unproven";

    private const int MaxLength = 16 * 1024 * 1024;

    private readonly HashSet<long> named = [];
    private IDiskFile? file;
    private long length;

    /// <summary>Set once a log could not be taken back to what is proven: the file stays for the next start.</summary>
    public bool Stays { get; set; }

    /// <summary>Whether an earlier writer ended before it had proven this log.</summary>
    public Func<long, bool> Earlier { get; private set; } = _ => false;

    /// <summary>Reads what an earlier writer left.</summary>
    public void Load()
    {
        if (!File.Exists(path)) return;
        Stays = true;
        // A last line without its end was not written whole, so its log was not touched. What cannot be read names every log.
        var lines = RegularFile.ReadAll(path, MaxLength) is { } bytes ? System.Text.Encoding.ASCII.GetString(bytes).Split('\n').SkipLast(1) : ["?"];
        var numbers = lines.Where(line => line.Length > 0)
            .Select(line => long.TryParse(line, CultureInfo.InvariantCulture, out var number) ? number : 0).ToHashSet();
        Earlier = numbers.Contains(0) ? _ => true : numbers.Contains;
    }

    /// <summary>Names logs before they are written to.</summary>
    public void Add(IEnumerable<LogFile> logs)
    {
        var added = logs.Where(log => !named.Contains(log.Number)).Select(log => log.Number).ToList();
        if (added.Count == 0) return;
        if (file is null)
        {
            file = disk.Open(path, File.Exists(path) ? Opening.Write : Opening.Create);
            length = file.Length;
        }
        // An end of line first: the line before may not have one.
        var lines = System.Text.Encoding.ASCII.GetBytes(string.Concat(added.Select(number => $"\n{number}")) + "\n");
        file.Write(lines, length);
        length += lines.Length;
        named.UnionWith(added);
    }

    /// <summary>Every log that was named is proven.</summary>
    public void Proven()
    {
        if (!File.Exists(path)) return;
        file?.Dispose();
        file = null;
        disk.Delete(path);
        named.Clear();
        Stays = false;
        Earlier = _ => false;
    }

    /// <summary>Ends the writing: the file goes, unless it has to stay.</summary>
    public void Close()
    {
        file?.Dispose();
        if (!Stays) disk.Forget(path);
    }
}
