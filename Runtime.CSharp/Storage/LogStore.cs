using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>
/// The logs of a peer's directory, in the original's layout: <c>MyFeedID.json</c>, <c>logs/1.pcap</c> for the own feed,
/// <c>logs/2.pcap</c> and so on for others. Where feeds stand is derived on opening; events stay on disk.
/// </summary>
/// <remarks>For one caller at a time; <see cref="StoreLoop"/> is that caller for a running peer.</remarks>
public sealed class LogStore : IDisposable
{
    private readonly Dictionary<FeedId, FeedLog> feeds = [];
    private readonly StoreNotices notices = new();
    private readonly AppendRule appendRule;
    private readonly OpenFiles files;
    private readonly StoredEvents stored;
    private readonly LogWriter? writer;
    private readonly UnprovenLogs? unproven;
    private readonly FileLock? held;
    private readonly string folder;
    private readonly ISignatures signatures;
    private readonly CancellationToken cancellation;
    private long highestNumber;

    private LogStore(
        string directory, string folder, ISignatures signatures, AppendRule appendRule, IDisk disk, CancellationToken cancellation,
        FeedId? own = null, FileLock? held = null)
    {
        Directory = directory;
        OwnFeed = own;
        this.folder = folder;
        files = new(disk, held is null ? Opening.Read : Opening.Write);
        stored = new(files, appendRule);
        if (held is not null)
        {
            unproven = new(disk, Path.Combine(Path.GetDirectoryName(folder)!, UnprovenLogs.Name));
            writer = new(disk, folder, files, unproven, notices);
        }
        this.appendRule = appendRule;
        this.held = held;
        this.signatures = signatures;
        this.cancellation = cancellation;
    }

