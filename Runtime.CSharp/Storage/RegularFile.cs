using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PeerFunctional.Runtime.Storage;

/// <summary>
/// Opens regular files and nothing else: opening a pipe waits for its other end, and a device may never end. What was opened
/// is looked at, not its name, so that nobody can put something else in its place in between.
/// </summary>
public static partial class RegularFile
{
    /// <summary>Linux: flags of open(2), the same on every machine .NET runs on.</summary>
    private const int ReadOnly = 0, ReadWrite = 2, Create = 0x40, Exclusive = 0x80, NoTerminal = 0x100, NonBlocking = 0x800, CloseOnExec = 0x80000;

    /// <summary>Linux: statx(2)'s mask for what stat(2) tells, and the type of a socket among its modes.</summary>
    private const int BasicStatus = 0x7FF, SocketType = 0xC000;

    /// <summary>errno of what has no other end: a socket, or a device without a driver.</summary>
    private const int NoDevice = 6;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="StoreException"><c>not-a-file</c>, or the system refuses; the message names the file.</exception>
    public static FileStream Read(string path)
    {
        try
        {
            return new(Open(path, Opening.Read), FileAccess.Read, bufferSize: 65_536);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, path);
        }
    }

    /// <summary>Reads a whole file of at most so many bytes; null where it has more.</summary>
    /// <exception cref="StoreException"><c>not-a-file</c>, or the system refuses; the message names the file.</exception>
    public static byte[]? ReadAll(string path, int most)
    {
        using var file = Read(path);
        if (file.Length > most) return null;
        // A file that grows meanwhile is cut off one byte above the bound.
        var bytes = new byte[Math.Min(most, file.Length) + 1];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read < bytes.Length ? bytes[..read] : file.Length > most ? null : ReadAll(path, most);
    }

    /// <summary>The full path that symbolic links at a path's end lead to, whether something is there or not.</summary>
    internal static string TargetOf(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : Path.GetFullPath(path);

    internal static SafeFileHandle Open(string path, Opening opening)
    {
        var handle = Open(path, NonBlocking | NoTerminal | opening switch
        {
            Opening.Read => ReadOnly,
            Opening.Write => ReadWrite,
            _ => ReadWrite | Create | Exclusive
        }, opening == Opening.CreatePrivate ? 0b110_000_000 : 0b110_110_110);
        if (Kind(handle) is not { } other) return handle;
        handle.Dispose();
        throw NotAFile(path, other);
    }

    internal static SafeFileHandle OpenDirectory(string path) => Open(path, ReadOnly, 0);

    /// <summary>A file to hold a lock by; it is made where it is missing.</summary>
    internal static SafeFileHandle OpenOrCreate(string path)
    {
        var handle = Open(path, ReadWrite | Create | NonBlocking | NoTerminal, 0b110_110_110);
        if (Kind(handle) is not { } other) return handle;
        handle.Dispose();
        throw NotAFile(path, other);
    }

    /// <summary>A file to be written from its beginning: any that takes bytes at once, such as a pipe that somebody reads.</summary>
    internal static SafeFileHandle OpenAnew(string path, bool isPrivate)
    {
        const int writeOnly = 1, truncate = 0x200, noReader = 6;
        try
        {
            return Open(path, writeOnly | Create | truncate | NonBlocking | NoTerminal, isPrivate ? 0b110_000_000 : 0b110_110_110);
        }
        catch (StoreException e) when (e.Problem == "not-a-file")
        {
            throw new IOException("no program reads this pipe or socket", noReader);
        }
    }

    /// <summary>Lets nobody but its owner read and write a file; a pipe or device stays as it is.</summary>
    internal static void MakePrivate(SafeFileHandle file)
    {
        if (Kind(file) is null) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>How many names (hard links) a file has.</summary>
    internal static uint Names(string path)
    {
        using var handle = Open(path, Opening.Read);
        return Names(handle);
    }

    /// <summary>How many names an open file has; 0 once it was removed.</summary>
    internal static uint Names(SafeFileHandle handle) => BinaryPrimitives.ReadUInt32LittleEndian(Status(handle).AsSpan(16));

    /// <summary>Whether there is a socket of this name; a link to one is none.</summary>
    internal static bool IsSocket(string path)
    {
        const int noFollow = 0x100;
        var status = new byte[256];
        return statx(CurrentDirectory, path, noFollow, BasicStatus, status) == 0 && Type(status) == SocketType;
    }

    /// <summary>Whether there is something of this name that is no regular file, such as a link to one.</summary>
    internal static bool IsOther(string path)
    {
        const int noFollow = 0x100, regular = 0x8000;
        var status = new byte[256];
        return statx(CurrentDirectory, path, noFollow, BasicStatus, status) == 0 && Type(status) != regular;
    }

    /// <summary>Has writes wait until a pipe takes them.</summary>
    internal static void LetWait(SafeFileHandle file)
    {
        const int setFlags = 4, writeOnly = 1;
        if (fcntl(file, setFlags, writeOnly) < 0) throw Fault(Marshal.GetLastPInvokeError());
    }

    internal static IOException Fault(int error) => error switch
    {
        2 => new FileNotFoundException(Marshal.GetPInvokeErrorMessage(error)) { HResult = error },
        _ => new IOException(Marshal.GetPInvokeErrorMessage(error), error)
    };

    private static StoreException NotAFile(string path, string kind) =>
        new("not-a-file", $"{path} is {kind}, not a file; only regular files are opened");

    private static SafeFileHandle Open(string path, int flags, int mode)
    {
        var descriptor = open(path, flags | CloseOnExec, mode);
        if (descriptor >= 0) return new(descriptor, ownsHandle: true);
        var error = Marshal.GetLastPInvokeError();
        throw error == NoDevice ? NotAFile(path, "a socket or device") : Fault(error);
    }

    /// <summary>What it is instead of a regular file; null where it is one.</summary>
    private static string? Kind(SafeFileHandle handle) => Type(Status(handle)) switch
    {
        0x8000 => null,
        0x4000 => "a directory",
        0x1000 => "a pipe",
        SocketType => "a socket",
        _ => "a device"
    };

    private static int Type(byte[] status) => BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(28)) & 0xF000;

    private static byte[] Status(SafeFileHandle handle)
    {
        const int emptyPath = 0x1000;
        var status = new byte[256];
        return statx(handle, "", emptyPath, BasicStatus, status) == 0 ? status : throw Fault(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fcntl(SafeFileHandle file, int command, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags, int mode);

    /// <summary>stat(2) with a layout that is the same on every machine: links at byte 16, mode at 28.</summary>
    /// <summary>Linux: stands for the current directory.</summary>
    private const int CurrentDirectory = -100;

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(int directory, string path, int flags, uint mask, [Out] byte[] status);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int statx(SafeFileHandle file, string path, int flags, uint mask, [Out] byte[] status);
}
