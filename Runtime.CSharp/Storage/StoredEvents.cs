using Microsoft.FSharp.Core;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Reads events back from the files, by the places a feed remembers.</summary>
internal sealed class StoredEvents(OpenFiles files, AppendRule appendRule)
{
    /// <summary>The events from a number on, in order and without a gap: fewer where a file has become unreadable.</summary>
    public IEnumerable<Event> Read(FeedLog log, long from, long count)
    {
        var next = Math.Max(from, 1);
        var last = count < log.Seq - next + 1 ? next + count - 1 : log.Seq;
        foreach (var (mark, end) in log.Stretches(next))
        {
            if (next > last) yield break;
            foreach (var stored in ReadStretch(log.Feed, mark, Math.Min(end, last)))
            {
                if (stored.Seq != next) continue;
                yield return stored;
                next++;
            }
            if (next <= end) yield break;
        }
    }

    /// <summary>The feed's events from a known place up to a number, in a list: no handle is held while the caller works.</summary>
    private List<Event> ReadStretch(FeedId feed, Mark from, long last)
    {
        var found = new List<Event>();
        var head = FSharpValueOption<Head>.None;
        foreach (var piece in LogReader.Read(files.Get(from.File), from.Offset, from.File.Length))
        {
            if (Decode(piece.Record) is not { } stored || !stored.Feed.Equals(feed)) continue;
            // The first one was found fitting when its place was remembered.
            if (found.Count == 0 ? stored.Seq != from.Seq : appendRule.AppendError(head, stored) is not null) continue;
            found.Add(stored);
            head = FSharpValueOption<Head>.Some(HeadModule.ofEvent(stored));
            if (stored.Seq >= last) break;
        }
        return found;
    }

    private static Event? Decode(LogRecord piece) =>
        piece is LogRecord.Packet packet && EventModule.decodeFirst(packet.payload) is { IsOk: true, ResultValue: var (stored, _) }
            ? stored
            : null;
}
