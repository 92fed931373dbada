using System.Net;

namespace PeerFunctional.Runtime.Quic;

/// <summary>
/// A connection: <c>QuicConnection.Callbacks.cs</c> has what ngtcp2 asks of us, <c>QuicConnection.Closing.cs</c> how it ends. One lock
/// guards it, the streams and the native connection, which is gone once <see cref="native"/> is null.
/// </summary>
internal sealed partial class QuicConnection : IQuicConnection, IThreadPoolWorkItem
{
    private readonly Lock gate = new();
    private readonly QuicEndpoint endpoint;
    private readonly QuicOptions options;
    private readonly Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateAnswer> judge;
    private readonly ConnectionIds ids;
    private readonly ConnectionTimer timer;
    private readonly PacketWriter writer;
    private readonly TaskCompletionSource<QuicEnd> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NativeConnection? native;
    private DatagramPath path;
    private long uncredited;
    private bool isQueued;
    private bool isEstablished;

    /// <summary>Begins a connection, of which nothing is sent yet.</summary>
    public QuicConnection(
        QuicEndpoint endpoint, in ConnectionStart start, in DatagramPath path,
        Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateAnswer> judge)
    {
        this.endpoint = endpoint;
        this.judge = judge;
        options = endpoint.Options;
        this.path = path.Copy();
        RemoteAddress = RemoteEndPoint.Address;
        IsDialer = start.Server is null;
        ids = new(endpoint.Table, this);
        Streams = new(this, options);
        writer = new(Streams, endpoint.Socket);
        timer = new(options.Time, Wake);
        lock (gate)
        {
            native = new(endpoint.Libraries, endpoint.Credentials, this, options, start, this.path);
            ids.Add(start.OwnId.ToArray());
        }
    }

    public IPEndPoint RemoteEndPoint
    {
        get
        {
            lock (gate) return endpoint.Socket.EndPointOf(path.Remote);
        }
    }

    public IPEndPoint LocalEndPoint => endpoint.Socket.EndPointOf(path.Local);

    public bool IsDialer { get; }

    public ReadOnlyMemory<byte> PeerCertificate { get; private set; }

    public Task<QuicEnd> Closed => closed.Task;

    /// <summary>The address that counts against the limit of its connections.</summary>
    public IPAddress RemoteAddress { get; }

    public ConnectionStreams Streams { get; }

    /// <summary>Ends once the listener has accepted the dialer, or fails with why it did not.</summary>
    public Task Confirmed => confirmed.Task;

    /// <summary>Whether the receiving loop has given it datagrams of this turn; its alone.</summary>
    public bool IsTouched { get; set; }

    public async Task<IQuicStream> OpenStreamAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource<IQuicStream> opening;
        lock (Enter())
        {
            if (native is null) throw new QuicException(closed.Task.Result);
            opening = Streams.Open();
        }

