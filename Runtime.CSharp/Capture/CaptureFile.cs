using PeerFunctional.Capture;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Runtime.Capture;

/// <summary>Reads a capture file of any size through a window of at most a megabyte.</summary>
/// <param name="path">The file; <c>Blocks</c> opens it.</param>
/// <param name="cancellation">Ends the reading.</param>
public sealed class CaptureFile(string path, CancellationToken cancellation = default)
{
    private const int FirstWindow = 65_536;

    /// <summary>
    /// Its blocks, first to last. The bytes of a frame are a copy of their own. The last block is damage where the file cannot
    /// be read to its end.
    /// </summary>
    /// <exception cref="StoreException">It is no regular file, or cannot be opened.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<Block> Blocks()
    {
        using var file = RegularFile.Read(path);
        var window = new byte[FirstWindow];
        int start = 0, end = 0;
        var remaining = file.Length;
        var capture = CaptureModule.start;

        while (remaining > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            switch (CaptureModule.next(capture, remaining, window.AsMemory(start, end - start)))
            {
                case CaptureFileReader.Needs needs:
                    if (needs.bytes > window.Length - start)
                    {
                        var wider = needs.bytes > window.Length ? new byte[CaptureModule.MaxWindow] : window;
                        window.AsSpan(start, end - start).CopyTo(wider);
                        (window, end, start) = (wider, end - start, 0);
                    }
                    var read = file.ReadAtLeast(window.AsSpan(end), needs.bytes - (end - start), throwOnEndOfStream: false);
                    end += read;
                    if (end - start < needs.bytes)
                    {
                        // Somebody shortened it meanwhile.
                        yield return Block.NewDamaged(new Malformation("truncated-file", "the file ended before its length"));
                        yield break;
                    }
                    break;
                case CaptureFileReader.Block { Item1: var block, length: var length, Item3: var next }:
                    yield return block is Block.Captured { Item: var frame }
                        ? Block.NewCaptured(new Frame(frame.LinkType, frame.Time, frame.Bytes.ToArray(), frame.Length, frame.Dropped))
                        : block;
                    capture = next;
                    remaining -= length;
                    if (length > end - start)
                    {
                        file.Seek(length - (end - start), SeekOrigin.Current);
                        start = end = 0;
                    }
                    else
                    {
                        start += (int)length;
                    }
                    break;
            }
        }
    }
}
