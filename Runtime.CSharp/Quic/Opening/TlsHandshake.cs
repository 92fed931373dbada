using System.Text;

namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>What the TLS handshake of a connection tells: the client's random, the suite, the protocols and the certificates.</summary>
internal sealed class TlsHandshake
{
    /// <summary>Bytes of a direction at a level that are read.</summary>
    public const int MaxBytes = 262_144;

    private const int ClientHello = 1;
    private const int ServerHello = 2;
    private const int Certificate = 11;
    private const int ProtocolsExtension = 16;

    private readonly Dictionary<(bool IsClient, PacketLevel Level), (Reassembly Order, List<byte> Bytes)> directions = [];

    /// <summary>In hexadecimal digits.</summary>
    public string? ClientRandom { get; private set; }

    public int? Suite { get; private set; }

    /// <summary>The protocols that the client offers.</summary>
    public IReadOnlyList<string> Protocols { get; private set; } = [];

    public IReadOnlyList<ReadOnlyMemory<byte>> ClientCertificates { get; private set; } = [];

    public IReadOnlyList<ReadOnlyMemory<byte>> ServerCertificates { get; private set; } = [];

    public void Add(bool isClient, PacketLevel level, long offset, ReadOnlySpan<byte> bytes)
    {
        if (level == PacketLevel.Application || offset + bytes.Length > MaxBytes) return;
        if (!directions.TryGetValue((isClient, level), out var direction))
            directions[(isClient, level)] = direction = (new(), []);
        direction.Bytes.AddRange(direction.Order.Add(offset, bytes, isLast: false, 0));
        while (direction.Bytes.Count >= 4)
        {
            var length = (direction.Bytes[1] << 16) | (direction.Bytes[2] << 8) | direction.Bytes[3];
            if (direction.Bytes.Count < 4 + length) break;
            Read(isClient, direction.Bytes[0], [.. direction.Bytes.GetRange(4, length)]);
            direction.Bytes.RemoveRange(0, 4 + length);
        }
    }

    private void Read(bool isClient, int type, byte[] body)
    {
        switch (type)
        {
            case ClientHello when isClient:
                ReadClientHello(new(body));
                break;
            case ServerHello when !isClient:
                var hello = new QuicBytes(body);
                hello.Take(2 + 32);
                hello.WithLength(1);
                var suite = (int)hello.Fixed(2);
                if (!hello.IsFailed) Suite = suite;
                break;
            case Certificate:
                var certificates = ReadCertificates(new(body));
                if (isClient) ClientCertificates = certificates; else ServerCertificates = certificates;
                break;
        }
    }

    private void ReadClientHello(QuicBytes hello)
    {
        hello.Take(2);
        var random = Convert.ToHexString(hello.Take(32));
        hello.WithLength(1);
        hello.WithLength(2);
        hello.WithLength(1);
        var extensions = new QuicBytes(hello.WithLength(2));
        if (hello.IsFailed) return;
        ClientRandom = random;
        while (extensions.Length > 0)
        {
            var type = extensions.Fixed(2);
            var value = new QuicBytes(extensions.WithLength(2));
            if (type == ProtocolsExtension) Protocols = ReadProtocols(new(value.WithLength(2)));
        }
    }

    private static List<string> ReadProtocols(QuicBytes names)
    {
        var found = new List<string>();
        while (names.Length > 0) found.Add(Encoding.ASCII.GetString(names.WithLength(1)));
        return found;
    }

    private static List<ReadOnlyMemory<byte>> ReadCertificates(QuicBytes body)
    {
        body.WithLength(1);
        var list = new QuicBytes(body.WithLength(3));
        var found = new List<ReadOnlyMemory<byte>>();
        while (list.Length > 0)
        {
            found.Add(list.WithLength(3).ToArray());
            list.WithLength(2);
        }
        return found;
    }
}
