using PeerFunctional.Runtime.Systems.Link;

namespace PeerFunctional.Cli.Systems.Link;

/// <summary>A folder that gets a file for each item, numbered over those that are there.</summary>
internal sealed class ItemFolder(string path)
{
    private const int MaxFiles = 1_000_000;

    private readonly DirectoryInfo folder = Directory.CreateDirectory(path);
    private readonly Lock gate = new();
    private int number;

    /// <summary>Writes an item to a new file; answers its path. No name of a partner is in it.</summary>
    /// <exception cref="IOException">It cannot be written, such as to a folder that was removed meanwhile.</exception>
    public string Write(LinkItem item)
    {
        try
        {
            return WriteNext(item);
        }
        catch (DirectoryNotFoundException e)
        {
            throw new IOException($"the folder {folder.FullName} was removed; make it again, and later links write to it", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"this user may not write to the folder {folder.FullName}; change its permissions, or use another --out", e);
        }
    }

    private string WriteNext(LinkItem item)
    {
        lock (gate)
        {
            while (++number < MaxFiles)
            {
                var file = Path.Combine(folder.FullName, $"{number:D6}.{Ending(item)}");
                if (File.Exists(file)) continue;
                using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
                stream.Write(item.Bytes.Span);
                return file;
            }
        }

        throw new IOException($"{folder.FullName} holds {MaxFiles:N0} items; use another folder");
    }

    /// <summary>What an item is: a partner may send as JSON what holds no value.</summary>
    private static string Ending(LinkItem item) => item.Type switch
    {
        { IsJson: true } when item.Value(out _) is not null => "json",
        { IsRaw: true } => "pickle",
        _ => "bin",
    };
}
