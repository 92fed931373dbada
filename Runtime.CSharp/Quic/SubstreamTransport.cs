using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// The QUIC connections of a machine and the streams inside them. TLS carries the proofs that the machine sends on connections
/// themselves, and the close of a connection the words that refuse it. A caller that connects again from the same address ends its connection before.
/// </summary>
public sealed class SubstreamTransport<TMessage> : ITransport<TMessage>
{
    private readonly IQuicEndpoint endpoint;
    private readonly SubstreamContext<TMessage> context;
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentDictionary<SubstreamLink<TMessage>, bool> links = [];

    /// <summary>The last link of each caller.</summary>
    private readonly ConcurrentDictionary<Connection, SubstreamLink<TMessage>> called = [];

    private Task accepting = Task.CompletedTask;

    private SubstreamTransport(IQuicEndpoint endpoint, SubstreamContext<TMessage> context) => (this.endpoint, this.context) = (endpoint, context);

    /// <summary>Opens the endpoint; callers are accepted once the machine runs.</summary>
    /// <param name="wire">Turns streams into messages, called from many threads, in order for each stream.</param>
    /// <param name="binding">The endpoint, and what certificates mean.</param>
    /// <exception cref="QuicUnavailableException">The native library is missing.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The address is taken or not this machine's.</exception>
    public static SubstreamTransport<TMessage> Open(SubstreamWire<TMessage> wire, QuicBinding<TMessage> binding)
    {
        var context = new SubstreamContext<TMessage>(wire, binding);
        return new(QuicTransport.Open(binding.Options with { Refused = context.TellRefused }), context);
    }

    /// <summary>The same over an endpoint that is open already, whose refused callers are not heard of.</summary>
    public static SubstreamTransport<TMessage> Over(IQuicEndpoint endpoint, SubstreamWire<TMessage> wire, QuicBinding<TMessage> binding) =>
        new(endpoint, new(wire, binding));

    /// <summary>Where the endpoint's socket is bound.</summary>
    public IPEndPoint LocalEndPoint => endpoint.LocalEndPoint;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReceivedInput<TMessage>> ReceiveAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (context.Binding.Options.Listens) accepting = AcceptAsync();
        await foreach (var arrival in context.Arrivals.Reader.ReadAllAsync(cancellation)) yield return arrival;
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(Address recipient, TMessage message, CancellationToken cancellation)
    {
        if (recipient is not Address.Stream { Item: var connection }) Find(recipient)?.Send(message);
        else if (context.Known.TryGetValue(connection, out var link)) link.Say(message);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Open(Address address)
    {
        switch (address)
        {
            case Address.Stream { Item: { IsDialled: true } connection }:
                var link = new SubstreamLink<TMessage>(context, connection);
                context.Known.Add(connection, link);
                _ = LiveAsync(link);
                break;
            case Address.Substream { Item1: var connection, number: var number } when context.Known.TryGetValue(connection, out var carrier):
                carrier.Open(number);
                break;
        }
    }

    /// <inheritdoc/>
    public void HalfClose(Address address) => Find(address)?.HalfClose();

    /// <inheritdoc/>
    public void Close(Address address)
    {
        switch (address)
        {
            case Address.Stream { Item: var connection } when context.Known.Remove(connection, out var link):
                link.Leave();
                break;
            case Address.Substream { Item1: var connection, number: var number } when context.Known.TryGetValue(connection, out var carrier):
                carrier.Close(number);
                break;
        }
    }

    /// <summary>Closes all connections in order, and the endpoint; what was sent arrives, if the partners take it in time.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await accepting;
        context.Arrivals.Writer.TryComplete();
        foreach (var (link, _) in links) link.Leave();
        var options = context.Binding.Options;
        await Task.WhenAll(links.Keys.Select(link => link.Gone))
            .WaitAsync(options.CloseWait, options.Time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await endpoint.DisposeAsync();
        await Task.WhenAll(links.Keys.Select(link => link.Gone));
        ending.Dispose();
    }

    private Substream<TMessage>? Find(Address address) =>
        address is Address.Substream { Item1: var connection, number: var number } && context.Known.TryGetValue(connection, out var link)
            ? link.Find(number)
            : null;

    private async Task AcceptAsync()
    {
        try
        {
            while (await endpoint.AcceptAsync(ending.Token) is { } connection) Welcome(connection);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            context.Arrivals.Writer.TryComplete(e);
        }
    }

    private void Welcome(IQuicConnection connection)
    {
        var name = Connection.NewAccepted(connection.RemoteEndPoint.ToEndpoint(), connection.LocalEndPoint.ToEndpoint());
        var link = new SubstreamLink<TMessage>(context, name, connection);
        var before = called.GetValueOrDefault(name);
        before?.Replace();
        called[name] = link;
        _ = LiveAsync(link, before);
    }

    private async Task LiveAsync(SubstreamLink<TMessage> link, SubstreamLink<TMessage>? before = null)
    {
        links.TryAdd(link, true);
        try
        {
            await link.RunAsync(endpoint, before);
        }
        catch (Exception e)
        {
            context.Arrivals.Writer.TryComplete(e);
        }

        called.TryRemove(new(link.Name, link));
        links.TryRemove(link, out _);
    }
}
