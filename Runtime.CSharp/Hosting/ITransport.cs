using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>Moves messages between a machine and the network.</summary>
public interface ITransport<TMessage> : IAsyncDisposable
{
    /// <summary>Whatever arrives, in the order it came, as inputs of the machine.</summary>
    IAsyncEnumerable<ReceivedInput<TMessage>> ReceiveAsync(CancellationToken cancellation);

    /// <summary>Sends one message. What cannot be sent is lost, as on any network; it is never an error of the peer.</summary>
    ValueTask SendAsync(Address recipient, TMessage message, CancellationToken cancellation);

    /// <summary>Opens a connection; whether that worked arrives later. A transport without connections does nothing.</summary>
    void Open(Address connection)
    {
    }

    /// <summary>Says after what was sent on a connection that nothing more comes; what it brings still arrives.</summary>
    void HalfClose(Address connection)
    {
    }

    /// <summary>Closes a connection in order, after what was sent on it. Nothing that it brought is admitted afterwards.</summary>
    void Close(Address connection)
    {
    }
}
