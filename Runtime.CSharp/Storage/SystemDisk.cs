using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PeerFunctional.Runtime.Storage;

/// <summary>The disk of this machine. Its flush is the system's own call: the one of .NET does not report every failure.</summary>
public sealed partial class SystemDisk : IDisk
{
    /// <summary>errno EINTR: a signal came first; the call is made again.</summary>
    private const int Interrupted = 4;

    private SystemDisk()
    {
    }

    /// <summary>The only one.</summary>
    public static SystemDisk Instance { get; } = new();

    /// <inheritdoc/>
    public IDiskFile Open(string path, Opening opening) => new OpenFile(RegularFile.Open(path, opening));

    /// <inheritdoc/>
    public void Rename(string from, string to, bool replace) => File.Move(from, to, overwrite: replace);

    /// <inheritdoc/>
    public void Delete(string path) => File.Delete(path);

    /// <inheritdoc/>
    public void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <inheritdoc/>
    public void RemoveDirectory(string path) => Directory.Delete(path);

    /// <inheritdoc/>
    public void FlushDirectory(string path)
    {
        using var directory = RegularFile.OpenDirectory(path);
        Flush(directory);
    }

    private static void Flush(SafeFileHandle handle)
    {
        while (fsync(handle) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            if (error != Interrupted) throw RegularFile.Fault(error);
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);

    private sealed class OpenFile(SafeFileHandle handle) : IDiskFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public int Read(Span<byte> buffer, long offset) => RandomAccess.Read(handle, buffer, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset) => RandomAccess.Write(handle, bytes, offset);

        public void SetLength(long length) => RandomAccess.SetLength(handle, length);

        public void Flush()
        {
            SystemDisk.Flush(handle);
            // Nothing of a file without a name outlives its handle.
            if (RegularFile.Names(handle) == 0) throw new IOException("the file was removed while this program wrote to it");
        }

        public void Dispose() => handle.Dispose();
    }
}
