using Microsoft.FSharp.Core;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Where a feed stands and where its events are: derived from its files, never stored.</summary>
internal sealed class FeedLog(FeedId feed)
{
    /// <summary>Every how many events a place is remembered.</summary>
    private const int Stride = 64;

    private readonly List<Mark> marks = [];
    private bool skipped;

    public FeedId Feed { get; } = feed;

    public FSharpValueOption<Head> Head { get; private set; }

    public long Seq => HeadModule.seq(Head);

    /// <summary>The file the feed's next event goes to; none before the first.</summary>
    public LogFile? File { get; set; }

    /// <summary>Events are known to have existed after the head that cannot be read: writing on would give their numbers away again.</summary>
    public bool Damaged { get; set; }

    /// <summary>Takes the event as the head; it stands in the file at the offset.</summary>
    public void Extend(Event next, LogFile file, long offset)
    {
        if (marks.Count == 0 || skipped || marks[^1].File != file || next.Seq - marks[^1].Seq >= Stride) marks.Add(new(next.Seq, file, offset));
        skipped = false;
        Head = FSharpValueOption<Head>.Some(HeadModule.ofEvent(next));
        File = file;
    }

    /// <summary>An event behind the head is passed over that a reader would take for the next one: the next one's own place is remembered.</summary>
    public void Skip() => (Damaged, skipped) = (true, true);

    /// <summary>Takes the events back: they are read anew.</summary>
    public void Restart()
    {
        marks.Clear();
        Head = FSharpValueOption<Head>.None;
        File = null;
    }

    /// <summary>The stretches of files that hold the events from <paramref name="seq"/> on, each with the last number to be found in it.</summary>
    public IEnumerable<(Mark From, long Last)> Stretches(long seq)
    {
        var after = marks.FindIndex(mark => mark.Seq > seq);
        for (var i = (after < 0 ? marks.Count : after) - 1; i >= 0 && i < marks.Count; i++)
            yield return (marks[i], i + 1 < marks.Count ? marks[i + 1].Seq - 1 : Seq);
    }
}

/// <summary>The place of one event.</summary>
internal readonly record struct Mark(long Seq, LogFile File, long Offset);
