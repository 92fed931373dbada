using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Cli;

/// <summary>Turns the program away where it would die for want of file descriptors, before it needs one to load its own code.</summary>
internal static unsafe partial class DescriptorCheck
{
    private const int Files = 7, StandardError = 2;

    [ModuleInitializer]
    internal static void Check()
    {
        var limits = stackalloc nuint[2];
        if (!OperatingSystem.IsLinux() || getrlimit(Files, limits) != 0 || limits[0] >= Descriptors.Least) return;

        var line = System.Text.Encoding.UTF8.GetBytes(
            $"peer: this program needs {Descriptors.Least} file descriptors, and the limit is {limits[0]}; raise the limit with: ulimit -n 1024\n");
        fixed (byte* text = line) write(StandardError, text, (nuint)line.Length);
        _exit(ExitCode.Failed);
    }

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, nuint* limits);

    [LibraryImport("libc")]
    private static partial nint write(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc")]
    private static partial void _exit(int code);
}
