using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>The datagrams and the connections of a machine that speaks in both ways, as one transport.</summary>
/// <param name="datagrams">Carries what goes to datagram addresses.</param>
/// <param name="streams">Carries what belongs to connections.</param>
public sealed class JoinedTransport<TMessage>(ITransport<TMessage> datagrams, ITransport<TMessage> streams) : ITransport<TMessage>
{
    /// <summary>Arrivals of both that wait for the machine; when there are as many, partners wait.</summary>
    private const int MaxWaiting = 1_024;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReceivedInput<TMessage>> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var arrivals = System.Threading.Channels.Channel.CreateBounded<ReceivedInput<TMessage>>(MaxWaiting);
        Task[] readers = [ForwardAsync(datagrams, arrivals.Writer, ending.Token), ForwardAsync(streams, arrivals.Writer, ending.Token)];
        try
        {
            await foreach (var arrival in arrivals.Reader.ReadAllAsync(ending.Token)) yield return arrival;
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(Address recipient, TMessage message, CancellationToken cancellation) =>
        Of(recipient).SendAsync(recipient, message, cancellation);

    /// <inheritdoc/>
    public void Open(Address address) => Of(address).Open(address);

    /// <inheritdoc/>
    public void HalfClose(Address address) => Of(address).HalfClose(address);

    /// <inheritdoc/>
    public void Close(Address address) => Of(address).Close(address);

    /// <summary>Closes both.</summary>
    public async ValueTask DisposeAsync()
    {
        await datagrams.DisposeAsync();
        await streams.DisposeAsync();
    }

    private ITransport<TMessage> Of(Address address) => address.IsDatagram ? datagrams : streams;

    /// <summary>A transport that fails ends both; one that ends quietly leaves the other.</summary>
    private static async Task ForwardAsync(
        ITransport<TMessage> transport, ChannelWriter<ReceivedInput<TMessage>> arrivals, CancellationToken cancellation)
    {
        try
        {
            await foreach (var arrival in transport.ReceiveAsync(cancellation)) await arrivals.WriteAsync(arrival, cancellation);
        }
        catch (Exception e)
        {
            arrivals.TryComplete(e);
        }
    }
}
