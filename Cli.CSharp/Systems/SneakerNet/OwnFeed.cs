using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.Runtime.Systems.SneakerNet;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli.Systems.SneakerNet;

/// <summary>
/// The feed of a directory's own key, to be written to: by this program, or by the replica that runs on the directory.
/// </summary>
internal sealed class OwnFeed : IDisposable
{
    /// <summary>How long another program may take to be done with the directory, or a replica to start.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2), Pause = TimeSpan.FromMilliseconds(50);

    private readonly string directory;
    private readonly ISignatures signatures;
    private readonly FeedSigner signer;
    private readonly bool isRunning;

    private OwnFeed(string directory, ISignatures signatures, FeedSigner signer, LogStore store, bool isRunning) =>
        (this.directory, this.signatures, this.signer, Store, this.isRunning) = (directory, signatures, signer, store, isRunning);

    /// <summary>The store; for reading only while a replica runs.</summary>
    public LogStore Store { get; private set; }

    public FeedId Feed => signer.Feed;

    /// <summary>Whether a replica has the directory.</summary>
    public bool IsRunning => isRunning;

    /// <exception cref="StoreException">The directory has no key, is in use, or cannot be read.</exception>
    public static OwnFeed Open(string directory, ISignatures signatures, Screen screen, CancellationToken cancellation = default)
    {
        var signer = new FeedSigner(signatures, KeyFile.Read(directory, signatures), TimeProvider.System);
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return new(directory, signatures, signer, Noticed(LogStore.Open(directory, signatures, cancellation: cancellation), screen), isRunning: false);
            }
            catch (StoreException e) when (e.Problem == "directory-locked")
            {
                if (RunningReplica.Runs(directory))
                    return new(directory, signatures, signer, Noticed(LogStore.OpenForReading(directory, signatures, cancellation: cancellation), screen), isRunning: true);
                if (TimeProvider.System.GetElapsedTime(since) > Patience || cancellation.WaitHandle.WaitOne(Pause)) throw;
            }
        }
    }

    /// <summary>Signs contents as the feed's next events and makes all of them durable; answers the events.</summary>
    /// <param name="contents">The contents, in order.</param>
    /// <param name="large">Whether an event may be larger than the original takes.</param>
    /// <param name="cancellation">Ends waiting for a replica.</param>
    /// <exception cref="StoreException"><c>oversize</c>, <c>too-large-for-original</c>, or they cannot be written.</exception>
    public async Task<IReadOnlyList<Event>> AppendAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> contents, bool large = false, CancellationToken cancellation = default)
    {
        if (!isRunning) return signer.Append(Store, contents, large);

        var events = await RunningReplica.WriteAsync(directory, contents, large, cancellation);
        Store.Dispose();
        Store = LogStore.OpenForReading(directory, signatures, cancellation: cancellation);
        return events;
    }

    public void Dispose() => Store.Dispose();

    private static LogStore Noticed(LogStore store, Screen screen)
    {
        screen.Warn(store.Notices.Select(notice => notice.ToString()), store.NoticeCount);
        return store;
    }
}
