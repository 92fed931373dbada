namespace PeerFunctional.Runtime.Storage;

/// <summary>How a file is opened.</summary>
public enum Opening
{
    /// <summary>An existing file, to be read.</summary>
    Read,

    /// <summary>An existing file, to be read and written.</summary>
    Write,

    /// <summary>A new file, to be read and written; it fails where one is there.</summary>
    Create,

    /// <summary>The same, for the owner alone.</summary>
    CreatePrivate
}

/// <summary>
/// The calls to the file system that durability rests on. A test puts a disk that fails and forgets in the place of
/// <see cref="SystemDisk"/>.
/// </summary>
public interface IDisk
{
    /// <summary>Opens a regular file.</summary>
    /// <exception cref="StoreException"><c>not-a-file</c>: a directory, pipe, socket or device.</exception>
    /// <exception cref="IOException">The system refuses.</exception>
    IDiskFile Open(string path, Opening opening);

    /// <summary>Gives a file another name, in place of the file that has it, or only where none has it.</summary>
    void Rename(string from, string to, bool replace);

    /// <summary>Removes a file; nothing where none is there.</summary>
    void Delete(string path);

    /// <summary>Creates one directory.</summary>
    void CreateDirectory(string path);

    /// <summary>Removes one empty directory.</summary>
    void RemoveDirectory(string path);

    /// <summary>Makes durable which names a directory holds.</summary>
    void FlushDirectory(string path);
}

/// <summary>An open file of a disk.</summary>
public interface IDiskFile : IDisposable
{
    /// <summary>Its length in bytes.</summary>
    long Length { get; }

    /// <summary>Reads at most as many bytes as the buffer holds; answers 0 at the end.</summary>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Writes all bytes.</summary>
    void Write(ReadOnlySpan<byte> bytes, long offset);

    /// <summary>Cuts the file off, or fills it up with zeros.</summary>
    void SetLength(long length);

    /// <summary>
    /// Makes durable what was written. Where it throws, what was written since the last flush may be lost although it can
    /// still be read, and another flush proves nothing of it.
    /// </summary>
    void Flush();
}

internal static class Disks
{
    /// <summary>errno EACCES; EINVAL: the file system has no flush.</summary>
    private const int NoAccess = 13, NoFlush = 22;

    /// <summary>Creates a directory and the missing ones above it, durably; one that is there is made durable too.</summary>
    public static void CreateDirectories(this IDisk disk, string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(full))
        {
            disk.FlushName(full);
            return;
        }
        var above = Path.GetDirectoryName(full)!;
        disk.CreateDirectories(above);
        disk.CreateDirectory(full);
        try
        {
            disk.FlushDirectory(above);
        }
        catch
        {
            // The next one would find it, and no flush of his would prove that its name is durable.
            Quietly(() => disk.RemoveDirectory(full));
            throw;
        }
    }

    /// <summary>
    /// Makes the name of a directory durable that somebody else made, who may have ended before he flushed it. A directory above
    /// that this user may not read, or whose file system has no flush, is not the user's to care for.
    /// </summary>
    public static void FlushName(this IDisk disk, string directory)
    {
        if (Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory))) is not { } above) return;
        try
        {
            disk.FlushDirectory(above);
        }
        catch (IOException e) when (e.HResult is NoAccess or NoFlush)
        {
        }
    }

    /// <summary>
    /// Writes a whole file beside its place, flushes it and gives it its name, and the mode of the file that had it; a crash
    /// leaves all of it or nothing.
    /// </summary>
    /// <returns>The new file, open.</returns>
    public static IDiskFile Replace(this IDisk disk, string path, string draft, Opening opening, bool replace, Action<IDiskFile> write)
    {
        disk.Delete(draft);
        var file = disk.Open(draft, opening);
        try
        {
            if (replace && File.Exists(path)) File.SetUnixFileMode(draft, File.GetUnixFileMode(path));
            write(file);
            file.Flush();
            disk.Rename(draft, path, replace);
            return file;
        }
        catch
        {
            file.Dispose();
            disk.Forget(draft);
            throw;
        }
    }

    /// <summary>Deletes what failed work left; that this fails too changes nothing.</summary>
    public static void Forget(this IDisk disk, string path) => Quietly(() => disk.Delete(path));

    private static void Quietly(Action work)
    {
        try
        {
            work();
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
        }
    }
}
