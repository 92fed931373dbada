using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Storage;

/// <summary>The files used last stay open, up to a bound: thousands of feeds need no thousands of handles.</summary>
internal sealed class OpenFiles(IDisk disk, Opening opening) : IDisposable
{
    /// <summary>128, or a quarter of what file descriptors are to spare: a program may have two stores, each with two of these.</summary>
    public static readonly int Capacity = (int)Math.Min(128, Descriptors.Free() / 4);

    private readonly Dictionary<LogFile, LinkedListNode<(LogFile File, IDiskFile Handle)>> open = [];
    private readonly LinkedList<(LogFile File, IDiskFile Handle)> latestFirst = new();

    /// <summary>The file's handle; it may be closed once <see cref="Capacity"/> other files were asked for.</summary>
    public IDiskFile Get(LogFile file) => Get(file, opening);

    /// <summary>The handle of a file that is made.</summary>
    public IDiskFile Create(LogFile file) => Get(file, Opening.Create);

    private IDiskFile Get(LogFile file, Opening how)
    {
        if (open.TryGetValue(file, out var node))
        {
            latestFirst.Remove(node);
            latestFirst.AddFirst(node);
            return node.Value.Handle;
        }
        if (open.Count == Capacity) Close(latestFirst.Last!.Value.File);
        var handle = disk.Open(file.Path, how);
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
