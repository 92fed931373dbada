using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using PeerFunctional.Runtime.Crypto;
using PeerFunctional.Runtime.Quic;
using PeerFunctional.Runtime.Systems.Libp2p;

namespace PeerFunctional.Benchmarks;

/// <summary>QUIC endpoints that carry bytes alone: one reads every stream to its end and answers how many bytes there were.</summary>
internal static class StreamSink
{
    /// <summary>An endpoint on loopback with a libp2p certificate, which accepts every peer.</summary>
    public static IQuicEndpoint Open(bool listens)
    {
        var signatures = new Ed25519();
        var identity = Identity.Draw(signatures);
        using var certificate = HostCertificate.Create(signatures, identity.Seed, identity.Key);
        return QuicTransport.Open(new()
        {
            Protocols = ["libp2p"],
            Certificate = certificate.Der,
            PrivateKey = certificate.Key.ExportPkcs8PrivateKey(),
            Judge = _ => CertificateAnswer.Accepted,
            LocalEndPoint = new(IPAddress.Loopback, 0),
            Listens = listens,
        });
    }

    /// <summary>Serves until the endpoint is disposed.</summary>
    public static async Task ServeAsync(IQuicEndpoint endpoint)
    {
        while (await endpoint.AcceptAsync() is { } connection) _ = ServeAsync(connection);
    }

    /// <summary>Sends so many bytes on a stream of its own, and waits for the answer.</summary>
    /// <exception cref="IOException">Not all of them arrived.</exception>
    public static async Task PourAsync(IQuicConnection connection, long bytes, CancellationToken cancellation)
    {
        var stream = await connection.OpenStreamAsync(cancellation);
        var chunk = new byte[65_536];
        for (var left = bytes; left > 0; left -= chunk.Length)
            await stream.Output.WriteAsync(chunk.AsMemory(0, (int)Math.Min(left, chunk.Length)), cancellation);
        await stream.Output.CompleteAsync();
        var answer = await stream.Input.ReadAtLeastAsync(sizeof(long), cancellation);
        var arrived = BinaryPrimitives.ReadInt64LittleEndian(answer.Buffer.ToArray());
        await stream.Input.CompleteAsync();
        if (arrived != bytes) throw new IOException($"{arrived:N0} of {bytes:N0} bytes arrived");
    }

    private static async Task ServeAsync(IQuicConnection connection)
    {
        while (await connection.AcceptStreamAsync() is { } stream) _ = CountAsync(stream);
    }

    private static async Task CountAsync(IQuicStream stream)
    {
        var count = 0L;
        while (true)
        {
            var read = await stream.Input.ReadAsync();
            count += read.Buffer.Length;
            stream.Input.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) break;
        }

        BinaryPrimitives.WriteInt64LittleEndian(stream.Output.GetSpan(sizeof(long)), count);
        stream.Output.Advance(sizeof(long));
        await stream.Output.CompleteAsync();
        await stream.Input.CompleteAsync();
    }
}
