namespace PeerFunctional.Runtime.Storage;

/// <summary>One writer a directory: a lock the system releases when its process ends, however it ends.</summary>
/// <remarks>The file stands beside <c>logs/</c>: in it, the original stops at any name without a number in front.</remarks>
public sealed class DirectoryLock : IDisposable
{
    /// <summary>The lock file's name; it stays behind, empty of meaning when nobody holds it.</summary>
    public const string Name = "peer.lock";

    /// <summary>errno EWOULDBLOCK: somebody else holds the lock.</summary>
    private const int WouldBlock = 11;

    private readonly FileStream file;

    private DirectoryLock(FileStream file) => this.file = file;

    /// <summary>Takes the lock or says at once who has it.</summary>
    /// <exception cref="StoreException"><c>directory-locked</c>, or the file cannot be made.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            file.SetLength(0);
            file.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
            file.Flush();
            return new DirectoryLock(file);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new StoreException("directory-locked", $"{directory} is in use by another peer{Holder(path)}; end it first or use another directory", e);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, path);
        }
    }

    /// <summary>Gives the directory back.</summary>
    public void Dispose() => file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> text = stackalloc byte[16];
            var id = System.Text.Encoding.ASCII.GetString(text[..file.Read(text)]).Trim();
            return id.Length > 0 && id.All(char.IsAsciiDigit) ? $" (process {id})" : "";
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            return "";
        }
    }
}
