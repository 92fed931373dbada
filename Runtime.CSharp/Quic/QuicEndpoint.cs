using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace PeerFunctional.Runtime.Quic;

/// <summary>A socket, its loop that receives, and its connections.</summary>
internal sealed class QuicEndpoint : IQuicEndpoint
{
    /// <summary>Datagrams after which their connections answer, even where more have come.</summary>
    private const int Turn = 64;

    private readonly ConnectionAcceptor acceptor;
    private readonly ConcurrentDictionary<QuicConnection, byte> connections = [];
    private readonly Channel<QuicConnection> accepted = Channel.CreateUnbounded<QuicConnection>();
    private readonly CancellationTokenSource stopping = new();
    private readonly Task receiving;
    private readonly List<QuicConnection> touched = [];
    private int isDisposed;

    public QuicEndpoint(NativeLibraries libraries, QuicOptions options)
    {
        options.Check();
        Libraries = libraries;
        Options = options;
        Credentials = new(libraries.GnuTls, options);
        Socket = new(options.LocalEndPoint, options.Recorder);
        Resets = new(libraries.Ngtcp2, options);
        acceptor = new(libraries, this, Socket, options, Resets);
        receiving = Task.Run(ReceiveAsync);
    }

    public NativeLibraries Libraries { get; }

    public QuicOptions Options { get; }

    public TlsCredentials Credentials { get; }

    public QuicSocket Socket { get; }

    public ConnectionTable Table { get; } = new();

    public ResetTokens Resets { get; }

    public IPEndPoint LocalEndPoint => Socket.LocalEndPoint;

    public async Task<IQuicConnection> DialAsync(
        IPEndPoint remote,
        Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateAnswer>? judge = null,
        CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref isDisposed) != 0, this);
        if (remote.AddressFamily != Socket.Family || remote.Port == 0)
            throw new ArgumentException($"{remote} is not an address that {LocalEndPoint} can dial", nameof(remote));
        cancellation.ThrowIfCancellationRequested();
        var connection = Dial(remote, judge ?? Options.Judge);
        try
        {
            await connection.Confirmed.WaitAsync(cancellation);
            return connection;
        }
        catch (OperationCanceledException)
        {
            await connection.CloseAsync();
            throw;
        }
    }

    public async ValueTask<IQuicConnection?> AcceptAsync(CancellationToken cancellation = default)
    {
        if (!Options.Listens) throw new InvalidOperationException("this endpoint only dials");
        while (await accepted.Reader.WaitToReadAsync(cancellation))
        {
            if (accepted.Reader.TryRead(out var connection)) return connection;
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0) return;
        await stopping.CancelAsync();
        await receiving;
        foreach (var connection in connections.Keys) connection.Abandon();
        Socket.Dispose();
        Credentials.Dispose();
        accepted.Writer.TryComplete();
        stopping.Dispose();
    }

    /// <summary>Begins a connection of a client's first datagram.</summary>
    public QuicConnection Begin(
        in ConnectionStart start, NativeCid initialId, in DatagramPath path,
        Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateAnswer> judge)
    {
        var connection = new QuicConnection(this, start, path, judge);
        connection.AddInitial(initialId);
        connections.TryAdd(connection, 0);
        return connection;
    }

    /// <summary>A client's first message came in the wrong order: it has to prove its address.</summary>
    public void Retry(ReadOnlySpan<byte> datagram, in DatagramPath path) => acceptor.Retry(datagram, path);

    /// <summary>A client's handshake is complete.</summary>
    public void Established(QuicConnection connection)
    {
        acceptor.Admissions.Established();
        accepted.Writer.TryWrite(connection);
    }

    /// <summary>A connection is over.</summary>
    public void Ended(QuicConnection connection, QuicEnd end, bool wasEstablished)
    {
        connections.TryRemove(connection, out _);
        if (connection.IsDialer) return;
        acceptor.Admissions.Leave(connection.RemoteAddress, wasEstablished);
        if (!wasEstablished && end is { Kind: QuicEndKind.FailedHere, Alert: not null }) Options.Refused?.Invoke(connection.RemoteEndPoint, end);
    }

    private QuicConnection Dial(IPEndPoint remote, Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateAnswer> judge)
    {
        const int firstIdLength = 18;
        var start = new ConnectionStart
        {
            PeerId = NativeCid.Of(RandomNumberGenerator.GetBytes(firstIdLength)),
            OwnId = NativeCid.Of(RandomNumberGenerator.GetBytes(ConnectionTable.IdLength)),
        };
        var connection = new QuicConnection(this, start, new(Socket.Local, remote.Serialize()), judge);
        connections.TryAdd(connection, 0);
        connection.Start();
        if (Volatile.Read(ref isDisposed) != 0) connection.Abandon();
        return connection;
    }

    /// <summary>Gives datagrams to their connections, which answer once no more have come.</summary>
    private async Task ReceiveAsync()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(QuicSocket.LongestDatagram, pinned: true);
        var path = new DatagramPath(Socket.Local.With(Socket.Local.Bytes()), new(Socket.Family));
        var glanced = new SocketAddress(Socket.Family);
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                while (TakeTurn(buffer, path)) FlushTouched();
                FlushTouched();
                await Socket.ReadableAsync(glanced, stopping.Token);
            }
            catch (SocketException)
            {
                // An answer of the network to an earlier datagram; the next one may be well.
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Takes some of the datagrams that are there; false where none is left.</summary>
    private bool TakeTurn(Span<byte> buffer, in DatagramPath path)
    {
        for (var count = 0; count < Turn;)
        {
            var received = Socket.Receive(buffer, path, out var length);
            if (received < 0) return false;
            for (var start = 0; start < received; start += length, count++)
                Route(buffer[start..Math.Min(received, start + length)], path);
        }

        return true;
    }

    private void Route(ReadOnlySpan<byte> datagram, in DatagramPath path)
    {
        if (datagram.IsEmpty) return;
        Socket.Record(isSent: false, datagram, path);
        var connection = Table.Find(datagram) ?? (Options.Listens ? acceptor.Take(datagram, path) : null);
        if (connection is null) return;
        connection.Receive(datagram, path.Remote);
        if (connection.IsTouched) return;
        connection.IsTouched = true;
        touched.Add(connection);
    }

    private void FlushTouched()
    {
        foreach (var connection in touched)
        {
            connection.IsTouched = false;
            connection.Flush();
        }

        touched.Clear();
    }
}
