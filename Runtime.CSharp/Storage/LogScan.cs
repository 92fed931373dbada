using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>How a log file ends.</summary>
internal enum TailKind
{
    /// <summary>With a whole block.</summary>
    Whole,

    /// <summary>With the beginning of a block, as a writer that died leaves it.</summary>
    Torn,

    /// <summary>Before its header is complete.</summary>
    TornHeader,

    /// <summary>With bytes that no writer left behind by dying: there may be events among them.</summary>
    Unreadable
}

/// <summary>How a log file ends, and from which byte on.</summary>
internal readonly record struct Tail(TailKind Kind, long Offset);

/// <summary>Reads log files once, from first to last, and follows every feed in them.</summary>
/// <param name="feeds">Where the feeds stand.</param>
/// <param name="stored">Reads their events back.</param>
/// <param name="notices">What a person may want to know.</param>
/// <param name="appendRule">Which event is the next of its feed.</param>
/// <param name="problem">Why an event is not as it was signed: such an event is skipped; null for a sound one.</param>
/// <param name="cancellation">Ends the reading.</param>
internal sealed class LogScan(
    Dictionary<FeedId, FeedLog> feeds, StoredEvents stored, StoreNotices notices, AppendRule appendRule, Func<Event, VerificationError?> problem, CancellationToken cancellation)
{
    /// <summary>Follows the file's events. They belong to the feed of the first one, unless an owner is given.</summary>
    public Tail Read(LogFile file, IDiskFile handle, FeedLog? owner)
    {
        if (IsTornHeader(handle, file.Length)) return new(TailKind.TornHeader, 0);

        foreach (var (offset, _, piece) in LogReader.Read(handle, 0, file.Length))
        {
            cancellation.ThrowIfCancellationRequested();
            switch (piece)
            {
                case LogRecord.Packet packet:
                    owner = Take(packet.payload, file, offset, owner);
                    break;
                case { IsTorn: true }:
                    return Ending(IsTornBlock(handle, offset, file.Length) ? TailKind.Torn : TailKind.Unreadable, "truncated-block", file, offset, owner);
                case { IsBadLength: true }:
                    return Ending(TailKind.Unreadable, "bad-block-length", file, offset, owner);
                case { IsSection: true } or { IsForeign: true }:
                    break;
            }
        }
        return new(TailKind.Whole, file.Length);
    }

    private Tail Ending(TailKind kind, string problem, LogFile file, long offset, FeedLog? owner)
    {
        notices.Add(file.Name, problem, $"the last {file.Length - offset} bytes, from byte {offset} on, are not a complete block");
        if (kind == TailKind.Unreadable && owner is not null) owner.Damaged = true;
        return new(kind, offset);
    }

    private FeedLog? Take(ReadOnlyMemory<byte> payload, LogFile file, long offset, FeedLog? owner)
    {
        if (EventModule.decodeFirst(payload) is not { IsOk: true, ResultValue: var (next, _) })
        {
            notices.Add(file.Name, "undecodable-event", $"the block at byte {offset} holds no event; it is skipped");
            if (owner is not null) owner.Damaged = true;
            return owner;
        }

        owner ??= FeedOf(next.Feed);
        file.Owner = owner.Feed;
        if (!owner.Feed.Equals(next.Feed) && owner.File == file && owner.Head.IsNone)
            throw new StoreException("own-log-foreign", $"{file.Path} is the log of {next.Feed}, but the key in this directory belongs to another feed; restore the {KeyFile.Name} of this log");
        if (!owner.Feed.Equals(next.Feed))
            notices.Add(file.Name, "foreign-feed", $"{next.Feed}:{next.Seq} stands in the log of {owner.Feed}; it is skipped");
        else if (problem(next) is { } error)
        {
            owner.Skip();
            notices.Add(file.Name, VerificationErrorModule.name(error), $"{next.Feed}:{next.Seq} is not as its author signed it; it is skipped");
        }
        else if (appendRule.AppendError(owner.Head, next) is { } appendError)
            Skip(next, appendError, file, owner);
        else
            owner.Extend(next, file, offset);
        return owner;
    }

    private void Skip(Event next, AppendError appendError, LogFile file, FeedLog log)
    {
        log.Damaged |= !appendError.IsPast;
        notices.Add(() => new(file.Name, Problem(next, appendError, log), $"{next.Feed}:{next.Seq} after {log.Seq}; it is skipped"));
    }

    private string Problem(Event next, AppendError appendError, FeedLog log) =>
        appendError.IsGap ? "gap"
        : appendError.IsPrevMismatch ? "prev-mismatch"
        : stored.Read(log, next.Seq, 1).FirstOrDefault()?.Hash.Equals(next.Hash) == true ? "duplicate"
        : "fork";

    private FeedLog FeedOf(FeedId feed)
    {
        if (!feeds.TryGetValue(feed, out var log)) feeds[feed] = log = new(feed);
        return log;
    }

    /// <summary>Nothing, or the beginning of a header: ours (version 1.0) or the original's (1.1).</summary>
    private static bool IsTornHeader(IDiskFile handle, long length)
    {
        const int minorVersion = 15;
        if (length >= Log.HeaderLength) return false;
        Span<byte> start = stackalloc byte[(int)length];
        LogReader.Fill(handle, start, 0, length);
        if (length > minorVersion && start[minorVersion] == 1) start[minorVersion] = 0;
        return Log.header.AsSpan().StartsWith(start);
    }

    /// <summary>The beginning of an event's block whose lengths agree: padded by nothing, to four bytes, or with four as the original does.</summary>
    private static bool IsTornBlock(IDiskFile handle, long offset, long end)
    {
        Span<byte> start = stackalloc byte[12];
        start = start[..LogReader.Fill(handle, start, offset, end)];
        ReadOnlySpan<byte> packet = [0, 0, 0, 3];
        if (!packet.StartsWith(start[..Math.Min(start.Length, packet.Length)])) return false;
        if (start.Length < 8) return true;
        var block = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(start[4..]);
        if (start.Length < 12) return block <= Log.MaxBlock;
        return block - 16L - System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(start[8..]) is >= 0 and <= 4 && block <= Log.MaxBlock;
    }
}
