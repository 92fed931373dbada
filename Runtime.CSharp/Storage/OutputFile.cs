using Microsoft.Win32.SafeHandles;

namespace PeerFunctional.Runtime.Storage;

/// <summary>A file that is written for people and promises nothing: once it cannot grow it is left as it is.</summary>
public sealed class OutputFile : IDisposable
{
    private const int Capacity = 65_536;

    private readonly SafeFileHandle file;
    private readonly byte[] waiting = new byte[Capacity];
    private int count;
    private long offset;

    private OutputFile(string path, SafeFileHandle file) => (Path, this.file) = (path, file);

    /// <summary>The file's path as it was given.</summary>
    public string Path { get; }

    /// <summary>Creates the file, in place of one that is there.</summary>
    /// <param name="path">The file; a pipe only where somebody reads it already.</param>
    /// <param name="purpose">What cannot be done without it, such as <c>record to</c>.</param>
    /// <param name="isPrivate">Whether the file is for its owner's eyes only; one that is there becomes so.</param>
    /// <exception cref="IOException">It cannot be created; the message says which and why.</exception>
    public static OutputFile Create(string path, string purpose, bool isPrivate = false)
    {
        SafeFileHandle? file = null;
        try
        {
            file = RegularFile.OpenAnew(path, isPrivate);
            if (isPrivate) RegularFile.MakePrivate(file);
            return new(path, file);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            file?.Dispose();
            throw new IOException($"cannot {purpose} '{path}': {e.Message}", e);
        }
    }

    /// <summary>Takes bytes; they reach the file by <see cref="Flush"/> at the latest.</summary>
    /// <exception cref="IOException">The file cannot grow.</exception>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (count + bytes.Length > Capacity) Flush();
        if (bytes.Length > Capacity)
        {
            Put(bytes);
            return;
        }
        bytes.CopyTo(waiting.AsSpan(count));
        count += bytes.Length;
    }

    /// <summary>Hands everything to the system.</summary>
    /// <exception cref="IOException">The file cannot grow; what waited is dropped.</exception>
    public void Flush()
    {
        var bytes = waiting.AsSpan(0, count);
        count = 0;
        Put(bytes);
    }

    /// <summary>Hands everything to the system and closes the file.</summary>
    /// <exception cref="IOException">The file cannot grow; it is closed all the same.</exception>
    public void Dispose()
    {
        try
        {
            if (!file.IsClosed) Flush();
        }
        finally
        {
            file.Dispose();
        }
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        try
        {
            RandomAccess.Write(file, bytes, offset);
            offset += bytes.Length;
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw new IOException(StoreException.Of(e, Path).Message, e);
        }
    }
}
