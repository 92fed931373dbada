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

    /// <summary>A block of so many bytes is collected in memory of its own.</summary>
    private const int LongBlock = 65_536;

    /// <summary>Null once bytes were no message: nothing more is understood.</summary>
    private StreamDecoder<TMessage>? decoder = decoder;

    /// <summary>The long block that comes, once its connection reads into it.</summary>
    private BlockReader<TMessage>? block;

    /// <summary>Bytes of the message that is not finished, and bytes counted for it: its memory may have room for more.</summary>
    private int held, counted;

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
        var (messages, malformation) = Count(results, part.Length);
        return (messages, malformation, malformation is null ? bytes[part.Length..] : default);
    }

    /// <summary>
    /// Where a connection may put the next bytes, which it then counts by <see cref="Filled"/> instead of taking them; empty where no
    /// long block comes.
    /// </summary>
    public Memory<byte> Space()
    {
        if (block is null && decoder?.Block.Invoke(null!) is { IsSome: true, Value: { Size: >= LongBlock } coming }) block = new(coming);
        return block is null ? default : block.Space();
    }

    /// <summary>So many bytes came into the space; answers the messages they complete, and what was none.</summary>
    public (IReadOnlyList<TMessage> Messages, Malformation? Malformation) Filled(int bytes)
    {
        block!.Filled(bytes);
        if (!block.IsWhole) return Count(FSharpList<FSharpResult<TMessage, Malformation>>.Empty, bytes);
        var (results, next) = block.Complete();
        (decoder, block) = (next, null);
        return Count(results, bytes);
    }

    /// <summary>The partner sends no more; answers the messages that its end completes, and what was none.</summary>
    public (IReadOnlyList<TMessage> Messages, Malformation? Malformation) End()
    {
        if (decoder is null) return ([], null);
        if (block is not null) (_, decoder) = decoder.Take.Invoke(block.Added);
        return Sort(decoder.AtEnd.Invoke(null!));
    }

    /// <summary>The connection is no more: its unfinished message counts no longer.</summary>
    public void Release()
    {
        Hold(0);
        held = 0;
    }

    private bool Hold(int bytes)
    {
        var before = counted;
        counted = bytes;
        return hold(bytes - before);
    }

    /// <summary>Counts bytes that led to some results, or to none yet.</summary>
    private (IReadOnlyList<TMessage> Messages, Malformation? Malformation) Count(
        FSharpList<FSharpResult<TMessage, Malformation>> results, int bytes)
    {
        var before = held;
        held = results.IsEmpty ? before + bytes : 0;
        Finished = results.IsEmpty ? 0 : before + bytes;
        return Hold(Math.Max(held, block?.Capacity ?? 0))
            ? Sort(results)
            : ([], Fail(new(OverBudget, "too many bytes of unfinished messages on all connections together")));
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
        (decoder, block) = (null, null);
        return malformation;
    }
}
