using Microsoft.FSharp.Core;
using PeerFunctional.Libp2p;
using PeerFunctional.Verification;

namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>The streams of a connection, put together from their frames into events.</summary>
/// <param name="budget">What is kept in all; from there on a connection counts as lacking.</param>
internal sealed class OpenedStreams(ByteBudget budget)
{
    /// <summary>Streams of a connection that are kept.</summary>
    public const int MaxStreams = 100_000;

    private readonly Dictionary<(long Stream, bool IsClient), Reassembly> directions = [];
    private readonly HashSet<long> opened = [];
    private readonly List<StreamEvent> events = [];
    private long? fullSince;

    public IReadOnlyList<StreamEvent> Events => events;

    public void Say(CapturePoint place, bool isClient, long stream, long offset, ReadOnlySpan<byte> content, bool isLast)
    {
        if (Direction(place, isClient, stream) is not { } direction) return;
        if (!budget.Take(content.Length))
        {
            fullSince ??= place.Frame;
            return;
        }
        var ready = direction.Add(offset, content, isLast, place.Frame);
        if (ready.Length > 0) Add(place, isClient, stream, StreamDeed.NewSays(ready));
        if (direction.TakeEnd()) Add(place, isClient, stream, StreamDeed.Ends);
    }

    public void Reset(CapturePoint place, bool isClient, long stream, long code)
    {
        if (Direction(place, isClient, stream) is not { IsOver: false } direction) return;
        direction.GiveUp();
        Add(place, isClient, stream, StreamDeed.NewResets(code));
    }

    public void Stop(CapturePoint place, bool isClient, long stream, long code)
    {
        if (Direction(place, isClient, stream) is not null) Add(place, isClient, stream, StreamDeed.NewStops(code));
    }

    /// <summary>What is missing inside of streams.</summary>
    public IEnumerable<SessionGap> Gaps()
    {
        foreach (var ((stream, isClient), direction) in directions)
            if (direction.Lacks)
                yield return new(
                    GapKind.Packets,
                    direction.LastFrame + 1,
                    FSharpValueOption<long>.NewValueSome(stream),
                    $"the capture lacks what the {(isClient ? "dialer" : "listener")} sent after byte {direction.Next}");
        if (fullSince is { } frame)
            yield return new(GapKind.Events, frame, default, "more bytes or streams than are kept follow");
    }

    /// <summary>One direction of a stream; null where there are too many, or it is no stream of both directions.</summary>
    private Reassembly? Direction(CapturePoint place, bool isClient, long stream)
    {
        if (stream % 4 > 1) return null;
        if (directions.TryGetValue((stream, isClient), out var direction)) return direction;
        if (directions.Count >= 2 * MaxStreams)
        {
            fullSince ??= place.Frame;
            return null;
        }
        if (opened.Add(stream)) Add(place, stream % 4 == 0, stream, StreamDeed.Opens);
        return directions[(stream, isClient)] = new();
    }

    private void Add(CapturePoint place, bool isClient, long stream, StreamDeed deed) =>
        events.Add(new(place, isClient ? HostEnd.Dialer : HostEnd.Listener, stream, deed));
}
