using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>Moves messages between a machine and the network.</summary>
public interface ITransport<TAddress, TMessage> : IAsyncDisposable
{
    /// <summary>Whatever arrives, in the order it came, as inputs of the machine: received messages and malformations.</summary>
    IAsyncEnumerable<Arrival<TAddress, TMessage>> ReceiveAsync(CancellationToken cancellation);

    /// <summary>Sends one message. What cannot be sent is lost, as on any network; it is never an error of the peer.</summary>
    ValueTask SendAsync(TAddress recipient, TMessage message, CancellationToken cancellation);
}

/// <summary>A message that came in, or bytes that were none.</summary>
public readonly record struct Arrival<TAddress, TMessage>(TAddress Sender, TMessage? Message, Malformation? Malformation);
