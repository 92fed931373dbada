using System.Text;

namespace PeerFunctional.Runtime.Storage;

/// <summary>
/// Files that are written in one go. A name that is free, or of a regular file, gets a temporary file's content by a rename, so a reader
/// never sees a partial file. Symbolic links, pipes and devices stay what they are: they are written to.
/// </summary>
public static class WholeFile
{
    /// <summary>Writes a file, in place of one that is there.</summary>
    /// <param name="path">The file; a pipe only where another program reads it already.</param>
    /// <param name="write">Writes its content.</param>
    /// <exception cref="IOException">It cannot be written; the message names it and says why.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        try
        {
            if (RegularFile.IsOther(path)) Through(path, write);
            else Anew(path, write);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw new IOException($"cannot write '{path}': {e.Message}", e);
        }
    }

    /// <summary>Writes a text in UTF-8.</summary>
    /// <exception cref="IOException">It cannot be written; the message names it and says why.</exception>
    public static void WriteText(string path, string text) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

    private static void Through(string path, Action<Stream> write)
    {
        var handle = RegularFile.OpenAnew(path, isPrivate: false);
        RegularFile.LetWait(handle);
        using var file = new FileStream(handle, FileAccess.Write, bufferSize: 65_536);
        write(file);
    }

    private static void Anew(string path, Action<Stream> write)
    {
        var draft = path + ".part";
        try
        {
            using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 65_536)) write(file);
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw new IOException(e.Message.Replace(draft, path), e);
        }
        finally
        {
            File.Delete(draft);
        }
    }
}
