using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Bytes for the end of one file, which may be a new one.</summary>
internal sealed record LogWrite(LogFile File, ReadOnlyMemory<byte> Bytes, bool Creates);

/// <summary>Writes to several files so that all of it becomes durable, or none of it stays.</summary>
internal sealed class LogWriter(IDisk disk, string folder, OpenFiles files, UnprovenLogs unproven, StoreNotices notices)
{
    /// <summary>How many files are written before they are flushed together; all of their handles are still open then.</summary>
    private static readonly int Chunk = OpenFiles.Capacity / 2;

    private const int Flushers = 8;

    /// <summary>Writes in the order of the files' numbers; every write is on disk when this returns.</summary>
    /// <exception cref="StoreException">Nothing of it is kept, or the message says that it is not known.</exception>
    public void Write(IEnumerable<LogWrite> writes)
    {
        var touched = new List<LogWrite>();
        var current = folder;
        try
        {
            foreach (var chunk in writes.OrderBy(write => write.File.Number).Chunk(Chunk))
            {
                unproven.Add(chunk.Select(write => write.File));
                foreach (var write in chunk)
                {
                    current = write.File.Path;
                    var file = write.Creates ? files.Create(write.File) : files.Get(write.File);
                    if (file.Length != write.File.Length)
                        throw new StoreException("log-changed", $"{current} was changed by another program; end that program and start this one again");
                    touched.Add(write);
                    file.Write(write.Bytes.Span, write.File.Length);
                }
                Flush([.. chunk.Select(write => write.File)]);
            }
            if (touched.Any(write => write.Creates)) disk.FlushDirectory(folder);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw TakeBack(touched, StoreException.Of(e, current));
        }
        foreach (var write in touched) write.File.Length += write.Bytes.Length;
    }

    /// <summary>
    /// Cuts an unfinished block off the end of a file. <see cref="Prove"/> makes it durable: if a flush failed here, the next
    /// start would find a whole log and take it for one that nobody failed to flush.
    /// </summary>
    public void Cut(LogFile file, long length)
    {
        files.Get(file).SetLength(length);
        file.Length = length;
    }

    /// <summary>Gives a file that holds nothing but a part of a header a whole one.</summary>
    public void WriteHeader(LogFile file)
    {
        Cut(file, 0);
        Write([new(file, Log.header, Creates: false)]);
    }

    /// <summary>
    /// Makes durable what a start has found: it flushes logs that nobody can have failed to flush, and writes the others
    /// anew, because another flush would prove nothing of them.
    /// </summary>
    /// <exception cref="StoreException">It cannot be proven; the message names the file.</exception>
    public void Prove(IReadOnlyList<LogFile> found)
    {
        var doubtful = found.Where(file => unproven.Earlier(file.Number)).ToList();
        foreach (var chunk in found.Except(doubtful).Chunk(Chunk))
        {
            try
            {
                Flush(chunk);
            }
            catch (StoreException)
            {
                unproven.Stays = true;
                unproven.Add(chunk);
                doubtful.AddRange(chunk);
            }
        }
        foreach (var file in doubtful) files.Close(file);
        Together(doubtful, Renew);
        disk.FlushDirectory(folder);
        unproven.Proven();
    }

    private void Renew(LogFile log)
    {
        try
        {
            using var old = disk.Open(log.Path, Opening.Read);
            // Beside the folder: in it, the original stops at any name without a number in front.
            disk.Replace(log.Path, $"{folder}.{log.Number}.new", Opening.Create, replace: true, copy => Copy(old, copy)).Dispose();
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, log.Path);
        }
    }

    private static void Copy(IDiskFile from, IDiskFile to)
    {
        var buffer = new byte[1 << 20];
        for (var offset = 0L; from.Read(buffer, offset) is > 0 and var count; offset += count) to.Write(buffer.AsSpan(0, count), offset);
    }

    private void Flush(LogFile[] chunk)
    {
        var opened = Array.ConvertAll(chunk, file => (file.Path, Handle: files.Get(file)));
        Together(opened, FlushOne);
    }

    /// <summary>Does work that flushes side by side: the file system commits flushes that arrive together in one go.</summary>
    private static void Together<T>(IReadOnlyList<T> items, Action<T> work)
    {
        try
        {
            if (items is [var only]) work(only);
            else Parallel.ForEach(items, new() { MaxDegreeOfParallelism = Flushers }, work);
        }
        catch (AggregateException e) when (e.InnerExceptions.OfType<StoreException>().FirstOrDefault() is { } fault)
        {
            throw new StoreException(fault.Problem, fault.Message, e);
        }
    }

    private static void FlushOne((string Path, IDiskFile Handle) file)
    {
        try
        {
            file.Handle.Flush();
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, file.Path);
        }
    }

    /// <summary>Takes files back to what is proven of them; answers what to say.</summary>
    private StoreException TakeBack(List<LogWrite> touched, StoreException reason)
    {
        var left = touched.Where(write => !TakeBack(write)).Select(write => write.File.Name).ToList();
        if (left.Count == 0) return reason;
        unproven.Stays = true;
        return new(reason.Problem, $"{reason.Message}; and {string.Join(", ", left)} cannot be cut back: the next start finds out whether the event is stored", reason);
    }

    private bool TakeBack(LogWrite write)
    {
        try
        {
            if (write.Creates)
            {
                files.Close(write.File);
                disk.Delete(write.File.Path);
                disk.FlushDirectory(folder);
            }
            else
            {
                Cut(write.File, write.File.Length);
                files.Get(write.File).Flush();
            }
            return true;
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            write.File.Sealed = write.File.Unproven = true;
            notices.Add(write.File.Name, "io-error", $"the file cannot be cut back to its acknowledged events: {e.Message}");
            return false;
        }
    }
}
