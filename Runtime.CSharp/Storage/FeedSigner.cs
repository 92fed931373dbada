using System.Globalization;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Runtime.Storage;

/// <summary>Signs contents as the next events of the own feed.</summary>
/// <param name="signatures">Signs.</param>
/// <param name="keys">The key pair of the feed.</param>
/// <param name="clock">The time of the events.</param>
public sealed class FeedSigner(ISignatures signatures, KeyPair keys, TimeProvider clock)
{
    /// <summary>The feed it signs for.</summary>
    public FeedId Feed => keys.Feed;

    /// <summary>Signs contents as events and has the store append them, each chained to the one before; all of them are durable when this returns, or none is kept.</summary>
    /// <param name="store">Where the feed stands.</param>
    /// <param name="contents">The contents, in order.</param>
    /// <param name="large">Whether an event may be larger than the original takes.</param>
    /// <exception cref="StoreException"><c>oversize</c>, <c>too-large-for-original</c>, or they cannot be written.</exception>
    public IReadOnlyList<Event> Append(LogStore store, IReadOnlyList<ReadOnlyMemory<byte>> contents, bool large)
    {
        var events = new List<Event>();
        var head = store.Head(Feed);
        foreach (var content in contents)
        {
            var next = Sign(head, content, events.Count, contents.Count, large);
            events.Add(next);
            head = FSharpValueOption<Head>.Some(HeadModule.ofEvent(next));
        }

        return store.Append(events) switch
        {
            AppendOutcome.Durable => events,
            AppendOutcome.Failed { Reason: var reason } => throw new StoreException(reason.Problem, $"nothing is written: {reason.Message}", reason),
            AppendOutcome.Refused refused => throw new StoreException("refused", $"{Feed}:{refused.Event.Seq} does not extend its log: {refused.AppendError}"),
            var other => throw new InvalidOperationException($"unexpected outcome of an append: {other}"),
        };
    }

    private Event Sign(FSharpValueOption<Head> head, ReadOnlyMemory<byte> content, int index, int count, bool large)
    {
        var prev = head.IsSome ? FSharpValueOption<Hash>.Some(head.Value.Hash) : FSharpValueOption<Hash>.None;
        var signed = EventModule.sign(
            signatures, keys, prev, HeadModule.seq(head) + 1, clock.GetUtcNow().ToUnixTimeSeconds(), ContentEncoding.Json, content);
        var which = count == 1 ? "the event" : string.Create(CultureInfo.InvariantCulture, $"event {index + 1} of {count}");
        if (signed.IsError)
            throw new StoreException(signed.ErrorValue.Problem, $"nothing is written: {which} is too large: {signed.ErrorValue.Detail}; shorten the text");

        var length = signed.ResultValue.Wire.Length;
        return large || length <= CommandModule.MaxDatagram
            ? signed.ResultValue
            : throw new StoreException("too-large-for-original", string.Create(CultureInfo.InvariantCulture,
                $"nothing is written: {which} has {length:N0} bytes, and peers of the original take {CommandModule.MaxDatagram:N0} at most and nothing of the feed behind it; shorten the text by {length - CommandModule.MaxDatagram:N0}, or write it with --large"));
    }
}
