using PeerFunctional.Capture;
using PeerFunctional.Kernel;
using PeerFunctional.Libp2p;

namespace PeerFunctional.Runtime.Quic.Opening;

/// <summary>Finds the QUIC connections of libp2p in captured datagrams and opens their packets by TLS secrets.</summary>
/// <param name="secrets">The secrets of any of the connections.</param>
/// <param name="most">Bytes of all streams that are kept; what follows counts as missing.</param>
public sealed class QuicCapture(TlsSecrets secrets, long most = QuicCapture.MaxBytes)
{
    /// <summary>Bytes of streams of a capture that are kept unless another bound is given: 256 MiB.</summary>
    public const long MaxBytes = 268_435_456;

    /// <summary>Connections of a capture that are read; further ones are passed over.</summary>
    public const int MaxConnections = 10_000;

    /// <summary>Connection ids of a capture that are known; further ones are passed over.</summary>
    public const int MaxIds = 1_000_000;

    /// <summary>Datagrams that wait for the beginning of their connection: a recorder may see an answer before what it answers.</summary>
    private const int MaxEarly = 64;

    private const int MaxIdLength = 20;
    private const uint Version1 = 1;

    private readonly List<OpenedConnection> connections = [];
    private readonly Dictionary<string, (OpenedConnection Connection, bool IsOfClient)> ids = [];
    private readonly Dictionary<(Endpoint, Endpoint), OpenedConnection> paths = [];
    private readonly SortedSet<int> idLengths = [];
    private readonly List<(Datagram Datagram, long Frame, long Time)> early = [];
    private readonly ByteBudget budget = new(most);
    private IpReassembly fragments = IpReassemblyModule.empty;
    private long frames;
    private long lastTime;
    private long unordered;

    /// <summary>Takes the secrets of a block, if it holds some. They open what is taken afterwards.</summary>
    public void Learn(Block block)
    {
        if (block is Block.Secrets { Item: var log }) secrets.Add(log.Span);
    }

    /// <summary>Takes the next block of a capture.</summary>
    public void Take(Block block)
    {
        if (block is not Block.Captured { Item: var captured }) return;
        frames++;
        if (captured.Time.IsSome)
        {
            if (captured.Time.Value < lastTime && unordered == 0) unordered = frames;
            lastTime = captured.Time.Value;
        }
        if (CaptureModule.isSegment(captured)) return;
        (fragments, var transport) = CaptureModule.transport(captured, fragments);
        if (transport is { IsOk: true, ResultValue: { IsSome: true, Value: TransportLayer.Udp { Item: var datagram } } }) Take(datagram, frames, lastTime);
    }

    /// <summary>Takes the next datagram.</summary>
    /// <param name="datagram">A datagram of any protocol.</param>
    /// <param name="frame">The number of its frame in the capture, from 1.</param>
    /// <param name="time">In nanoseconds since 1970.</param>
    public void Take(Datagram datagram, long frame, long time)
    {
        var rest = datagram.Payload.Span;
        while (rest.Length > 0)
        {
            var length = (rest[0] & 0x80) != 0 ? Long(datagram, rest, frame, time) : Short(datagram, rest, frame, time);
            rest = rest[length..];
        }
    }

    /// <summary>The connections of libp2p, in the order they began: those that could be opened, or why one could not.</summary>
    public IEnumerable<OpenedQuic> Connections()
    {
        foreach (var connection in connections)
        {
            if (!connection.IsLibp2p) continue;
            var session = connection.Session(unordered);
            yield return session.Events.IsEmpty && connection.Locked > 0
                ? new(null, $"the QUIC connection from {connection.Client} to {connection.Server} cannot be opened: {connection.Locked} of {connection.Packets} packets need TLS secrets, which --keylog FILE gives")
                : new(session.Events.IsEmpty ? null : session, session.Events.IsEmpty ? $"the QUIC connection from {connection.Client} to {connection.Server} has no stream" : null);
        }
    }