    /// <summary>
    /// Opens a directory for writing: locks its logs, cuts unfinished blocks off the ends of files, gives files that end in
    /// their header a whole one, and leaves everything else as it is. All it has found is durable when this returns. The last event of each feed,
    /// which the next one is linked to, is as its author signed it.
    /// </summary>
    /// <exception cref="StoreException">
    /// <c>directory-missing</c>, <c>directory-locked</c>, <c>own-log-foreign</c>, <c>not-a-file</c>, a problem of <see cref="KeyFile.Read"/>, or the
    /// files cannot be read, mended or proven.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before all was read.</exception>
    public static LogStore Open(
        string directory, ISignatures signatures, AppendRule appendRule = AppendRule.Chained, IDisk? disk = null, CancellationToken cancellation = default)
    {
        Require(directory);
        disk ??= SystemDisk.Instance;
        var own = KeyFile.Read(directory, signatures).Feed;
        var folder = LogFiles.FolderOf(directory);
        var held = Lock(directory, folder, disk);
        try
        {
            // Nobody can go on with a feed whose key is lost.
            if (LogFiles.Own(directory) is null) KeyFile.Prove(directory, disk);
            return Load(new(directory, folder, signatures, appendRule, disk, cancellation, own, held));
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a directory for reading: takes no lock, needs no key and changes nothing, even while another peer writes.</summary>
    /// <exception cref="StoreException"><c>directory-missing</c>, <c>not-a-file</c>, or the files cannot be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before all was read.</exception>
    public static LogStore OpenForReading(
        string directory, ISignatures signatures, AppendRule appendRule = AppendRule.Chained, CancellationToken cancellation = default)
    {
        Require(directory);
        return Load(new(directory, LogFiles.FolderOf(directory), signatures, appendRule, SystemDisk.Instance, cancellation));
    }

    /// <summary>The peer's directory, the one that holds <c>logs/</c>.</summary>
    public string Directory { get; }

    /// <summary>The feed of the directory's key; none when open for reading.</summary>
    public FeedId? OwnFeed { get; }

    /// <summary>Where every feed stands that has an event. All of it is durable.</summary>
    public IReadOnlyList<(FeedId Feed, Head Head)> Heads =>
        [.. feeds.Values.Where(log => log.Head.IsSome).Select(log => (log.Feed, log.Head.Value))];

    /// <summary>Where one feed stands; none when it has no event.</summary>
    public FSharpValueOption<Head> Head(FeedId feed) => LogOf(feed).Head;

    /// <summary>The name of the file that a feed's next event goes to, such as <c>2.pcap</c>; null while it has none.</summary>
    public string? FileName(FeedId feed) => feeds.TryGetValue(feed, out var log) ? log.File?.Name : null;

    /// <summary>What a person may want to know of the files: the first 256, of <see cref="NoticeCount"/>.</summary>
    public IReadOnlyList<StoreNotice> Notices => notices.Kept;

    /// <summary>How many notices there were.</summary>
    public long NoticeCount => notices.Count;

    /// <summary>Appends events, each the next of its feed, and returns when all of them are durable, or none is kept.</summary>
    public AppendOutcome Append(IReadOnlyList<Event> events)
    {
        var batches = new Dictionary<FeedId, FeedBatch>();
        foreach (var next in events)
        {
            if (!batches.TryGetValue(next.Feed, out var batch)) batches[next.Feed] = batch = new(LogOf(next.Feed));
            if (appendRule.AppendError(batch.Head, next) is { } appendError) return new AppendOutcome.Refused(next, appendError);
            batch.Add(next);
        }
        return Commit(batches.Values);
    }

    /// <summary>Creates a feed's log without an event, as the original does at a feed's first push; nothing if it has one.</summary>
    public AppendOutcome CreateLog(FeedId feed) =>
        LogOf(feed) is { File: null } log ? Commit([new FeedBatch(log)]) : new AppendOutcome.Durable();

    /// <summary>
    /// Up to <paramref name="count"/> events of a feed from a number on, read as they are asked for. They are decoded, not
    /// verified. Fewer when the feed ends, or when a file was damaged since it was opened.
    /// </summary>
    /// <exception cref="StoreException">A file cannot be read.</exception>
    public IEnumerable<Event> Read(FeedId feed, long from, long count)
    {
        if (!feeds.TryGetValue(feed, out var log)) yield break;
        using var events = stored.Read(log, from, count).GetEnumerator();
        while (Guarded(events.MoveNext)) yield return events.Current;
    }

    /// <summary>Closes the files and gives the directory back.</summary>
    public void Dispose()
    {
        files.Dispose();
        unproven?.Close();
        held?.Dispose();
    }

    private AppendOutcome Commit(IReadOnlyCollection<FeedBatch> batches)
    {
        if (writer is null) throw new InvalidOperationException($"{Directory} is open for reading");
        var number = highestNumber;
        try
        {
            var writes = new List<LogWrite>();
            foreach (var batch in batches) writes.Add(Place(batch, ref number));
            writer.Write(writes);
        }
        catch (StoreException e)
        {
            return new AppendOutcome.Failed(e);
        }

        highestNumber = number;
        foreach (var batch in batches)
        {
            batch.Acknowledge();
            feeds[batch.Log.Feed] = batch.Log;
        }
        return new AppendOutcome.Durable();
    }

    /// <summary>The feed's file, or a new one: the next number after the highest present; 1 is the own feed's.</summary>
    private LogWrite Place(FeedBatch batch, ref long number)
    {
        var log = batch.Log;
        var isOwn = OwnFeed is { } own && own.Equals(log.Feed);
        if (isOwn && log.File is { Unproven: true } doubtful)
            throw new StoreException("own-log-unproven", $"{doubtful.Path} could not be repaired after a failed write; end the program and start it again");
        if (isOwn && (log.Damaged || log.File is { Sealed: true })) throw OwnLogDamaged();
        if (log.File is { Sealed: false } file) return batch.WriteTo(file, creates: false);
        if (isOwn) return batch.WriteTo(new(folder, LogFile.Own), creates: true);
        number = Math.Max(number, LogFile.Own) + 1;
        return batch.WriteTo(new(folder, number), creates: true);
    }

    private FeedLog LogOf(FeedId feed) => feeds.TryGetValue(feed, out var log) ? log : new(feed);

    private StoreException OwnLogDamaged() => new("own-log-damaged",
        $"{new LogFile(folder, LogFile.Own).Path} has lost events that other peers may hold, so a new event would fork the feed; restore the file from a copy");

    private static void Require(string directory)
    {
        if (!System.IO.Directory.Exists(directory)) throw new StoreException("directory-missing", $"{directory} is not a directory; create a feed with: peer feed init {directory}");
    }

    /// <summary>Locks the folder of the logs itself: other directories may lead to it too.</summary>
    private static FileLock Lock(string directory, string folder, IDisk disk)
    {
        try
        {
            disk.FlushName(directory);
            disk.CreateDirectories(folder);
            return FileLock.TryDirectory(folder)
                ?? throw new StoreException("directory-locked", $"{directory} is in use by another peer; end it first or use another directory");
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, folder);
        }
    }

    private static LogStore Load(LogStore store)
    {
        try
        {
            store.Guarded(() =>
            {
                store.Load();
                return true;
            });
            return store;
        }
        catch
        {
            store.files.Dispose();
            throw;
        }
    }

    private void Load()
    {
        if (!System.IO.Directory.Exists(folder)) return;
        unproven?.Load();

        var numbers = new List<long>();
        foreach (var path in System.IO.Directory.EnumerateFileSystemEntries(folder))
        {
            if (LogFile.NumberOf(Path.GetFileName(path)) is { } number) numbers.Add(number);
            else notices.Add(Path.GetFileName(path), "odd-name", "not a log, because its name is not a number and .pcap; this program does not touch it");
        }
        numbers.Sort();

        var found = numbers.Select(number => new LogFile(folder, number)).ToList();
        Load(found, _ => null);
        LoadSound(found);
        highestNumber = numbers.LastOrDefault();
        writer?.Prove(found);
    }

    private void Load(IEnumerable<LogFile> found, Func<Event, VerificationError?> problem)
    {
        var scan = new LogScan(feeds, stored, notices, appendRule, problem, cancellation);
        foreach (var file in found) Load(file, scan);
    }

    /// <summary>Reads the feeds whose last event is damaged once more, and skips what is: it can be fetched from a partner.</summary>
    private void LoadSound(List<LogFile> found)
    {
        var damaged = feeds.Values
            .Where(log => log.Head.IsSome && (stored.Read(log, log.Seq, 1).FirstOrDefault() is not { } last || Problem(last) is not null))
            .Select(log => log.Feed)
            .ToHashSet();
        if (damaged.Count == 0) return;
        foreach (var feed in damaged) feeds[feed].Restart();
        Load(found.Where(file => file.Owner is { } owner && damaged.Contains(owner)), Problem);

        VerificationError? Problem(Event kept) => VerifiedModule.verify(signatures, kept) is { IsError: true, ErrorValue: var error } ? error : null;
    }

    private void Load(LogFile file, LogScan scan)
    {
        var handle = Guarded(() => files.Get(file), file.Path);
        file.Length = handle.Length;
        var owner = file.Number == LogFile.Own && OwnFeed is { } own ? feeds[own] = new(own) { File = file } : null;
        var tail = scan.Read(file, handle, owner);
        switch (tail.Kind)
        {
            case TailKind.Torn when writer is not null:
                writer.Cut(file, tail.Offset);
                break;
            case TailKind.TornHeader when writer is not null:
                notices.Add(file.Name, "missing-header", "the log is empty; it gets a new header");
                writer.WriteHeader(file);
                break;
            case TailKind.Torn or TailKind.Unreadable:
                file.Length = tail.Offset;
                file.Sealed = true;
                break;
        }
    }

    private T Guarded<T>(Func<T> work, string? path = null)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (StoreException.IsFault(e))
        {
            throw StoreException.Of(e, path ?? folder);
        }
    }
}
