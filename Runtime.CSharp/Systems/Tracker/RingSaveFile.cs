using Microsoft.FSharp.Core;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Tracker;

namespace PeerFunctional.Runtime.Systems.Tracker;

/// <summary>
/// A tracker's ring and phrase on disk: a file that changes are appended to, and that is written anew when it is opened and when
/// most of it is past. One tracker has it at a time, by a lock on a second file beside it.
/// </summary>
public sealed class RingSaveFile : IDisposable
{
    /// <summary>A file of fewer records is never worth writing anew.</summary>
    private const int FewRecords = 4_096;

    private const int LargePart = 1 << 16;

    private readonly IDisk disk;
    private readonly string path;
    private readonly FileLock held;
    private IDiskFile? file;
    private long length;
    private long records;
    private SaveSum sum;

    private RingSaveFile(string path, FSharpValueOption<Phrase> phrase, IDisk disk, CancellationToken cancellation)
    {
        (this.path, this.disk) = (path, disk);
        held = FileLock.TryFile(path + ".lock")
            ?? throw new StoreException("state-locked", $"'{path}' is in use by another tracker; end it first or use another file");
        try
        {
            (Phrase, Ring) = File.Exists(path) && Load(phrase, cancellation) is var (kept, ring) ? (kept, ring) : New(phrase);
            // What an earlier tracker failed to flush can be read and yet be lost: only what is written anew is proven.
            WriteAnew();
            disk.FlushName(Path.GetDirectoryName(path)!);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The phrase the ring is of.</summary>
    public Phrase Phrase { get; }

    /// <summary>The ring after all that was written.</summary>
    public Ring Ring { get; private set; }

    /// <summary>Opens the file, or makes it, and reads the ring. A last line that was cut short by a crash is removed.</summary>
    /// <param name="path">The file, or a symbolic link to it.</param>
    /// <param name="phrase">The phrase; without one, the file's own, and in a new file the original's.</param>
    /// <param name="disk">Where it is; the machine's own without one.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="StoreException">
    /// The file is in use, no journal, of another phrase, damaged before its last line, or cannot be read or written; the message says which.
    /// </exception>
    public static RingSaveFile Open(
        string path, FSharpValueOption<Phrase> phrase, IDisk? disk = null, CancellationToken cancellation = default) =>
        Guarded(path, () =>
        {
            var target = RegularFile.TargetOf(path);
            // By another name another tracker could have it, and writing it anew would part the names.
            if (File.Exists(target) && RegularFile.Names(target) > 1)
                throw new StoreException("several-names", $"'{path}' has several names (hard links); use a file that has one");
            return new RingSaveFile(target, phrase, disk ?? SystemDisk.Instance, cancellation);
        });

    /// <summary>Appends changes; all of them are durable when this returns.</summary>
    /// <exception cref="StoreException">They could not be made durable, such as on a full disk; the journal is of no more use.</exception>
    public void Append(IReadOnlyList<RingChange> changes) => Guarded(path, () =>
    {
        var end = sum;
        var written = length;
        try
        {
            Write(file!, changes.Select(RingSaveText.print), ref written, ref end);
            file!.Flush();
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            TakeBack();
            throw;
        }
        (length, sum) = (written, end);
        foreach (var change in changes) (Ring, _) = RingModule.apply(change, Ring);
        records += changes.Count;
        if (records > FewRecords + 2L * RingModule.count(Ring)) WriteAnew();
        return true;
    });

    /// <summary>Lets another tracker have the file.</summary>
    public void Dispose()
    {
        file?.Dispose();
        held.Dispose();
    }

    private static (Phrase Phrase, Ring Ring) New(FSharpValueOption<Phrase> chosen)
    {
        var phrase = chosen.IsSome ? chosen.Value : PhraseModule.original;
        return (phrase, RingModule.empty(PhraseModule.size(phrase)));
    }

    /// <summary>Replaces the file by one that holds the phrase and the ring alone; a crash leaves the one or the other.</summary>
    private void WriteAnew()
    {
        var (end, written) = (RingSaveText.first, 0L);
        var texts = RingSaveText.opening(Phrase).Concat(RingModule.members(Ring).Select(member => RingSaveText.print(RingChange.NewJoined(member))));
        var replacement = disk.Replace(path, path + ".new", Opening.Create, replace: true, draft => Write(draft, texts, ref written, ref end));
        file?.Dispose();
        file = replacement;
        (length, sum, records) = (written, end, RingModule.count(Ring));
        disk.FlushDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>A tracker that goes on without its disk would say what it cannot keep, so nothing depends on this.</summary>
    private void TakeBack()
    {
        try
        {
            file!.SetLength(length);
            file.Flush();
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
        }
    }

    /// <summary>The file's phrase and ring; null where nothing was ever written to it.</summary>
    private (Phrase, Ring)? Load(FSharpValueOption<Phrase> chosen, CancellationToken cancellation)
    {
        using var stored = RegularFile.Read(path);
        if (stored.Length == 0) return null;

        var reading = RingSaveText.start;
        var number = 0;
        var line = new MemoryStream();
        for (var next = stored.ReadByte(); next >= 0; next = stored.ReadByte())
        {
            if (next == '\n')
            {
                cancellation.ThrowIfCancellationRequested();
                reading = Take(line, ++number, reading);
                line.SetLength(0);
            }
            else if (line.Length == RingSaveText.MaxLine)
            {
                throw Damaged(number + 1, $"the line has more than {RingSaveText.MaxLine} bytes");
            }
            else
            {
                line.WriteByte((byte)next);
            }
        }
        // What was cut short by a crash is the beginning of a line; a whole line and one byte more is a line whose end was changed.
        if (line.Length > 0 && RingSaveText.read(line.ToArray().AsMemory(0, (int)line.Length - 1), reading).IsOk) throw Damaged(number + 1, "the line does not end correctly");

        var finished = RingSaveText.finish(reading);
        if (finished.IsError) throw NoStateFile(number == 0 ? "the file is not a tracker's state file" : finished.ErrorValue.Detail);
        var (phrase, ring) = finished.ResultValue;
        return chosen.IsNone || chosen.Value.Equals(phrase)
            ? (phrase, ring)
            : throw NoStateFile($"the file holds another phrase of {PhraseModule.size(phrase)} item(s)", "leave --phrase and --db out to continue with that phrase, or use another file");
    }

    private SavedRing Take(MemoryStream line, int number, SavedRing reading)
    {
        var read = RingSaveText.read(line.ToArray(), reading);
        if (read.IsOk) return read.ResultValue;
        // A file with no sum in front was never ours.
        throw number == 1 ? NoStateFile($"the file is not a tracker's state file, or its line 1 is damaged: {read.ErrorValue.Detail}") : Damaged(number, read.ErrorValue.Detail);
    }

    private StoreException Damaged(int number, string problem) => new("state-damaged",
        $"'{path}' is damaged in line {number}: {problem}; restore the file from a copy, or keep its first {number - 1} line(s); then peers that joined later must join again");

    private StoreException NoStateFile(string problem, string remedy = "use another file") =>
        new("no-state-file", $"'{path}' cannot keep this ring: {problem}; {remedy}");

    /// <summary>Writes texts as lines in large parts, and says where they end.</summary>
    private static void Write(IDiskFile file, IEnumerable<string> texts, ref long offset, ref SaveSum sum)
    {
        var part = new MemoryStream();
        foreach (var text in texts)
        {
            (var line, sum) = RingSaveText.seal(sum, text);
            part.Write(System.Text.Encoding.UTF8.GetBytes(line + "\n"));
            if (part.Length >= LargePart) Flush(ref offset);
        }
        if (part.Length > 0) Flush(ref offset);

        void Flush(ref long offset)
        {
            file.Write(part.GetBuffer().AsSpan(0, (int)part.Length), offset);
            offset += part.Length;
            part.SetLength(0);
        }
    }

    /// <summary>What the system refuses, with the file's name.</summary>
    private static T Guarded<T>(string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (StoreException.IsFault(e) || e is ArgumentException or NotSupportedException)
        {
            var fault = StoreException.Of(e, path);
            throw fault == e ? fault : new StoreException(fault.Problem, $"cannot keep the ring in {fault.Message}", e);
        }
    }
}
