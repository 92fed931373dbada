using System.Threading.Channels;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>One end of a pair in the memory of one process.</summary>
public sealed class MemoryTransport : IRpcTransport
{
    private readonly Channel<ReadOnlyMemory<byte>> incoming = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private MemoryTransport partner = null!;

    private MemoryTransport()
    {
    }

    /// <inheritdoc/>
    public string? CloseReason { get; private set; }

    /// <summary>Two ends: what one sends, the other receives.</summary>
    public static (MemoryTransport One, MemoryTransport Other) CreatePair()
    {
        var (one, other) = (new MemoryTransport(), new MemoryTransport());
        (one.partner, other.partner) = (other, one);
        return (one, other);
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellation) =>
        partner.incoming.Writer.TryWrite(message.ToArray()) ? default : throw new IOException("The other end is closed.");

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
    {
        try
        {
            return await incoming.Reader.ReadAsync(cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public ValueTask CloseAsync(string reason)
    {
        if (partner.incoming.Writer.TryComplete()) partner.CloseReason = reason;
        incoming.Writer.TryComplete();
        return default;
    }
}
