using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PeerFunctional.Runtime.Storage;

/// <summary>A lock on a file or directory itself, whatever name leads to it; the system releases it when its process ends, however it ends.</summary>
public sealed partial class FileLock : IDisposable
{
    private const int ExclusiveAtOnce = 2 | 4, Unlock = 8, WouldBlock = 11;

    private readonly SafeFileHandle handle;

    private FileLock(SafeFileHandle handle) => this.handle = handle;

    /// <summary>Locks a directory; null where somebody else has it.</summary>
    /// <exception cref="IOException">It cannot be opened or locked.</exception>
    public static FileLock? TryDirectory(string path) => Try(RegularFile.OpenDirectory(path));

    /// <summary>Locks a file, which is made where it is missing; null where somebody else has it.</summary>
    /// <exception cref="IOException">It cannot be opened or locked.</exception>
    public static FileLock? TryFile(string path) => Try(RegularFile.OpenOrCreate(path));

    /// <summary>Lets others have it.</summary>
    public void Dispose()
    {
        // A program that is just being started has a copy of the descriptor until it runs, and with it the lock.
        if (!handle.IsClosed) _ = flock(handle, Unlock);
        handle.Dispose();
    }

    private static FileLock? Try(SafeFileHandle handle)
    {
        if (flock(handle, ExclusiveAtOnce) == 0) return new(handle);
        var error = Marshal.GetLastPInvokeError();
        handle.Dispose();
        return error == WouldBlock ? null : throw RegularFile.Fault(error);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);
}
