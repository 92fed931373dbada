using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>Turns the bytes of one connection or stream into messages, within the bounds of a message and of all of them.</summary>
/// <param name="decoder">Reads from the beginning.</param>
/// <param name="most">The most bytes of a message.</param>
/// <param name="hold">Counts bytes of unfinished messages, less where some were finished; answers whether there are no more than may be.</param>
internal sealed class MessageReader<TMessage>(StreamDecoder<TMessage> decoder, int most, Func<int, bool> hold)
{
    /// <summary>The problem of a message that is too long.</summary>
    public const string Oversize = "oversize";

    /// <summary>The problem of unfinished messages that are too long together.</summary>
    public const string OverBudget = "over-budget";

    /// <summary>Null once bytes were no message: nothing more is understood.</summary>
    private StreamDecoder<TMessage>? decoder = decoder;

    /// <summary>Bytes of the message that is not finished.</summary>
    private int held;

    /// <summary>Bytes of the messages that the last bytes completed.</summary>
    public int Finished { get; private set; }

    /// <summary>Decodes as many bytes as a message may have; answers the messages they complete, what was none, and the rest.</summary>
    public (IReadOnlyList<TMessage> Messages, Malformation? Malformation, ReadOnlyMemory<byte> Left) Take(ReadOnlyMemory<byte> bytes)
    {
        if (decoder is null) return ([], null, default);
        if (held == most) return ([], Fail(new(Oversize, $"a message of more than {most} bytes")), default);

        var part = bytes[..Math.Min(bytes.Length, most - held)];
        var (results, next) = decoder.Take.Invoke(part);
        decoder = next;
        var before = held;
        held = results.IsEmpty ? before + part.Length : 0;
        Finished = results.IsEmpty ? 0 : before + part.Length;
        if (!hold(held - before))
            return ([], Fail(new(OverBudget, "too many bytes of unfinished messages on all connections together")), default);

        var (messages, malformation) = Sort(results);
        return (messages, malformation, malformation is null ? bytes[part.Length..] : default);
    }

    /// <summary>The partner sends no more; answers the messages that its end completes, and what was none.</summary>
    public (IReadOnlyList<TMessage> Messages, Malformation? Malformation) End() => decoder is null ? ([], null) : Sort(decoder.AtEnd.Invoke(null!));

    /// <summary>The connection is no more: its unfinished message counts no longer.</summary>
    public void Release()
    {
        hold(-held);
        held = 0;
    }

    /// <summary>The messages before the first malformation, and that one.</summary>
    private (IReadOnlyList<TMessage> Messages, Malformation? Malformation) Sort(FSharpList<FSharpResult<TMessage, Malformation>> results)
    {
        var messages = new List<TMessage>();
        foreach (var result in results)
        {
            if (result.IsError) return (messages, Fail(result.ErrorValue));
            messages.Add(result.ResultValue);
        }

        return (messages, null);
    }

    private Malformation Fail(Malformation malformation)
    {
        decoder = null;
        return malformation;
    }
}
