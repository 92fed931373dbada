using System.Globalization;
using Microsoft.FSharp.Core;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Storage;
using PeerFunctional.SneakerNet;

namespace PeerFunctional.Cli;

/// <summary>The feed of a directory's own key, open for writing.</summary>
internal sealed class OwnFeed : IDisposable
{
    private readonly ISignatures signatures;
    private readonly KeyPair keys;

    private OwnFeed(ISignatures signatures, KeyPair keys, LogStore store) =>
        (this.signatures, this.keys, Store) = (signatures, keys, store);

    public LogStore Store { get; }

    public FeedId Feed => keys.Feed;

    /// <exception cref="StoreException">The directory has no key, is in use, or cannot be read.</exception>
    public static OwnFeed Open(string directory, ISignatures signatures, Screen screen, CancellationToken cancellation = default)
    {
        var keys = KeyFile.Read(directory, signatures);
        var store = LogStore.Open(directory, signatures, cancellation: cancellation);
        screen.Warn(store.Notices.Select(notice => notice.ToString()), store.NoticeCount);
        return new(signatures, keys, store);
    }

    /// <summary>Signs a content as the feed's next event, chained to the one before, and makes it durable; answers the event.</summary>
    /// <exception cref="StoreException"><c>oversize</c>, or it cannot be written.</exception>
    public Event Append(ReadOnlyMemory<byte> content, TimeProvider clock, Screen screen)
    {
        var head = Store.Head(Feed);
        var prev = head.IsSome ? FSharpValueOption<Hash>.Some(head.Value.Hash) : FSharpValueOption<Hash>.None;
        var seq = HeadModule.seq(head) + 1;
        var signed = EventModule.sign(signatures, keys, prev, seq, clock.GetUtcNow().ToUnixTimeSeconds(), ContentEncoding.Json, content);
        if (signed.IsError)
            throw new StoreException(signed.ErrorValue.Problem, $"{signed.ErrorValue.Detail}; nothing was written: use a shorter text");

        var length = signed.ResultValue.Wire.Length;
        if (length > CommandModule.MaxDatagram)
            screen.Warn(string.Create(CultureInfo.InvariantCulture,
                $"this event has {length} bytes; peers of the original take at most {CommandModule.MaxDatagram} and can take nothing of this feed from here on"));

        return Store.Append([signed.ResultValue]) switch
        {
            AppendOutcome.Durable => signed.ResultValue,
            AppendOutcome.Failed { Reason: var reason } => throw new StoreException(reason.Problem, $"the event is not stored: {reason.Message}", reason),
            AppendOutcome.Refused refused => throw new StoreException("refused", $"{Feed}:{seq} does not extend its log: {refused.AppendError}"),
            var other => throw new InvalidOperationException($"{other} is no outcome of an append"),
        };
    }

    public void Dispose() => Store.Dispose();
}
