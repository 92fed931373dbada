using System.Globalization;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>A folder that carries events from peer to peer, such as a USB stick: each export is a file of its own.</summary>
public sealed class Stick
{
    private Stick(string directory) => Directory = directory;

    /// <summary>The folder's path as it was given.</summary>
    public string Directory { get; }

    /// <summary>The packets on the stick that are no events.</summary>
    public long Undecodable { get; private set; }

    /// <exception cref="StoreException"><c>directory-missing</c></exception>
    public static Stick Open(string directory) => System.IO.Directory.Exists(directory)
        ? new(directory)
        : throw new StoreException("directory-missing", $"{directory} is no directory; create it first");

    /// <summary>All events on the stick, file by file; decoded, not verified.</summary>
    /// <exception cref="StoreException">A file cannot be read.</exception>
    public IEnumerable<Event> Read()
    {
        foreach (var path in LogFiles.In(Directory))
            foreach (var piece in LogReader.Read(path))
            {
                if (piece.Piece is not Piece.Packet packet) continue;
                if (EventModule.decodeFirst(packet.payload) is { IsOk: true, ResultValue: var (stored, _) }) yield return stored;
                else Undecodable++;
            }
    }

    /// <summary>Writes events into a new file <c>x???????.pcap</c>, whole or not at all; answers its path, or null where there are none.</summary>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public string? Write(IEnumerable<Event> events)
    {
        using var lacking = events.GetEnumerator();
        if (!lacking.MoveNext()) return null;

        var path = FreeName();
        var draft = $"{path}.new";
        try
        {
            using (var file = new FileStream(draft, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(Log.header);
                do file.Write(Log.block(lacking.Current.Wire.Span));
                while (lacking.MoveNext());
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: false);
            DirectoryFlush.Flush(Directory);
            return path;
        }
        catch (Exception e)
        {
            File.Delete(draft);
            if (StoreException.IsFault(e)) throw StoreException.Of(e, path);
            throw;
        }
    }

    private string FreeName()
    {
        string path;
        do path = Path.Combine(Directory, string.Create(CultureInfo.InvariantCulture, $"x{Random.Shared.Next(10_000_000):D7}.pcap"));
        while (File.Exists(path));
        return path;
    }
}
