using System.Net;
using System.Net.Sockets;

namespace PeerFunctional.Runtime.Quic;

/// <summary>The UDP socket of an endpoint. Any number of threads may send.</summary>
internal sealed class QuicSocket : IDisposable
{
    /// <summary>Longest datagram that is sent or received.</summary>
    public const int LongestDatagram = 65_536;

    private const int WantedBuffer = 4_194_304;
    private const int IpMtuDiscover = 10;
    private const int Ip6MtuDiscover = 23;
    private const int Probe = 3;

    private readonly Socket socket;
    private readonly QuicRecorder? recorder;
    private readonly byte[] glance = new byte[1];
    private readonly bool isEverywhere;
    private volatile bool isSegmenting = true;

    /// <summary>Binds the socket; throws <see cref="SocketException"/> where the address is in use or not ours.</summary>
    public QuicSocket(IPEndPoint local, QuicRecorder? recorder)
    {
        this.recorder = recorder;
        socket = new(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.ReceiveBufferSize = WantedBuffer;
            socket.SendBufferSize = WantedBuffer;
            DoNotFragment(local.AddressFamily == AddressFamily.InterNetworkV6);
            SegmentedDatagrams.Enable(socket);
            isEverywhere = local.Address.Equals(IPAddress.Any) || local.Address.Equals(IPAddress.IPv6Any);
            if (isEverywhere) LocalAddress.Enable(socket);
            socket.Bind(local);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        LocalEndPoint = (IPEndPoint)socket.LocalEndPoint!;
        Local = LocalEndPoint.Serialize();
    }

    public IPEndPoint LocalEndPoint { get; }

    /// <summary>The same, as the system writes it.</summary>
    public SocketAddress Local { get; }

    public AddressFamily Family => LocalEndPoint.AddressFamily;

    /// <summary>Waits until a datagram is there.</summary>
    public async ValueTask ReadableAsync(SocketAddress sender, CancellationToken cancellation) =>
        await socket.ReceiveFromAsync(glance, SocketFlags.Peek, sender, cancellation);

    /// <summary>
    /// Takes datagrams of one sender, each of <paramref name="length"/> bytes but the last, which may be shorter; answers their bytes
    /// together, or -1 where none is there. The path gets their addresses.
    /// </summary>
    public int Receive(Span<byte> buffer, in DatagramPath path, out int length) =>
        SegmentedDatagrams.Receive(socket.SafeHandle, buffer, path, out length);

    /// <summary>Sends a datagram, or loses it: the protocol repairs what a full or refusing network costs.</summary>
    public void Send(ReadOnlySpan<byte> datagram, in DatagramPath path) => Send(datagram, datagram.Length, path);

    /// <summary>Sends datagrams of so many bytes each, the last of which may be shorter; in one call where the system can do it.</summary>
    public void Send(ReadOnlySpan<byte> datagrams, int length, in DatagramPath path)
    {
        var isSent = datagrams.Length > length && isSegmenting && TrySend(datagrams, length, path);
        for (; !datagrams.IsEmpty; datagrams = datagrams[Math.Min(length, datagrams.Length)..])
        {
            var datagram = datagrams[..Math.Min(length, datagrams.Length)];
            if (!isSent) SendOne(datagram, path);
            Record(isSent: true, datagram, path);
        }
    }

    /// <summary>Tells the recorder of a datagram.</summary>
    public void Record(bool isSent, ReadOnlySpan<byte> datagram, in DatagramPath path) =>
        recorder?.Invoke(isSent, EndPointOf(path.Local), EndPointOf(path.Remote), datagram);

    public IPEndPoint EndPointOf(SocketAddress address) => (IPEndPoint)LocalEndPoint.Create(address);

    /// <summary>Begins the datagrams of one connection.</summary>
    public DatagramBatch Begin(in DatagramPath path) => new(this, path);

    public void Dispose() => socket.Dispose();

    private void SendOne(ReadOnlySpan<byte> datagram, in DatagramPath path)
    {
        try
        {
            if (isEverywhere) _ = SegmentedDatagrams.Send(socket.SafeHandle, datagram, datagram.Length, path, from: true);
            else socket.SendTo(datagram, SocketFlags.None, path.Remote);
        }
        catch (SocketException)
        {
            // Lost: too long for the path, no buffer, no route.
        }
        catch (ObjectDisposedException)
        {
            // Lost with the socket.
        }
    }

    private bool TrySend(ReadOnlySpan<byte> datagrams, int length, in DatagramPath path)
    {
        const int full = 11, tooLong = 90, noBuffer = 105; // EAGAIN, EMSGSIZE, ENOBUFS
        try
        {
            var error = SegmentedDatagrams.Send(socket.SafeHandle, datagrams, length, path, from: isEverywhere);
            // Any other error means that the system or its network card cannot do it.
            isSegmenting = error is 0 or full or tooLong or noBuffer;
            return error == 0;
        }
        catch (ObjectDisposedException)
        {
            return true; // lost with the socket
        }
    }

    /// <summary>Probes for the longest datagram must arrive whole or not at all.</summary>
    private void DoNotFragment(bool isVersion6)
    {
        const int ip = 0, ip6 = 41;
        ReadOnlySpan<byte> probe = [Probe, 0, 0, 0];
        if (isVersion6) socket.SetRawSocketOption(ip6, Ip6MtuDiscover, probe);
        else socket.SetRawSocketOption(ip, IpMtuDiscover, probe);
    }
}
