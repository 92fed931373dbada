using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Makes the names of new files durable, which .NET has no call for.</summary>
internal static partial class DirectoryFlush
{
    public static void Flush(string directory)
    {
        var descriptor = open(directory, 0);
        if (descriptor < 0) throw new IOException($"{directory}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());
        var flushed = fsync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = close(descriptor);
        if (flushed != 0) throw new IOException($"{directory}: {Marshal.GetPInvokeErrorMessage(error)}", error);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(int descriptor);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
