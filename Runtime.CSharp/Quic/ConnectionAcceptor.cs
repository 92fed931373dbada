using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PeerFunctional.Runtime.Quic;

/// <summary>What a listener does with datagrams of unknown connections. The endpoint's receiving loop alone calls.</summary>
internal sealed unsafe class ConnectionAcceptor(NativeLibraries libraries, QuicEndpoint endpoint, QuicSocket socket, QuicOptions options, ResetTokens resets)
{
    private const uint Version1 = 1;
    private const uint Reserved = 0x1a2a3a4a; // a version of no protocol, which keeps clients used to unknown ones
    private const int SmallestInitial = 1_200;
    private const int LongestAnswer = 1_200;
    private const int ConnectionRefused = (int)QuicEnd.ConnectionRefused;

    private readonly Ngtcp2 ngtcp2 = libraries.Ngtcp2;
    private readonly RetryTokens retries = new(libraries.Ngtcp2);

    public Admissions Admissions { get; } = new(options);

    /// <summary>Begins a connection, asks for a proof of the address, refuses, resets, or ignores the datagram.</summary>
    public QuicConnection? Take(ReadOnlySpan<byte> datagram, in DatagramPath path)
    {
        if (!ConnectionTable.IsLong(datagram))
        {
            if (!ConnectionTable.IdOf(datagram).IsEmpty) resets.Answer(datagram, socket, path);
            return null;
        }

        if (datagram.Length < SmallestInitial) return null;
        if (BinaryPrimitives.ReadUInt32BigEndian(datagram[1..]) is var version && version != Version1)
        {
            if (version != 0) Negotiate(datagram, path);
            return null;
        }

        fixed (byte* data = datagram)
        {
            NativeHeader header;
            var result = ngtcp2.Accept(&header, data, (nuint)datagram.Length);
            if (result == ngtcp2.Layout.Retry) retries.Send(header, socket, path);
            return result == 0 && header.Version == Version1 ? Begin(header, path) : null;
        }
    }

    /// <summary>Asks for the proof after all: the client's first message came in the wrong order.</summary>
    public void Retry(ReadOnlySpan<byte> datagram, in DatagramPath path)
    {
        fixed (byte* data = datagram)
        {
            NativeHeader header;
            if (ngtcp2.Accept(&header, data, (nuint)datagram.Length) == 0) retries.Send(header, socket, path);
        }
    }

    private QuicConnection? Begin(in NativeHeader header, in DatagramPath path)
    {
        if (!Admissions.HasRoomForHandshake) return null;
        var originalId = header.Dcid;
        NativeCid? retryId = null;
        if (RetryTokens.IsRetried(header))
        {
            if (retries.Verify(header, path.Remote) is not { } first) return null;
            (originalId, retryId) = (first, header.Dcid);
        }
        else if (Admissions.AsksForProof)
        {
            retries.Send(header, socket, path);
            return null;
        }

        var caller = socket.EndPointOf(path.Remote);
        if (Admissions.Enter(caller.Address) is { } reason)
        {
            Refuse(header, path, reason);
            options.Refused?.Invoke(caller, new(QuicEndKind.FailedHere, ConnectionRefused, reason));
            return null;
        }

        var ownId = NativeCid.Of(RandomNumberGenerator.GetBytes(ConnectionTable.IdLength));
        var resetToken = new byte[ConnectionTable.TokenLength];
        resets.Write(ownId, resetToken);
        var token = new ReadOnlySpan<byte>(header.Token, (int)header.TokenLength).ToArray();
        var server = new ServerStart(originalId, retryId, token, resetToken);
        return endpoint.Begin(new() { PeerId = header.Scid, OwnId = ownId, Server = server }, header.Dcid, path, options.Judge);
    }

    /// <summary>Says that the endpoint has no room, so that the client need not wait.</summary>
    private void Refuse(in NativeHeader header, in DatagramPath path, string reason)
    {
        var words = CloseCause.Bytes(reason);
        var clientId = header.Scid;
        var serverId = header.Dcid;
        Span<byte> answer = stackalloc byte[LongestAnswer];
        nint length;
        fixed (byte* target = answer, said = words)
            length = ngtcp2.WriteInitialClose(target, LongestAnswer, header.Version, &clientId, &serverId, ConnectionRefused, said, words.Length);
        if (length > 0) socket.Send(answer[..(int)length], path);
    }

    private void Negotiate(ReadOnlySpan<byte> datagram, in DatagramPath path)
    {
        var clientsTarget = ConnectionTable.IdOf(datagram);
        var rest = datagram[(6 + clientsTarget.Length)..];
        if (clientsTarget.IsEmpty || rest.Length < 1 + rest[0]) return;
        var clientId = rest.Slice(1, rest[0]);
        var versions = stackalloc uint[] { Version1, Reserved };
        Span<byte> answer = stackalloc byte[LongestAnswer];
        nint length;
        fixed (byte* target = answer, to = clientId, from = clientsTarget)
        {
            var noise = (byte)RandomNumberGenerator.GetInt32(256);
            length = ngtcp2.WriteVersionNegotiation(
                target, LongestAnswer, noise, to, (nuint)clientId.Length, from, (nuint)clientsTarget.Length, versions, 2);
        }

        if (length > 0) socket.Send(answer[..(int)length], path);
    }
}
