using Microsoft.Win32.SafeHandles;

namespace PeerFunctional.Runtime.Storage;

/// <summary>One writer a directory: a lock the system releases when its process ends, however it ends.</summary>
/// <remarks>The file stands beside <c>logs/</c>: in it, the original stops at any name without a number in front.</remarks>
public sealed class DirectoryLock : IDisposable
{
    /// <summary>The lock file's name; it stays behind and means nothing when nobody holds it.</summary>
    public const string Name = "peer.lock";

    /// <summary>errno EWOULDBLOCK: somebody else holds the lock.</summary>
    private const int WouldBlock = 11;

    private readonly SafeFileHandle file;

    private DirectoryLock(SafeFileHandle file) => this.file = file;

    /// <summary>Takes the lock, or says at once that somebody has it.</summary>
    /// <exception cref="StoreException"><c>directory-locked</c>, or the file cannot be made.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, Name);
        try
        {
            return new DirectoryLock(File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new StoreException("directory-locked", $"{directory} is in use by another peer; end it first or use another directory", e);
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, path);
        }
    }

    /// <summary>Gives the directory back.</summary>
    public void Dispose() => file.Dispose();
}
