using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PeerFunctional.Kernel;
using PeerFunctional.Runtime.Hosting;

namespace PeerFunctional.Runtime.Quic;

/// <summary>One connection with its streams, from the dial or the caller's handshake to the end.</summary>
/// <param name="context">What it shares with others.</param>
/// <param name="name">How the machine names it.</param>
/// <param name="accepted">A caller's connection; null for a dial of ours.</param>
internal sealed class SubstreamLink<TMessage>(SubstreamContext<TMessage> context, Connection name, IQuicConnection? accepted = null)
{
    private readonly Lock gate = new();
    private readonly Address address = Address.NewStream(name);
    private readonly CancellationTokenSource dialing = new();
    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The streams that the machine knows of. Only ever looked at in its turn.</summary>
    private readonly Dictionary<long, Substream<TMessage>> known = [];

    /// <summary>Every stream that is not over yet, with what ends when it is.</summary>
    private readonly ConcurrentDictionary<Substream<TMessage>, Task> alive = [];

    private IQuicConnection? connection = accepted;
    private QuicFarewell farewell = new(0, "");
    private volatile bool isLeft;

    public Connection Name => name;

    /// <summary>Whether the machine has closed the connection.</summary>
    public bool IsLeft => isLeft;

    /// <summary>Ends when the connection is over and the machine has been told.</summary>
    public Task Gone => gone.Task;

    /// <summary>Lives through the connection, after <paramref name="before"/> where the caller had one by the same name.</summary>
    public async Task RunAsync(IQuicEndpoint endpoint, SubstreamLink<TMessage>? before = null)
    {
        try
        {
            if (before is not null) await before.Gone;
            if (connection is { } established) await LiveAsync(established);
            else await DialAsync(endpoint);
        }
        finally
        {
            gone.SetResult();
        }
    }

    /// <summary>Says something on the connection itself: it is closed by what it says, or TLS has said it already. In the machine's turn.</summary>
    public void Say(TMessage message)
    {
        if (context.Binding.Write(message) is { } words) farewell = words;
    }

    /// <summary>Opens our next stream. In the machine's turn.</summary>
    public void Open(long number)
    {
        if (connection is not { } established) return;
        var substream = new Substream<TMessage>(context, this, number);
        known[number] = substream;
        Carry(substream, established.OpenStreamAsync());
    }

    /// <summary>The stream of this number, if the machine has not closed it. In the machine's turn.</summary>
    public Substream<TMessage>? Find(long number) => known.GetValueOrDefault(number);

    /// <summary>The machine is done with a stream. In its turn.</summary>
    public void Close(long number)
    {
        if (known.Remove(number, out var substream)) substream.Leave();
    }

    /// <summary>The machine hears no more of a stream. In its turn.</summary>
    public void Forget(Substream<TMessage> substream) => known.Remove(substream.Number);

