using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Which connection a datagram belongs to. Any number of threads may call.</summary>
internal sealed class ConnectionTable
{
    /// <summary>Bytes of an id of ours.</summary>
    public const int IdLength = 8;

    /// <summary>Bytes of a stateless reset token.</summary>
    public const int TokenLength = 16;

    private readonly ConcurrentDictionary<ulong, QuicConnection> own = [];
    private readonly ConcurrentDictionary<InitialId, QuicConnection> initial = [];
    private readonly ConcurrentDictionary<UInt128, QuicConnection> tokens = [];

    /// <summary>The connection that a datagram is for; null where it is unknown.</summary>
    public QuicConnection? Find(ReadOnlySpan<byte> datagram)
    {
        var id = IdOf(datagram);
        if (id.Length == IdLength && own.TryGetValue(Number(id), out var connection)) return connection;
        if (IsLong(datagram)) return id.Length is > 0 and <= NativeCid.Longest && initial.TryGetValue(new(id), out connection) ? connection : null;
        // A stateless reset is addressed to nobody: its last bytes are the token of the connection.
        return datagram.Length > TokenLength && tokens.TryGetValue(Token(datagram[^TokenLength..]), out connection) ? connection : null;
    }

    /// <summary>Whether the datagram begins with a long header. The fixed bit says nothing, for peers may vary it.</summary>
    public static bool IsLong(ReadOnlySpan<byte> datagram) => datagram.Length > 0 && (datagram[0] & 0x80) != 0;

    /// <summary>The id that a datagram is addressed to; empty where it is cut short.</summary>
    public static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> datagram)
    {
        const int lengthAt = 5;
        var start = IsLong(datagram) ? lengthAt + 1 : 1;
        if (datagram.Length < start) return default;
        var length = IsLong(datagram) ? datagram[lengthAt] : IdLength;
        return datagram.Length < start + length ? default : datagram.Slice(start, length);
    }

    public void Add(ReadOnlySpan<byte> id, QuicConnection connection) => own[Number(id)] = connection;

    public void Remove(ReadOnlySpan<byte> id) => own.TryRemove(Number(id), out _);

    /// <summary>The client's first datagrams are addressed to an id of its own choice.</summary>
    public void AddInitial(ReadOnlySpan<byte> id, QuicConnection connection) => initial[new(id)] = connection;

    public void RemoveInitial(ReadOnlySpan<byte> id) => initial.TryRemove(new(id), out _);

    public void AddToken(ReadOnlySpan<byte> token, QuicConnection connection) => tokens[Token(token)] = connection;

    public void RemoveToken(ReadOnlySpan<byte> token) => tokens.TryRemove(Token(token), out _);

    private static ulong Number(ReadOnlySpan<byte> id) => BinaryPrimitives.ReadUInt64BigEndian(id);

    private static UInt128 Token(ReadOnlySpan<byte> token) => BinaryPrimitives.ReadUInt128BigEndian(token);

    /// <summary>An id of 1 to 20 bytes as a key.</summary>
    private readonly record struct InitialId
    {
        private readonly UInt128 first;
        private readonly ulong last;

        public InitialId(ReadOnlySpan<byte> id)
        {
            Span<byte> padded = stackalloc byte[24];
            padded.Clear();
            id.CopyTo(padded);
            padded[^1] = (byte)id.Length;
            first = BinaryPrimitives.ReadUInt128BigEndian(padded);
            last = BinaryPrimitives.ReadUInt64BigEndian(padded[16..]);
        }
    }
}
