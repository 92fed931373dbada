using System.Net.Sockets;
using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Systems.SneakerNet;

/// <summary>
/// The Unix domain socket of a running replica, in its directory: through it, programs of the same user write to the feed
/// while the replica has the directory. It takes a request a connection.
/// </summary>
public sealed class WriteSocket : IAsyncDisposable
{
    /// <summary>The socket's name inside a peer's directory.</summary>
    public const string Name = "peer.socket";

    /// <summary>Requests that are read or answered at one time; others wait.</summary>
    private const int MaxAtOnce = 8;

    /// <summary>How long a caller may take to send its request, or to take the answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket socket;
    private readonly SafeFileHandle directory;
    private readonly Func<IReadOnlyList<ReadOnlyMemory<byte>>, bool, Task<IReadOnlyList<Event>>> write;
    private readonly SemaphoreSlim places = new(MaxAtOnce);
    private readonly CancellationTokenSource ending = new();
    private readonly Task accepting;

    private WriteSocket(
        Socket socket, SafeFileHandle directory, Func<IReadOnlyList<ReadOnlyMemory<byte>>, bool, Task<IReadOnlyList<Event>>> write)
    {
        (this.socket, this.directory, this.write) = (socket, directory, write);
        accepting = AcceptAsync();
    }

    /// <summary>Listens in a directory whose lock the caller has: a socket that is there already is a dead program's, and goes.</summary>
    /// <param name="path">The peer's directory.</param>
    /// <param name="write">Writes contents, or throws a <see cref="StoreException"/> that the caller is told.</param>
    /// <exception cref="IOException">There is something else of this name, or the directory takes no socket.</exception>
    public static WriteSocket Open(string path, Func<IReadOnlyList<ReadOnlyMemory<byte>>, bool, Task<IReadOnlyList<Event>>> write)
    {
        var name = Path.Combine(path, Name);
        var directory = RegularFile.OpenDirectory(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (RegularFile.IsSocket(name)) File.Delete(name);
            socket.Bind(AddressIn(directory));
            // Nobody can connect before the socket listens.
            File.SetUnixFileMode(name, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            socket.Listen(MaxAtOnce);
            return new(socket, directory, write);
        }
        catch (Exception e) when (e is SocketException or IOException or UnauthorizedAccessException)
        {
            socket.Dispose();
            directory.Dispose();
            throw new IOException($"{name}: {e.Message}", e);
        }
    }

    /// <summary>Ends; a request that was read is answered first.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await accepting;
        for (var place = 0; place < MaxAtOnce; place++) await places.WaitAsync();
        // .NET removes the name as it closes the socket.
        socket.Dispose();
        directory.Dispose();
        places.Dispose();
        ending.Dispose();
    }

    /// <summary>The socket's address by its open directory: a path of any length fits.</summary>
    internal static UnixDomainSocketEndPoint AddressIn(SafeFileHandle directory) =>
        new($"/proc/self/fd/{directory.DangerousGetHandle()}/{Name}");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await places.WaitAsync(ending.Token);
                Socket caller;
                try
                {
                    caller = await socket.AcceptAsync(ending.Token);
                }
                catch
                {
                    places.Release();
                    throw;
                }
                _ = ServeAsync(caller);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
        }
    }

    private async Task ServeAsync(Socket caller)
    {
        try
        {
            await using var stream = new NetworkStream(caller, ownsSocket: true);
            using var late = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
            late.CancelAfter(Patience);
            if (await WriteFrames.ReceiveRequestAsync(stream, late.Token) is { } request)
                await AnswerAsync(stream, request.Contents, request.IsLarge);
        }
        // Nothing is written for a caller that leaves or waits too long.
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
        }
        finally
        {
            places.Release();
        }
    }

    private async Task AnswerAsync(NetworkStream stream, IReadOnlyList<ReadOnlyMemory<byte>> contents, bool large)
    {
        using var late = new CancellationTokenSource(Patience);
        try
        {
            await WriteFrames.SendWrittenAsync(stream, await write(contents, large), late.Token);
        }
        catch (StoreException refusal)
        {
            await WriteFrames.SendRefusalAsync(stream, refusal, late.Token);
        }
        catch (ChannelClosedException)
        {
            await WriteFrames.SendRefusalAsync(stream, new("replica-ended", "the replica is ending; write the message again"), late.Token);
        }
    }
}
