using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PeerFunctional.Benchmarks;

/// <summary>
/// A plain copy from one UDP socket to another on loopback, in datagrams as long as those of QUIC, which leave and arrive many in a
/// system call, as QUIC's do. The receiver says what it has, so that nothing is lost.
/// </summary>
internal static class PlainDatagrams
{
    private const int Udp = 17, Segment = 103, Coalesce = 104;
    private const int Length = 1_452;
    private const int Together = 44 * Length;
    private const int Window = 16 * Together;
    private const int Buffers = 4_194_304;
    private const int Patience = 5_000;

    /// <summary>The seconds from the first datagram sent to the last one read.</summary>
    /// <exception cref="IOException">A datagram was lost.</exception>
    public static async Task<double> CopyAsync(long bytes)
    {
        using var sender = Open();
        using var receiver = Open();
        sender.Connect(receiver.LocalEndPoint!);
        receiver.Connect(sender.LocalEndPoint!);
        sender.SetRawSocketOption(Udp, Segment, BitConverter.GetBytes(Length));
        receiver.SetRawSocketOption(Udp, Coalesce, BitConverter.GetBytes(1));
        var started = Stopwatch.GetTimestamp();
        try
        {
            await Task.WhenAll(Task.Run(() => Send(sender, bytes)), Task.Run(() => Receive(receiver, bytes)));
        }
        catch (SocketException e)
        {
            throw new IOException($"the plain copy failed: {e.Message}", e);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static void Send(Socket socket, long bytes)
    {
        var datagrams = new byte[Together];
        Span<byte> word = stackalloc byte[sizeof(long)];
        var arrived = 0L;
        for (var sent = 0L; sent < bytes;)
        {
            for (; sent - arrived >= Window; arrived = BinaryPrimitives.ReadInt64LittleEndian(word)) socket.Receive(word);
            sent += socket.Send(datagrams.AsSpan(0, (int)Math.Min(Together, bytes - sent)));
        }
    }

    private static void Receive(Socket socket, long bytes)
    {
        var buffer = new byte[ushort.MaxValue + 1];
        Span<byte> word = stackalloc byte[sizeof(long)];
        var told = 0L;
        for (var arrived = 0L; arrived < bytes;)
        {
            arrived += socket.Receive(buffer);
            if (arrived - told < Window / 4) continue;
            told = arrived;
            BinaryPrimitives.WriteInt64LittleEndian(word, told);
            socket.Send(word);
        }
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)
        {
            ReceiveBufferSize = Buffers,
            SendBufferSize = Buffers,
            ReceiveTimeout = Patience,
        };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
