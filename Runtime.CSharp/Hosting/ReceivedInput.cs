using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>What came in from the network: one of the records below.</summary>
/// <param name="From">Who sent it, or the connection that it happened to.</param>
public abstract record ReceivedInput<TMessage>(Address From)
{
    /// <summary>
    /// Asked in the machine's own turn, right before it hears of this; false drops it, as when the machine has closed
    /// the connection meanwhile. Null admits it.
    /// </summary>
    public Func<bool>? Admit { get; init; }

    /// <summary>A message.</summary>
    public sealed record Received(Address From, TMessage Message) : ReceivedInput<TMessage>(From);

    /// <summary>Bytes that were none.</summary>
    public sealed record Malformed(Address From, Malformation Malformation) : ReceivedInput<TMessage>(From);

    /// <summary>A connection: one of ours is established, or a partner has called.</summary>
    public sealed record Opened(Address From) : ReceivedInput<TMessage>(From);

    /// <summary>A connection that is no more.</summary>
    public sealed record Closed(Address From, CloseReason Reason) : ReceivedInput<TMessage>(From);
}
