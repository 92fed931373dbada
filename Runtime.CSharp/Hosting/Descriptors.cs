using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// The file descriptors that this process may have. .NET needs some to load its own code, and aborts where there are none:
/// so the program does not start with too few of them, and sockets and logs leave it its share.
/// </summary>
public static partial class Descriptors
{
    /// <summary>What .NET and our own files need: a program at work has up to 110 open.</summary>
    private const int Reserve = 128;

    /// <summary>The fewest that every command works with.</summary>
    public const int Least = 160;

    private const int Emfile = 24;
    private const int Enfile = 23;

    /// <summary>How many there may be. .NET has raised the soft limit to the hard one when the program started.</summary>
    public static long Limit()
    {
        var files = OperatingSystem.IsMacOS() ? 8 : 7;
        return getrlimit(files, out var limit) == 0 ? (long)Math.Min(limit.Soft, int.MaxValue) : int.MaxValue;
    }

    /// <summary>How many of them may be sockets or logs.</summary>
    public static long Free() => Math.Max(Limit() - Reserve, Least - Reserve);

    /// <summary>What to say of an exception whose cause is that there were no more; null of any other.</summary>
    public static string? Shortage(Exception? e) => e switch
    {
        null => null,
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } or IOException { HResult: Emfile } => Words,
        IOException { HResult: Enfile } => "this machine has no file descriptor left; end other programs, or raise fs.file-max",
        _ => Shortage(e.InnerException),
    };

    /// <summary>What to say where this process has none left.</summary>
    public static string Words => $"no file descriptor is left of the {Limit()} that this process may have; raise the limit with: ulimit -n";

    private readonly record struct Range(nuint Soft, nuint Hard);

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, out Range limit);
}