    /// <summary>Takes a packet with a long header and answers its length; all of the rest where nothing can follow.</summary>
    private int Long(Datagram datagram, ReadOnlySpan<byte> rest, long frame, long time)
    {
        var fields = new QuicBytes(rest);
        var first = fields.Byte();
        var version = (uint)fields.Fixed(4);
        var destination = fields.WithLength(1);
        var source = fields.WithLength(1);
        if (fields.IsFailed || version != Version1 || destination.Length > MaxIdLength || source.Length > MaxIdLength) return rest.Length;
        var type = (first >> 4) & 3;
        if (type == 3)
        {
            // A Retry: the client goes on with the id that it names.
            if (Find(datagram, destination) is not var (retried, isOfClient)) Keep(datagram, frame, time);
            else if (!isOfClient) Retry(retried, source);
            return rest.Length;
        }
        if (type == 0) fields.WithLength();
        var length = fields.Number();
        var numberAt = rest.Length - fields.Length;
        fields.Take(length);
        if (fields.IsFailed) return rest.Length;
        var whole = rest.Length - fields.Length;
        if (Find(datagram, destination) is not var (connection, isFromClient))
        {
            if (type == 0 && Begin(datagram, rest[..whole], destination, source, numberAt, frame, time)) return whole;
            Keep(datagram, frame, time);
            return rest.Length;
        }
        Learn(connection, source, isFromClient);
        if (type != 1) connection.Take(isFromClient, type == 0 ? PacketLevel.Initial : PacketLevel.Handshake, rest[..whole], numberAt, frame, time);
        return whole;
    }

    private int Short(Datagram datagram, ReadOnlySpan<byte> rest, long frame, long time)
    {
        foreach (var length in idLengths.Reverse())
        {
            if (rest.Length <= length || Find(datagram, rest.Slice(1, length)) is not var (connection, isFromClient)) continue;
            connection.Take(isFromClient, PacketLevel.Application, rest, 1 + length, frame, time);
            break;
        }
        return rest.Length;
    }

    /// <summary>The connection of a destination, and whether its client sends there.</summary>
    private (OpenedConnection Connection, bool IsFromClient)? Find(Datagram datagram, ReadOnlySpan<byte> destination)
    {
        if (destination.IsEmpty)
            return paths.TryGetValue((datagram.Source, datagram.Destination), out var sent) ? (sent, true)
                : paths.TryGetValue((datagram.Destination, datagram.Source), out var received) ? (received, false)
                : null;
        return ids.TryGetValue(Convert.ToHexString(destination), out var found) ? (found.Connection, !found.IsOfClient) : null;
    }

    /// <summary>Keeps a datagram of a connection that may begin later in the capture.</summary>
    private void Keep(Datagram datagram, long frame, long time)
    {
        if (early.Count < MaxEarly) early.Add((datagram, frame, time));
    }

    /// <summary>Begins a connection with a packet, if that is a client's first one; what came before it is taken again.</summary>
    private bool Begin(
        Datagram datagram, ReadOnlySpan<byte> packet, ReadOnlySpan<byte> destination, ReadOnlySpan<byte> source, int numberAt, long frame, long time)
    {
        if (connections.Count >= MaxConnections) return false;
        OpenedConnection connection = null!;
        connection = new(secrets, budget, datagram.Source, datagram.Destination, time) { NewId = (id, isOfClient) => Learn(connection, id, isOfClient) };
        connection.BeginInitial(destination);
        connection.Take(isClient: true, PacketLevel.Initial, packet, numberAt, frame, time);
        if (connection.Opened == 0) return false;
        connections.Add(connection);
        paths[(datagram.Source, datagram.Destination)] = connection;
        Learn(connection, destination, isOfClient: false);
        Learn(connection, source, isOfClient: true);
        var before = early.ToArray();
        early.Clear();
        foreach (var (waiting, itsFrame, itsTime) in before)
            if (waiting.Source.Equals(datagram.Destination)) Take(waiting, itsFrame, itsTime);
        return true;
    }

    private void Retry(OpenedConnection connection, ReadOnlySpan<byte> source)
    {
        connection.BeginInitial(source);
        Learn(connection, source, isOfClient: false);
    }

    private void Learn(OpenedConnection connection, ReadOnlySpan<byte> id, bool isOfClient)
    {
        idLengths.Add(id.Length);
        if (!id.IsEmpty && ids.Count < MaxIds) ids[Convert.ToHexString(id)] = (connection, isOfClient);
    }
}

/// <summary>A captured connection of libp2p: what it shows, or why it shows nothing.</summary>
/// <param name="Session">Null where no stream can be seen.</param>
/// <param name="Problem">Null where there is a session.</param>
public sealed record OpenedQuic(HostSession? Session, string? Problem);
