using System.Buffers;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>One piece of a log file and where it stands, in bytes.</summary>
public readonly record struct PlacedRecord(long Offset, long Length, LogRecord Record);

/// <summary>Streams log files of any size in constant memory.</summary>
public static class LogReader
{
    /// <summary>The pieces of a file, in order. A packet's bytes are the caller's to keep.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public static IEnumerable<PlacedRecord> Read(string path)
    {
        using var file = Open(path);
        foreach (var piece in Read(file, 0, file.Length)) yield return piece;
    }

    /// <summary>The pieces between two offsets of an open file.</summary>
    internal static IEnumerable<PlacedRecord> Read(IDiskFile file, long offset, long end)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Log.MaxBlock);
        var (start, filled) = (0, 0);
        try
        {
            while (offset < end)
            {
                switch (Log.next(end - offset, buffer.AsMemory(start, filled)))
                {
                    case ScanResult.Found found:
                        yield return new(offset, found.length, Detach(found.Item1));
                        offset += found.length;
                        (start, filled) = found.length < filled ? (start + (int)found.length, filled - (int)found.length) : (0, 0);
                        break;
                    case ScanResult.NeedBytes need:
                        buffer.AsSpan(start, filled).CopyTo(buffer);
                        start = 0;
                        filled += Fill(file, buffer.AsSpan(filled), offset + filled, end);
                        if (filled >= need.Item) break;
                        // The file has become shorter while it was read.
                        yield return new(offset, end - offset, LogRecord.Torn);
                        yield break;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Reads until the buffer is full or the end is reached.</summary>
    internal static int Fill(IDiskFile file, Span<byte> buffer, long offset, long end)
    {
        var wanted = (int)Math.Min(buffer.Length, end - offset);
        var read = 0;
        while (read < wanted && file.Read(buffer[read..wanted], offset + read) is > 0 and var count) read += count;
        return read;
    }

    private static IDiskFile Open(string path)
    {
        try
        {
            return SystemDisk.Instance.Open(path, Opening.Read);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, path);
        }
    }

    private static LogRecord Detach(LogRecord piece) =>
        piece is LogRecord.Packet packet ? LogRecord.NewPacket(packet.payload.ToArray(), packet.damage) : piece;
}
