using System.Buffers;
using Microsoft.FSharp.Core;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>The events of one append that go to one feed; without any, the feed's log is only created.</summary>
internal sealed class FeedBatch(FeedLog log)
{
    private readonly List<(Event Event, long Offset)> placed = [];
    private readonly List<Event> events = [];
    private LogFile? target;

    public FeedLog Log => log;

    /// <summary>Where the feed will stand.</summary>
    public FSharpValueOption<Head> Head { get; private set; } = log.Head;

    public void Add(Event next)
    {
        events.Add(next);
        Head = FSharpValueOption<Head>.Some(HeadModule.ofEvent(next));
    }

    /// <summary>The bytes that go to the end of a file; a new one starts with its header.</summary>
    public LogWrite WriteTo(LogFile file, bool creates)
    {
        var bytes = new ArrayBufferWriter<byte>();
        if (creates) bytes.Write(SneakerNet.Log.header);
        foreach (var next in events)
        {
            placed.Add((next, file.Length + bytes.WrittenCount));
            bytes.Write(SneakerNet.Log.block(next.Wire.Span));
        }
        target = file;
        return new(file, bytes.WrittenMemory, creates);
    }

    /// <summary>The bytes are durable: the feed stands at its last event.</summary>
    public void Acknowledge()
    {
        log.File = target;
        foreach (var (next, offset) in placed) log.Extend(next, target!, offset);
    }
}
