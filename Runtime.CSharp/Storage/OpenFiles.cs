using Microsoft.Win32.SafeHandles;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Storage;

/// <summary>The files used last stay open, up to a bound: thousands of feeds need no thousands of handles.</summary>
internal sealed class OpenFiles(FileAccess access) : IDisposable
{
    /// <summary>128, or a quarter of what file descriptors are to spare: a program may have two stores, each with two of these.</summary>
    public static readonly int Capacity = (int)Math.Min(128, Descriptors.Free() / 4);

    private readonly Dictionary<LogFile, LinkedListNode<(LogFile File, SafeFileHandle Handle)>> open = [];
    private readonly LinkedList<(LogFile File, SafeFileHandle Handle)> latestFirst = new();

    /// <summary>The file's handle; it may be closed once <see cref="Capacity"/> other files were asked for.</summary>
    public SafeFileHandle Get(LogFile file, FileMode mode = FileMode.Open)
    {
        if (open.TryGetValue(file, out var node))
        {
            latestFirst.Remove(node);
            latestFirst.AddFirst(node);
            return node.Value.Handle;
        }
        if (open.Count == Capacity) Close(latestFirst.Last!.Value.File);
        var handle = File.OpenHandle(file.Path, mode, access, FileShare.ReadWrite | FileShare.Delete);
        open[file] = latestFirst.AddFirst((file, handle));
        return handle;
    }

    public void Close(LogFile file)
    {
        if (!open.Remove(file, out var node)) return;
        latestFirst.Remove(node);
        node.Value.Handle.Dispose();
    }

    public void Dispose()
    {
        foreach (var (_, handle) in latestFirst) handle.Dispose();
        open.Clear();
        latestFirst.Clear();
    }
}
