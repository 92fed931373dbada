using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>What came in from the network: one of the records below.</summary>
/// <param name="From">Who sent it, or the connection that it happened to.</param>
public abstract record Arrival<TAddress, TMessage>(TAddress From)
{
    /// <summary>
    /// Asked in the machine's own turn, right before it hears of this; false drops it, as when the machine has closed
    /// the connection meanwhile. Null admits it.
    /// </summary>
    public Func<bool>? Admit { get; init; }

    /// <summary>A message.</summary>
    public sealed record Received(TAddress From, TMessage Message) : Arrival<TAddress, TMessage>(From);

    /// <summary>Bytes that were none.</summary>
    public sealed record Malformed(TAddress From, Malformation Malformation) : Arrival<TAddress, TMessage>(From);

    /// <summary>A connection: one of ours is established, or a partner has called.</summary>
    public sealed record Opened(TAddress From) : Arrival<TAddress, TMessage>(From);

    /// <summary>A connection that is no more.</summary>
    public sealed record Closed(TAddress From, CloseReason Reason) : Arrival<TAddress, TMessage>(From);
}
