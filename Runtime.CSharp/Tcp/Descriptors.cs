using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>The file descriptors that this process may have.</summary>
internal static partial class Descriptors
{
    /// <summary>What the runtime and our files need: a program that does nothing yet has 75 open.</summary>
    private const int Reserve = 128;

    /// <summary>
    /// How many of them may be sockets. .NET has raised the soft limit to the hard one when the program started.
    /// </summary>
    public static long ForSockets()
    {
        var files = OperatingSystem.IsMacOS() ? 8 : 7;
        if (getrlimit(files, out var limit) != 0) return int.MaxValue;
        var most = (long)Math.Min(limit.Soft, int.MaxValue);
        return Math.Max(most - Reserve, most / 4);
    }

    private readonly record struct Limit(nuint Soft, nuint Hard);

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, out Limit limit);
}