        await using var cancelling = cancellation.UnsafeRegister(
            static (opening, reason) => ((TaskCompletionSource<IQuicStream>)opening!).TrySetCanceled(reason), opening);
        return await opening.Task;
    }

    public async ValueTask<IQuicStream?> AcceptStreamAsync(CancellationToken cancellation = default)
    {
        while (await Streams.Accepted.WaitToReadAsync(cancellation))
        {
            if (!Streams.Accepted.TryRead(out var stream)) continue;
            lock (gate)
            {
                stream.IsAccepted = true;
                if (stream.IsClosed && native is not null)
                {
                    ExtendStreams();
                    Pump();
                }
            }

            return stream;
        }

        return null;
    }

    /// <summary>The lock, for a caller that is no callback of this connection: ngtcp2 cannot be entered again from one.</summary>
    public Lock Enter() =>
        gate.IsHeldByCurrentThread
            ? throw new InvalidOperationException("a callback of a connection may not call the connection")
            : gate;

    /// <summary>Sends the first datagram of a dialer.</summary>
    public void Start()
    {
        lock (gate) Pump();
    }

    /// <summary>Adds the id that a client's first datagrams are addressed to.</summary>
    public void AddInitial(NativeCid id)
    {
        lock (gate) ids.AddInitial(id.ToArray());
    }

    /// <summary>Takes a datagram; <see cref="Flush"/> answers it.</summary>
    public void Receive(ReadOnlySpan<byte> datagram, SocketAddress sender)
    {
        lock (gate)
        {
            if (native is null)
            {
                if (closing?.IsDue() == true) endpoint.Socket.Send(closing.Datagram, path);
                return;
            }

            var result = native.Read(datagram, sender);
            if (result == 0)
            {
                if (!native.Remote.SequenceEqual(path.Remote.Bytes())) path = path.To(native.Remote);
            }
            else if (result == native.Layout.Retry)
            {
                endpoint.Retry(datagram, new(path.Local, sender));
                Finish(new(QuicEndKind.FailedHere, 0, "the client has to prove its address first"), reply: null, lingers: false);
            }
            else
            {
                React(result);
            }
        }
    }

    /// <summary>Sends what the received datagrams call for, and shows readers what came.</summary>
    public void Flush()
    {
        lock (gate)
        {
            if (native is null) return;
            Streams.UnblockAll();
            Pump();
        }
    }

    /// <summary>Goes on with a long burst.</summary>
    public void Execute()
    {
        lock (gate)
        {
            isQueued = false;
            Pump();
        }
    }

    /// <summary>Sends what a stream has.</summary>
    public void Send(QuicStream stream)
    {
        Streams.MarkReady(stream);
        Pump();
    }

    /// <summary>
    /// Sends what can be sent now, and sets the timer. The caller holds the lock, and is no callback of ngtcp2.
    /// </summary>
    public void Pump()
    {
        if (native is null) return;
        var error = writer.Write(native, path, paces: isEstablished, out var isMore);
        if (error != 0)
        {
            React(error);
            return;
        }

        Streams.ShowNews();
        timer.Arm(native.Expiry, native.Now);
        if (acknowledged is not null && Streams.AreAcknowledged) acknowledged.TrySetResult();
        if (!isMore || isQueued) return;
        isQueued = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>A reader consumed bytes: the peer may send as many again, in lumps, on the connection and on the stream.</summary>
    public void Credit(QuicStream stream, long bytes, long streamBytes)
    {
        const int lumps = 8;
        if (Interlocked.Add(ref uncredited, bytes) < options.ConnectionWindow / lumps && streamBytes == 0) return;
        lock (Enter())
        {
            CreditNow(stream, 0, streamBytes);
            Pump();
        }
    }

    /// <summary>The same at once and with the lock held; something is sent later.</summary>
    public void CreditNow(QuicStream stream, long bytes, long streamBytes)
    {
        if (native is null) return;
        native.ExtendData(Interlocked.Exchange(ref uncredited, 0) + bytes);
        if (!stream.IsClosed) native.ExtendStream(stream.Id, streamBytes);
    }

    public void Reset(QuicStream stream, long code)
    {
        lock (Enter())
        {
            stream.Sending.Stop();
            if (native is null || stream.IsClosed) return;
            native.ShutdownWrite(stream.Id, code);
            Pump();
        }
    }

    public void StopReading(QuicStream stream, long code)
    {
        lock (Enter())
        {
            if (native is not null && !stream.IsClosed) native.ShutdownRead(stream.Id, code);
            stream.Receiving.Discard();
            Pump();
        }
    }

    /// <summary>Ends a stream that nobody waits for any more. The caller holds the lock.</summary>
    public void GiveUp(QuicStream stream)
    {
        stream.Sending.End();
        stream.Receiving.Discard();
        Streams.MarkReady(stream);
    }

    private void Wake()
    {
        lock (gate)
        {
            timer.Fired();
            if (native is null)
            {
                ids.Clear();
                timer.Dispose();
                return;
            }

            var result = native.Expiry <= native.Now ? native.HandleExpiry() : 0;
            if (result != 0) React(result);
            else Pump();
        }
    }
}
