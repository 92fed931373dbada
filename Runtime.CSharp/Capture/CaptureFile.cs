using System.IO.Compression;
using PeerFunctional.Capture;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;

namespace PeerFunctional.Runtime.Capture;

/// <summary>Reads a capture file of any size, packed by gzip or not, through a window of at most a megabyte.</summary>
/// <param name="path">The file; <c>Blocks</c> opens it.</param>
/// <param name="cancellation">Ends the reading.</param>
/// <param name="most">Bytes that are read of it, unpacked; behind them it counts as damaged.</param>
public sealed class CaptureFile(string path, CancellationToken cancellation = default, long most = long.MaxValue)
{
    private const int FirstWindow = 65_536;

    /// <summary>
    /// Its blocks, first to last. The bytes of a frame or of secrets are a copy of their own. The last block is damage where the file cannot
    /// be read to its end.
    /// </summary>
    /// <exception cref="StoreException">It is no regular file, or cannot be opened.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IEnumerable<Block> Blocks()
    {
        using var file = RegularFile.Read(path);
        var isPacked = IsPacked(file);
        using Stream unpacked = isPacked ? new GZipStream(file, CompressionMode.Decompress) : file;
        var window = new byte[FirstWindow];
        int start = 0, end = 0;
        // Only the end of a packed file tells how long it is.
        var remaining = isPacked ? long.MaxValue : file.Length;
        var left = most;
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
                    var missing = needs.bytes - (end - start);
                    if (Read(unpacked, window.AsSpan(end), missing) is not { } read)
                    {
                        yield return Block.NewDamaged(new Malformation("damaged-gzip", "the rest of the file cannot be unpacked"));
                        yield break;
                    }
                    end += read;
                    left -= read;
                    if (left < 0)
                    {
                        yield return Block.NewDamaged(new Malformation("too-long", $"only the first {most} bytes of the file are read"));
                        yield break;
                    }
                    if (read >= missing) break;
                    if (!isPacked)
                    {
                        // Somebody shortened it meanwhile.
                        yield return Block.NewDamaged(new Malformation("truncated-file", "the file is shorter than when it was opened"));
                        yield break;
                    }
                    remaining = end - start;
                    break;
                case CaptureFileReader.Block { Item1: var block, length: var length, Item3: var next }:
                    yield return block switch
                    {
                        Block.Captured { Item: var frame } =>
                            Block.NewCaptured(new Frame(frame.LinkType, frame.Time, frame.Bytes.ToArray(), frame.Length, frame.Dropped)),
                        Block.Secrets { Item: var secrets } => Block.NewSecrets(secrets.ToArray()),
                        _ => block,
                    };
                    capture = next;
                    if (remaining != long.MaxValue) remaining -= length;
                    if (length > end - start)
                    {
                        if (!isPacked) file.Seek(length - (end - start), SeekOrigin.Current);
                        else if (length - (end - start) > left || !Skip(unpacked, length - (end - start))) yield break;
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

    private static bool IsPacked(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var isPacked = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
        file.Position = 0;
        return isPacked;
    }

    /// <summary>Reads at least so many bytes, or up to the end; null where they cannot be unpacked.</summary>
    private static int? Read(Stream unpacked, Span<byte> buffer, int least)
    {
        try
        {
            return unpacked.ReadAtLeast(buffer, least, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Passes over bytes that no window holds; false where the end or damage comes first.</summary>
    private static bool Skip(Stream unpacked, long count)
    {
        var scratch = new byte[FirstWindow];
        while (count > 0)
        {
            var some = (int)Math.Min(count, scratch.Length);
            if (Read(unpacked, scratch.AsSpan(0, some), some) != some) return false;
            count -= some;
        }
        return true;
    }
}
