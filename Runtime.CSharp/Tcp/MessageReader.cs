using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>Turns the bytes of one connection into messages, within the bounds of a message and of all connections.</summary>
internal sealed class MessageReader<TMessage>(TcpContext<TMessage> context, Connection name)
{
    /// <summary>The problem of a message that is too long.</summary>
    public const string Oversize = "oversize";

    /// <summary>The problem of unfinished messages that are too long together.</summary>
    public const string OverBudget = "over-budget";

    /// <summary>Null once bytes were no message: nothing more is understood.</summary>
    private StreamDecoder<TMessage>? decoder = context.Wire.Codec.Decoder.Invoke(name);

    /// <summary>Bytes of the message that is not finished.</summary>
    private int held;

    /// <summary>What is wrong if the connection ends here; null if nothing is.</summary>
    public Malformation? AtEnd => decoder is { AtEnd: { IsValueSome: true, Value: var cutShort } } ? Fail(cutShort) : null;

    /// <summary>Decodes as many bytes as a message may have; answers the messages they complete, what was none, and the rest.</summary>
    public (IReadOnlyList<TMessage> Messages, Malformation? Malformation, ReadOnlyMemory<byte> Left) Take(ReadOnlyMemory<byte> bytes)
    {
        var most = context.Wire.Limits.MessageBytes;
        if (decoder is null) return ([], null, default);
        if (held == most) return ([], Fail(new(Oversize, $"a message of more than {most} bytes")), default);

        var part = bytes[..Math.Min(bytes.Length, most - held)];
        var (results, next) = decoder.Take.Invoke(part);
        decoder = next;
        var before = held;
        held = results.IsEmpty ? before + part.Length : 0;
        if (!context.Hold(held - before))
            return ([], Fail(new(OverBudget, "too many bytes of unfinished messages on all connections")), default);

        var messages = new List<TMessage>();
        foreach (var result in results)
        {
            if (result.IsError) return (messages, Fail(result.ErrorValue), default);
            messages.Add(result.ResultValue);
        }

        return (messages, null, bytes[part.Length..]);
    }

    /// <summary>The connection is no more: its unfinished message counts no longer.</summary>
    public void Release()
    {
        context.Hold(-held);
        held = 0;
    }

    private Malformation Fail(Malformation malformation)
    {
        decoder = null;
        return malformation;
    }
}