    /// <summary>The machine is done with the connection: what was sent still arrives, then it closes.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (isLeft) return;
            isLeft = true;
            if (connection is { } established) _ = CloseAsync(established);
            else dialing.Cancel();
        }
    }

    /// <summary>Ends the connection because one of its streams cannot be told from another.</summary>
    public void Fail(string reason)
    {
        lock (gate)
            if (connection is { } established) _ = established.CloseAsync(reason: reason);
    }

    /// <summary>Ends the connection because its caller has made another one from the same address.</summary>
    public void Replace()
    {
        lock (gate)
            if (connection is { } established) _ = established.CloseAsync();
    }

    private async Task DialAsync(IQuicEndpoint endpoint)
    {
        CertificateRefusal? refusal = null;
        try
        {
            // The caller's thread is the machine's.
            await Task.Yield();
            var dialed = await endpoint.DialAsync(Target(), Judge, dialing.Token);
            lock (gate)
            {
                connection = dialed;
                if (isLeft) _ = CloseAsync(dialed);
            }

            await LiveAsync(dialed);
        }
        catch (OperationCanceledException)
        {
            // The machine left before the handshake was over.
        }
        catch (Exception e) when (e is QuicException or ArgumentException or SocketException or ObjectDisposedException)
        {
            if (refusal is not null) await context.TellAsync(new ReceivedInput<TMessage>.Malformed(address, refusal.Fault) { Admit = IsHeard });
            else if (e is QuicException { End: var end }) await TellWordsAsync(end);
            var reason = e is QuicException { End.Kind: QuicEndKind.HandshakeTimedOut or QuicEndKind.Idle } ? CloseReason.TimedOut : CloseReason.Refused;
            await context.TellAsync(new ReceivedInput<TMessage>.Closed(address, reason) { Admit = Forget });
        }

        CertificateAnswer Judge(IReadOnlyList<ReadOnlyMemory<byte>> certificates)
        {
            refusal = context.Binding.Judge(certificates);
            return refusal is null ? CertificateAnswer.Accepted : CertificateAnswer.Refused(refusal.Alert, refusal.Fault.Detail);
        }
    }

    private async Task LiveAsync(IQuicConnection established)
    {
        await context.TellAsync(new ReceivedInput<TMessage>.Opened(address) { Admit = name.IsAccepted ? Meet : IsHeard });
        await context.TellAsync(
            new ReceivedInput<TMessage>.Received(address, context.Binding.Prove(established.PeerCertificate)) { Admit = IsHeard });
        while (await established.AcceptStreamAsync() is { } stream)
        {
            var substream = new Substream<TMessage>(context, this, stream.Id);
            await context.TellAsync(new ReceivedInput<TMessage>.Opened(Address.NewSubstream(name, stream.Id)) { Admit = () => Meet(substream) });
            Carry(substream, Task.FromResult(stream));
        }

        var end = await established.Closed;
        foreach (var (substream, _) in alive) substream.Abandon();
        // What came before the end is heard first.
        await Task.WhenAll(alive.Values);
        await TellWordsAsync(end);
        await context.TellAsync(new ReceivedInput<TMessage>.Closed(address, ReasonOf(end)) { Admit = Forget });
    }

    private async ValueTask TellWordsAsync(QuicEnd end)
    {
        foreach (var message in context.Binding.Read(end)) await context.TellAsync(new ReceivedInput<TMessage>.Received(address, message) { Admit = IsHeard });
    }

    private void Carry(Substream<TMessage> substream, Task<IQuicStream> opening)
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        alive.TryAdd(substream, running.Task);
        if (isLeft) substream.Leave();
        _ = RunAsync();

        async Task RunAsync()
        {
            try
            {
                await substream.RunAsync(opening);
            }
            catch (Exception e)
            {
                context.Arrivals.Writer.TryComplete(e);
            }

            alive.TryRemove(substream, out _);
            running.SetResult();
        }
    }

    private async Task CloseAsync(IQuicConnection established)
    {
        foreach (var (substream, _) in alive) substream.Leave();
        var options = context.Binding.Options;
        await Task.WhenAll(alive.Keys.Select(substream => substream.Written))
            .WaitAsync(options.CloseWait, options.Time)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await established.CloseAsync(farewell.Code, afterAcknowledged: true, farewell.Reason);
    }

    private IPEndPoint Target()
    {
        var target = ConnectionModule.partner(name);
        return IPAddress.TryParse(target.Host, out var host) && target.Port is > 0 and <= ushort.MaxValue
            ? new(host, target.Port)
            : throw new ArgumentException($"{target} is not an address");
    }

    private static CloseReason ReasonOf(QuicEnd end) => end.Kind switch
    {
        QuicEndKind.ClosedByPeer => CloseReason.ClosedByPartner,
        QuicEndKind.Idle => CloseReason.TimedOut,
        _ => CloseReason.Reset,
    };

    private bool IsHeard() => !isLeft;

    private bool Meet() => !isLeft && context.Known.TryAdd(name, this);

    private bool Meet(Substream<TMessage> substream) => !isLeft && known.TryAdd(substream.Number, substream);

    private bool Forget()
    {
        if (isLeft) return false;
        context.Known.Remove(name);
        isLeft = true;
        return true;
    }
}
