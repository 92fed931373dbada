using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Bytes for the end of one file, which may be a new one.</summary>
internal sealed record LogWrite(LogFile File, ReadOnlyMemory<byte> Bytes, bool Creates);

/// <summary>Writes to several files so that all of it becomes durable, or none of it stays.</summary>
internal sealed class LogWriter(string folder, OpenFiles files, NoticeBoard notices)
{
    /// <summary>How many files are written before they are flushed together; all of their handles are still open then.</summary>
    private static readonly int Together = OpenFiles.Capacity / 2;

    private const int Flushers = 8;

    /// <summary>Writes in the order of the files' numbers; every write is on disk when this returns.</summary>
    /// <exception cref="StoreException">Nothing of it is kept.</exception>
    public void Write(IEnumerable<LogWrite> writes)
    {
        var touched = new List<LogWrite>();
        var current = "";
        try
        {
            foreach (var chunk in writes.OrderBy(write => write.File.Number).Chunk(Together))
            {
                foreach (var write in chunk)
                {
                    current = write.File.Path;
                    var handle = files.Get(write.File, write.Creates ? FileMode.CreateNew : FileMode.Open);
                    if (RandomAccess.GetLength(handle) != write.File.Length)
                        throw new StoreException("log-changed", $"{current} was changed by another program; end it and start again");
                    touched.Add(write);
                    RandomAccess.Write(handle, write.Bytes.Span, write.File.Length);
                }
                Flush(chunk);
            }
            if (touched.Any(write => write.Creates)) DirectoryFlush.Flush(folder);
        }
        catch (Exception e) when (e is StoreException || StoreException.IsFault(e))
        {
            foreach (var write in touched) TakeBack(write);
            throw StoreException.Of(e, current);
        }
        foreach (var write in touched) write.File.Length += write.Bytes.Length;
    }

    /// <summary>Cuts an unfinished block off the end of a file.</summary>
    public void Cut(LogFile file, long length)
    {
        var handle = files.Get(file);
        RandomAccess.SetLength(handle, length);
        RandomAccess.FlushToDisk(handle);
        file.Length = length;
    }

    /// <summary>Gives a file that holds nothing but a part of a header a whole one.</summary>
    public void WriteHeader(LogFile file)
    {
        Cut(file, 0);
        Write([new(file, Log.header, Creates: false)]);
    }

    private void Flush(LogWrite[] chunk)
    {
        if (chunk is [var only])
        {
            RandomAccess.FlushToDisk(files.Get(only.File));
            return;
        }
        // The file system commits flushes that arrive together in one go.
        var handles = Array.ConvertAll(chunk, write => files.Get(write.File));
        try
        {
            Parallel.ForEach(handles, new() { MaxDegreeOfParallelism = Flushers }, RandomAccess.FlushToDisk);
        }
        catch (AggregateException e) when (e.InnerExceptions.FirstOrDefault(StoreException.IsFault) is { } fault)
        {
            throw new IOException(fault.Message, fault) { HResult = fault.HResult };
        }
    }

    private void TakeBack(LogWrite write)
    {
        try
        {
            if (write.Creates)
            {
                files.Close(write.File);
                File.Delete(write.File.Path);
            }
            else
            {
                Cut(write.File, write.File.Length);
            }
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            write.File.Sealed = true;
            notices.Add(write.File.Name, "io-error", $"cannot be cut back to what was acknowledged: {e.Message}");
        }
    }
}
