using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Capture;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>
/// A peer's TCP connections: those that partners open to its listener, and those it opens itself. A connection that is
/// silent costs no thread, no timer and no buffer.
/// </summary>
public sealed class TcpTransport<TMessage> : ITransport<TMessage>
{
    private const int Backlog = 512;

    /// <summary>How often deadlines are looked at, those of all connections at once.</summary>
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMilliseconds(250);

    /// <summary>How long nobody is accepted after the system had no socket for a caller.</summary>
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);

    private readonly Socket? listener;
    private readonly TcpContext<TMessage> context;
    private readonly ConnectionSlots slots;
    private readonly ITimer sweep;
    private readonly CancellationTokenSource ending = new();
    private Task accepting = Task.CompletedTask;

    /// <summary>Every link that has a socket.</summary>
    private readonly ConcurrentDictionary<TcpLink<TMessage>, bool> links = [];

    /// <summary>The last of them by each name.</summary>
    private readonly ConcurrentDictionary<Connection, TcpLink<TMessage>> named = [];

    /// <summary>The last link of each caller.</summary>
    private readonly ConcurrentDictionary<Connection, TcpLink<TMessage>> called = [];

    private TcpTransport(Socket? listener, TcpContext<TMessage> context)
    {
        this.listener = listener;
        this.context = context;
        slots = new(context.Limits);
        sweep = context.Clock.CreateTimer(_ => Sweep(), null, SweepPeriod, SweepPeriod);
    }

    /// <summary>Listens, if it is told where; callers are accepted once the machine runs.</summary>
    /// <param name="wire">Turns streams into messages, called from many threads, in order for each connection; and what callers may take.</param>
    /// <param name="bind">Where partners may call, port 0 for one the system chooses; null for nowhere.</param>
    /// <param name="limits">What partners may cost us.</param>
    /// <param name="clock">Deadlines.</param>
    /// <param name="recorder">Gets all connections as TCP packets; it is not disposed of.</param>
    /// <param name="notify">Hears what the transport did by itself; called from many threads, and must be quick.</param>
    /// <exception cref="IOException">The address is taken or not this machine's; the message says which.</exception>
    public static TcpTransport<TMessage> Create(
        StreamWire<TMessage> wire, IPEndPoint? bind, TcpLimits limits, TimeProvider clock, Recorder? recorder = null,
        Action<TcpNotice>? notify = null) =>
        new(bind is null ? null : Listen(bind), new(wire, limits, clock, recorder, notify, new(bind?.Address)));

    /// <summary>Where partners call; null if nowhere.</summary>
    public IPEndPoint? LocalEndPoint => (IPEndPoint?)listener?.LocalEndPoint;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReceivedInput<TMessage>> ReceiveAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (listener is not null) accepting = AcceptAsync(listener, cancellation);

        await foreach (var arrival in context.Arrivals.Reader.ReadAllAsync(cancellation))
        {
            yield return arrival;
        }
    }

    /// <summary>Bytes sent on a connection that are not written yet; 0 where there is no such connection. From any thread.</summary>
    public long Unwritten(Connection connection) =>
        named.TryGetValue(connection, out var link) ? link.Unwritten : 0;

    /// <summary>Ends when no more bytes than so many are unwritten on a connection; it may end earlier. From any thread.</summary>
    public Task DrainedAsync(Connection connection, long most) =>
        named.TryGetValue(connection, out var link) ? link.DrainedAsync(most) : Task.CompletedTask;

    /// <summary>Stops to read a connection, or goes on. From any thread.</summary>
    public void Hold(Connection connection, bool isHeld)
    {
        if (named.TryGetValue(connection, out var link)) link.Hold(isHeld);
    }

    /// <inheritdoc/>
    public ValueTask SendAsync(Address recipient, TMessage message, CancellationToken cancellation)
    {
        if (recipient is Address.Stream { Item: var name } && context.Known.TryGetValue(name, out var link)) link.Send(context.Wire.Codec.Write.Invoke(message));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Open(Address address)
    {
        if (address is not Address.Stream { Item: var connection }) return;
        var link = new TcpLink<TMessage>(context, connection);
        context.Known.Add(connection, link);

        if (slots.TryCall())
        {
            // Calls leave, and are recorded, in the order the machine makes them.
            _ = Live(link, () => slots.CallAsync(link.RunAsync, link.Written), slots.EndCall);
            return;
        }

        link.Abort(CloseReason.Refused);
        context.Notify?.Invoke(new(TcpEvent.CallOverLimit, ConnectionModule.partner(connection)));
        _ = Live(link, link.RunAsync, () => { });
    }

    /// <inheritdoc/>
    public void HalfClose(Address address)
    {
        if (address is Address.Stream { Item: var connection } && context.Known.TryGetValue(connection, out var link)) link.HalfClose();
    }

    /// <inheritdoc/>
    public void Close(Address address)
    {
        if (address is Address.Stream { Item: var connection } && context.Known.Remove(connection, out var link)) link.Leave();
    }

    /// <summary>Closes all connections in order; what was sent is written, if the partners take it in time.</summary>
    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await accepting;
        listener?.Dispose();
        context.Arrivals.Writer.TryComplete();
        context.Waiting.End();
        foreach (var (link, _) in links) link.Leave();
        await Task.WhenAll(links.Keys.Select(link => link.Written))
            .WaitAsync(context.Limits.Linger, context.Clock)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (link, _) in links) link.Abort(CloseReason.Reset);
        await Task.WhenAll(links.Keys.Select(link => link.Gone));
        await sweep.DisposeAsync();
    }

    /// <summary>.NET lets a listener have the address of one that has ended just now, as servers on Unix do.</summary>
    private static Socket Listen(IPEndPoint bind) =>
        Listening.Open(bind, SocketType.Stream, ProtocolType.Tcp, start: socket => socket.Listen(Backlog));

    private async Task AcceptAsync(Socket listening, CancellationToken cancellation)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(cancellation, ending.Token);
        try
        {
            while (true)
            {
                Socket socket;
                try
                {
                    socket = await listening.AcceptAsync(until.Token);
                }
                catch (SocketException)
                {
                    context.Notify?.Invoke(new(TcpEvent.AcceptFailed, null));
                    await Task.Delay(AcceptPause, context.Clock, until.Token);
                    continue;
                }

                try
                {
                    Welcome(socket);
                }
                catch (SocketException)
                {
                    // The caller was gone before it could be asked for its name; nobody behind it need wait.
                    socket.Dispose();
                }
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
        }
        catch (Exception e)
        {
            context.Arrivals.Writer.TryComplete(e);
        }
    }

    private void Welcome(Socket socket)
    {
        var remote = (IPEndPoint)socket.RemoteEndPoint!;
        var caller = remote.ToEndpoint();
        var name = Connection.NewAccepted(caller, TcpLink<TMessage>.LocalEndpoint(socket));
        context.SourceAddresses.Saw(remote);
        socket.NoDelay = true;

        if (!slots.TryEnter(caller.Host))
        {
            socket.Close(0);
            context.Notify?.Invoke(new(TcpEvent.RefusedOverLimit, caller));
            return;
        }

        var link = new TcpLink<TMessage>(context, name, socket);
        // A caller may use its port again before the machine has been told that the connection before is over.
        var before = called.TryGetValue(name, out var previous) ? previous.Gone : Task.CompletedTask;
        called[name] = link;
        _ = Live(link, () => Task.Run(async () =>
        {
            await before;
            await link.RunAsync();
        }), () =>
        {
            called.TryRemove(new(name, link));
            slots.Leave(caller.Host);
        });
    }

    private async Task Live(TcpLink<TMessage> link, Func<Task> run, Action leave)
    {
        links.TryAdd(link, true);
        named[link.Name] = link;
        try
        {
            await run();
        }
        catch (Exception e)
        {
            context.Arrivals.Writer.TryComplete(e);
        }

        links.TryRemove(link, out _);
        named.TryRemove(new(link.Name, link));
        leave();
    }

    private void Sweep()
    {
        var now = context.Clock.GetTimestamp();
        foreach (var (link, _) in links) link.Expire(now);
    }
}
