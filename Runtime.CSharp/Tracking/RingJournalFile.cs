using Microsoft.Win32.SafeHandles;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Tracker;

namespace PeerFunctional.Runtime.Tracking;

/// <summary>
/// A tracker's ring on disk: a file that changes are appended to, and that is written anew when most of it is past. One
/// tracker has it at a time, by a lock on a second file beside it.
/// </summary>
public sealed class RingJournalFile : IDisposable
{
    /// <summary>errno EWOULDBLOCK: somebody else holds the lock.</summary>
    private const int WouldBlock = 11;

    /// <summary>A file of fewer records is never worth writing anew.</summary>
    private const int FewRecords = 4_096;

    private const int LargePart = 1 << 16;

    private readonly string path;
    private readonly Phrase phrase;
    private readonly SafeFileHandle @lock;
    private FileStream file;
    private long records;

    private RingJournalFile(string path, Phrase phrase)
    {
        this.path = path;
        this.phrase = phrase;
        @lock = Guarded(path, () => Lock(path));
        try
        {
            file = Guarded(path, () => new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0));
            Ring = RingModule.empty(PhraseModule.size(phrase));
            Guarded(path, Load);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The ring after all that was written.</summary>
    public Ring Ring { get; private set; }

    /// <summary>Opens the file, or makes it, and reads the ring. A last line that was cut short by a crash is removed.</summary>
    /// <param name="path">The file.</param>
    /// <param name="phrase">The database that the ring is of.</param>
    /// <exception cref="IOException">
    /// The file is in use, no journal, of another database, damaged before its last line, or cannot be read; the message says which.
    /// </exception>
    public static RingJournalFile Open(string path, Phrase phrase) => new(path, phrase);

    /// <summary>Appends changes; all of them are durable when this returns.</summary>
    /// <exception cref="IOException">They could not be written, such as on a full disk.</exception>
    public void Append(IReadOnlyList<Change> changes)
    {
        Write(file, changes.Select(RingJournal.print));
        file.Flush(flushToDisk: true);
        foreach (var change in changes) Apply(change);
        if (records > FewRecords + 2L * RingModule.count(Ring)) WriteAnew();
    }

    /// <summary>Lets another tracker have the file.</summary>
    public void Dispose()
    {
        file?.Dispose();
        @lock.Dispose();
    }

    private void Apply(Change change)
    {
        (Ring, _) = RingModule.apply(change, Ring);
        records++;
    }

    /// <summary>Replaces the file by one that holds the ring alone; a crash leaves the one or the other.</summary>
    private void WriteAnew()
    {
        var next = path + ".new";
        var replacement = new FileStream(next, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            Write(replacement, RingModule.members(Ring).Select(member => RingJournal.print(Change.NewJoined(member))).Prepend(RingJournal.header(phrase)));
            replacement.Flush(flushToDisk: true);
            File.Move(next, path, overwrite: true);
            DirectoryFlush.Flush(Folder);
        }
        catch
        {
            replacement.Dispose();
            // What fills a disk must not stay on it.
            File.Delete(next);
            throw;
        }

        file.Dispose();
        file = replacement;
        records = RingModule.count(Ring);
    }

    private string Folder => Path.GetDirectoryName(Path.GetFullPath(path))!;

    private void Load()
    {
        var end = 0L;
        var number = 0;
        foreach (var line in CompleteLines())
        {
            number++;
            if (number == 1) CheckHeader(line);
            else Take(line, number);
            end += line.Length + 1;
        }

        var torn = new byte[Math.Min(file.Length - end, RingJournal.MaxLine)];
        file.Position = end;
        file.ReadExactly(torn);
        var header = Line(RingJournal.header(phrase));
        // What was cut short by a crash is the beginning of a line of ours.
        if (number == 0 && !header.AsSpan().StartsWith(torn)) throw NoJournal("it is no tracker's journal");

        file.SetLength(end);
        file.Position = end;
        if (number > 0) return;
        file.Write(header);
        file.Flush(flushToDisk: true);
        DirectoryFlush.Flush(Folder);
    }

    private void CheckHeader(byte[] line)
    {
        var check = RingJournal.checkHeader(phrase, System.Text.Encoding.UTF8.GetString(line));
        if (check.IsError) throw NoJournal(check.ErrorValue.Detail);
    }

    private void Take(byte[] line, int number)
    {
        var change = RingJournal.parse(phrase, System.Text.Encoding.UTF8.GetString(line));
        if (change.IsError) throw NoJournal($"its line {number} is damaged: {change.ErrorValue.Detail}");
        Apply(change.ResultValue);
    }

    private IEnumerable<byte[]> CompleteLines()
    {
        using var reading = new BufferedStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite), 65_536);
        var line = new MemoryStream();
        for (var next = reading.ReadByte(); next >= 0; next = reading.ReadByte())
        {
            if (next == '\n')
            {
                yield return line.ToArray();
                line.SetLength(0);
            }
            else if (line.Length == RingJournal.MaxLine)
            {
                throw NoJournal($"it has a line of more than {RingJournal.MaxLine} bytes");
            }
            else
            {
                line.WriteByte((byte)next);
            }
        }
    }

    private IOException NoJournal(string problem) =>
        new($"'{path}' cannot keep this ring: {problem}; use another file");

    /// <summary>Writes lines in large parts; nothing is left to be written when the file is closed.</summary>
    private static void Write(FileStream file, IEnumerable<string> lines)
    {
        var part = new MemoryStream();
        foreach (var line in lines)
        {
            part.Write(Line(line));
            if (part.Length < LargePart) continue;
            part.WriteTo(file);
            part.SetLength(0);
        }

        part.WriteTo(file);
    }

    private static byte[] Line(string text) => System.Text.Encoding.UTF8.GetBytes(text + "\n");

    private static SafeFileHandle Lock(string path)
    {
        try
        {
            return File.OpenHandle(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new IOException($"'{path}' is in use by another tracker; end it first or use another file", e);
        }
    }

    private static void Guarded(string path, Action work) => Guarded(path, () =>
    {
        work();
        return true;
    });

    /// <summary>What the system refuses, with the file's name.</summary>
    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or ArgumentException or NotSupportedException or DirectoryNotFoundException)
        {
            throw new IOException($"cannot keep the ring in '{path}': {e.Message}", e);
        }
    }
}
