using System.Globalization;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>A folder that carries events from peer to peer, such as a USB stick: each export is a file of its own.</summary>
public sealed class ExportDirectory
{
    private const int Part = 1 << 20;

    private readonly IDisk disk;
    private readonly StoreNotices damage = new();
    private readonly HashSet<string> unread = [];

    private ExportDirectory(string directory, IDisk disk) => (Directory, this.disk) = (directory, disk);

    /// <summary>The folder's path as it was given.</summary>
    public string Directory { get; }

    /// <summary>What is damaged on the stick, as far as it was read: the first 256, of <see cref="DamageCount"/>.</summary>
    public IReadOnlyList<StoreNotice> Damage => damage.Kept;

    /// <summary>How many places are damaged.</summary>
    public long DamageCount => damage.Count;

    /// <exception cref="StoreException"><c>directory-missing</c></exception>
    public static ExportDirectory Open(string directory, IDisk? disk = null) => System.IO.Directory.Exists(directory)
        ? new(directory, disk ?? SystemDisk.Instance)
        : throw new StoreException("directory-missing", $"{directory} is not a directory; create it first");

    /// <summary>All events on the stick with the names of their files, file by file; decoded, not verified. What cannot be read is <see cref="Damage"/>.</summary>
    /// <exception cref="StoreException">The folder cannot be read.</exception>
    public IEnumerable<(Event Event, string File)> Read() => LogFiles.In(Directory).SelectMany(Read);

    /// <summary>Writes events into a new file <c>x???????.pcap</c>, whole or not at all; answers its path, or null where there are none.</summary>
    /// <exception cref="StoreException">The file cannot be written.</exception>
    public string? Write(IEnumerable<Event> events)
    {
        using var lacking = events.GetEnumerator();
        if (!lacking.MoveNext()) return null;

        var path = FreeName();
        var isNamed = false;
        try
        {
            disk.Replace(path, $"{path}.new", Opening.Create, replace: false, file => WriteAll(lacking, file)).Dispose();
            isNamed = true;
            disk.FlushDirectory(Directory);
            disk.FlushName(Directory);
            return path;
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            // The next export takes what it finds for stored.
            if (isNamed) disk.Forget(path);
            throw StoreException.Of(e, path);
        }
    }

    private static void WriteAll(IEnumerator<Event> events, IDiskFile file)
    {
        var part = new MemoryStream();
        var offset = 0L;
        part.Write(Log.header);
        do
        {
            part.Write(Log.block(events.Current.Wire.Span));
            if (part.Length >= Part) Flush();
        }
        while (events.MoveNext());
        Flush();

        void Flush()
        {
            file.Write(part.GetBuffer().AsSpan(0, (int)part.Length), offset);
            offset += part.Length;
            part.SetLength(0);
        }
    }

    private IEnumerable<(Event Event, string File)> Read(string path)
    {
        var name = Path.GetFileName(path);
        var isWhole = false;
        using var pieces = LogReader.Read(path).GetEnumerator();
        while (Moves(pieces, name))
        {
            var (offset, length, piece) = pieces.Current;
            isWhole |= piece.IsSection;
            switch (piece)
            {
                case LogRecord.Packet packet when EventModule.decodeFirst(packet.payload) is { IsOk: true, ResultValue: var (stored, _) }:
                    if (packet.damage is { IsSome: true, Value: var wrong })
                        damage.Add(name, ProblemModule.name(wrong.IsTrailerMismatch ? Problem.BlockTrailerMismatch : Problem.PacketLengthExceedsBlock),
                            $"the block at byte {offset} declares a wrong length; its event is checked all the same");
                    yield return (stored, name);
                    break;
                case LogRecord.Packet:
                    damage.Add(name, ProblemModule.name(Problem.UndecodableEvent), $"the block at byte {offset} holds no event");
                    break;
                case { IsTorn: true } or { IsBadLength: true }:
                    damage.Add(name, ProblemModule.name(piece.IsTorn ? Problem.TruncatedBlock : Problem.BadBlockLength),
                        $"the last {length} bytes, from byte {offset} on, are not a complete block");
                    break;
                case { IsSection: true } or { IsForeign: true }:
                    break;
            }
        }
        if (!isWhole && !unread.Contains(name)) damage.Add(name, ProblemModule.name(Problem.MissingHeader), "the file does not begin with the header of a log");
    }

    /// <summary>A file that cannot be read ends here and is damage; the others are read all the same.</summary>
    private bool Moves(IEnumerator<PlacedRecord> pieces, string name)
    {
        try
        {
            return pieces.MoveNext();
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            var fault = StoreException.Of(e, Path.Combine(Directory, name));
            damage.Add(name, fault.Problem, fault.Message);
            unread.Add(name);
            return false;
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
