using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using PeerFunctional.Kernel;
using PeerFunctional.Link;

namespace PeerFunctional.Runtime.Systems.Link;

/// <summary>
/// A link with a partner, made by <see cref="LinkPeer.ConnectAsync"/> or by a caller. Enumerate it for the items that come; each
/// item is seen once. A reader that is slow makes the partner wait.
/// </summary>
public sealed class Link : IAsyncEnumerable<LinkItem>, IAsyncDisposable
{
    /// <summary>Bytes on their way, or to be read, from which on the other side waits.</summary>
    private const long Window = 1024 * 1024;

    /// <summary>Nobody waits until the machine has seen an item of so many bytes.</summary>
    private const int ShortItem = 16_384;

    private readonly LinkPeer peer;
    private readonly Channel<LinkItem> items = System.Threading.Channels.Channel.CreateUnbounded<LinkItem>();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly TaskCompletionSource<string> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Given> given = [];
    private long givenBytes;
    private long unread;
    private int isHeld;

    internal Link(LinkPeer peer, Connection connection, PeerName partner, Terms terms, bool isOurs)
    {
        this.peer = peer;
        (Connection, Partner, Terms, IsOurs) = (connection, partner, terms, isOurs);
    }

    /// <summary>What the partner calls itself, or where it was called.</summary>
    public PeerName Partner { get; }

    /// <summary>What both ends agreed on.</summary>
    public Terms Terms { get; }

    /// <summary>Whether the partner is one of ours: an original loses the end of an item that comes in several segments.</summary>
    public bool IsOurs { get; }

    /// <summary>Ends with the reason once the link has ended.</summary>
    public Task<string> Ended => ended.Task;

    internal Connection Connection { get; }

    /// <summary>Bytes of the items that are being sent which the system has not taken yet.</summary>
    public long Unwritten => Interlocked.Read(ref givenBytes) + peer.Unwritten(Connection);

    /// <summary>Sends a value, written in the link's data type. It waits while much is on its way.</summary>
    /// <exception cref="ArgumentException">The value cannot be written in this data type.</exception>
    /// <exception cref="IOException">The link has ended, or does not take the item; the message says why.</exception>
    public ValueTask SendAsync(JsonElement value, CancellationToken cancellation = default)
    {
        var written = ItemValue.write(Terms.DataType, value);
        return written.IsOk
            ? SendAsync(written.ResultValue.Bytes, cancellation)
            : throw new ArgumentException($"{written.ErrorValue.Problem}: {written.ErrorValue.Detail}", nameof(value));
    }

    /// <summary>
    /// Sends an item that is written in the link's data type already. It waits while much is on its way. The bytes must stay as
    /// they are until <see cref="FlushAsync"/> returns: a long item is not copied.
    /// </summary>
    /// <exception cref="IOException">The link has ended, or does not take the item; the message says why.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> item, CancellationToken cancellation = default)
    {
        await sending.WaitAsync(cancellation);
        try
        {
            await UntilAsync(Window, cancellation);
            if (ended.Task.IsCompleted) throw new IOException($"the link with {Partner} has ended: {ended.Task.Result}");
            // A stream takes items of one size only, and no link takes every long item. Nobody waits for others, so their bytes
            // are copied.
            var isTaken = !Terms.IsStream && item.Length <= Math.Min(ShortItem, peer.MaxSize);
            var taken = isTaken ? null : new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
            Interlocked.Add(ref givenBytes, Cost(item));
            given.Enqueue(new(Cost(item), taken));
            peer.Command(UserCommand.NewGive(Connection, new ByteString(isTaken ? item.ToArray() : item)));
            if (taken is null) return;
            // A link that ends meanwhile answers no item.
            var answer = await Task.WhenAny<string?>(taken.Task, ended.Task!).WaitAsync(cancellation);
            if (await answer is { } refusal) throw new IOException($"{Partner}: {refusal}");
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Waits until the system has taken all bytes that were sent.</summary>
    public async Task FlushAsync(CancellationToken cancellation = default) => await UntilAsync(0, cancellation);

    /// <summary>Waits until no more bytes than so many are on their way.</summary>
    private async ValueTask UntilAsync(long most, CancellationToken cancellation)
    {
        while (!ended.Task.IsCompleted && Unwritten > most)
        {
            // The machine sees the items soon; the system may take long.
            if (peer.Unwritten(Connection) > most) await peer.DrainedAsync(Connection, most).WaitAsync(cancellation);
            else await Task.Delay(TimeSpan.FromMilliseconds(1), cancellation);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<LinkItem> GetAsyncEnumerator(CancellationToken cancellation = default)
    {
        await foreach (var item in items.Reader.ReadAllAsync(cancellation))
        {
            yield return item;
            if (Interlocked.Add(ref unread, -Cost(item.Bytes)) <= Window / 2 && Interlocked.Exchange(ref isHeld, 0) == 1)
                peer.Hold(Connection, isHeld: false);
        }
    }

    /// <summary>Ends the link; what was sent still arrives.</summary>
    public async ValueTask DisposeAsync()
    {
        peer.Command(UserCommand.NewEndLink(Connection));
        await Task.WhenAny(ended.Task, peer.Completion);
    }

    /// <summary>Empty items take room, too.</summary>
    private static long Cost(ReadOnlyMemory<byte> item) => item.Length + HeaderModule.Length;

    /// <summary>An item that the machine has not seen yet, and who waits for its answer; null for nobody.</summary>
    private readonly record struct Given(long Cost, TaskCompletionSource<string?>? Answer);

    internal void Came(LinkItem item)
    {
        if (Interlocked.Add(ref unread, Cost(item.Bytes)) > Window && Interlocked.Exchange(ref isHeld, 1) == 0)
            peer.Hold(Connection, isHeld: true);
        items.Writer.TryWrite(item);
    }

    /// <summary>The item that was given first is on its way, or is refused.</summary>
    internal void Handed(string? refusal)
    {
        if (!given.TryDequeue(out var first)) return;
        Interlocked.Add(ref givenBytes, -first.Cost);
        first.Answer?.TrySetResult(refusal);
    }

    internal void End(string reason)
    {
        ended.TrySetResult(reason);
        while (given.TryDequeue(out var lost)) lost.Answer?.TrySetResult(reason);
        items.Writer.TryComplete();
    }
}
