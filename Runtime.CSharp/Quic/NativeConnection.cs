using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;

namespace PeerFunctional.Runtime.Quic;

/// <summary>What a new connection begins with.</summary>
internal readonly record struct ConnectionStart
{
    /// <summary>The id the peer is addressed by: drawn by a dialer, the client's own for a listener.</summary>
    public required NativeCid PeerId { get; init; }

    public required NativeCid OwnId { get; init; }

    /// <summary>Null for a dialer.</summary>
    public ServerStart? Server { get; init; }
}

/// <summary>What a listener's connection begins with besides.</summary>
/// <param name="OriginalId">The id that the client's very first datagram was addressed to.</param>
/// <param name="RetryId">The id that our Retry gave; null without one.</param>
/// <param name="Token">The Retry's token as the client gave it back.</param>
/// <param name="ResetToken">The stateless reset token of our own id.</param>
internal sealed record ServerStart(NativeCid OriginalId, NativeCid? RetryId, byte[] Token, byte[] ResetToken);

/// <summary>
/// One connection of ngtcp2 with its TLS session. Its owner's lock guards every call, and none may follow <see cref="Dispose"/>.
/// </summary>
internal sealed unsafe class NativeConnection : IDisposable
{
    private const uint Version1 = 1;
    private const int LongestAddress = 28;
    private const int ConnectionIds = 8; // more than eight end the process

    private readonly Ngtcp2 ngtcp2;
    private readonly GnuTls tls;
    private readonly TlsCredentials credentials;
    private readonly Block* block;
    private readonly GCHandle owner;
    private readonly nint session;
    private readonly nint connection;
    private ulong latest;

    public NativeConnection(
        NativeLibraries libraries, TlsCredentials credentials, QuicConnection owner, QuicOptions options, in ConnectionStart start,
        in DatagramPath path)
    {
        ngtcp2 = libraries.Ngtcp2;
        tls = libraries.GnuTls;
        this.credentials = credentials;
        this.owner = GCHandle.Alloc(owner);
        block = (Block*)NativeMemory.AllocZeroed((nuint)sizeof(Block));
        block->LocalLength = path.Local.Size;
        path.Local.Bytes().CopyTo(new(block->Local, LongestAddress));
        block->Written.Local.Bytes = block->WrittenLocal;
        block->Written.Remote.Bytes = block->WrittenRemote;
        block->Reference = new() { GetConnection = NativeCallbacks.GetConnection, Owner = GCHandle.ToIntPtr(this.owner) };
        session = credentials.NewSession(ngtcp2, start.Server is not null, &block->Reference, options.KeyLog is not null);
        connection = Create(libraries.Callbacks, options, start, path.Remote);
        block->Reference.Connection = connection;
        ngtcp2.SetTlsHandle(connection, session);
    }

    public NativeLayout Layout => ngtcp2.Layout;

    /// <summary>When <see cref="HandleExpiry"/> is due, in nanoseconds of the native clock; the largest number for never.</summary>
    public ulong Expiry => ngtcp2.GetExpiry(connection);

    public ulong ProbeTimeout => ngtcp2.GetPto(connection);

    /// <summary>Longest datagram that the path takes.</summary>
    public int MaxPayload => (int)ngtcp2.GetMaxPayload(connection);

    /// <summary>Bytes that the peer still takes on all streams.</summary>
    public ulong DataLeft => ngtcp2.GetMaxDataLeft(connection);

    public byte TlsAlert => ngtcp2.GetTlsAlert(connection);

    /// <summary>The peer's address, which a packet from elsewhere changes only once the peer has proved that it receives there.</summary>
    public ReadOnlySpan<byte> Remote
    {
        get
        {
            var address = ngtcp2.GetPath(connection)->Remote;
            return new(address.Bytes, (int)address.Length);
        }
    }

    /// <summary>The address that the last written packet goes to, valid until the next write.</summary>
    public ReadOnlySpan<byte> WrittenTo => new(block->WrittenRemote, (int)block->Written.Remote.Length);

    /// <summary>
    /// Nanoseconds of a monotonic clock. ngtcp2 ends the process where the time of a connection goes back, so it is taken under the
    /// lock, and never is earlier than before.
    /// </summary>
    public ulong Now => latest = Math.Max(latest, Clock);

    /// <summary>Nanoseconds of the monotonic clock.</summary>
    public static ulong Clock => (ulong)Stopwatch.GetTimestamp() * (1_000_000_000ul / (ulong)Stopwatch.Frequency);

    public static ulong Nanoseconds(TimeSpan time) => (ulong)Math.Max(0, time.Ticks) * 100;

    public int Read(ReadOnlySpan<byte> datagram, SocketAddress remote)
    {
        fixed (byte* data = datagram, address = remote.Buffer.Span)
        {
            var path = PathTo(address, remote.Size);
            return ngtcp2.ReadPacket(connection, &path, data, datagram.Length, Now);
        }
    }

    /// <summary>Writes the next packet, or the next part of it; the results are those of <c>ngtcp2_conn_writev_stream</c>.</summary>
    public nint Write(Span<byte> target, out nint taken, uint flags, long stream, ReadOnlySpan<NativePiece> pieces)
    {
        fixed (NativePiece* first = pieces)
            return ngtcp2.WriteStream(connection, &block->Written, target, out taken, flags, stream, first, pieces.Length, Now);
    }

    /// <summary>Packets were written: spreads the next ones over the round trip.</summary>
    public void Pace() => ngtcp2.UpdateSentTime(connection, Now);

    public int HandleExpiry() => ngtcp2.HandleExpiry(connection, Now);

    public void SetKeepAlive(TimeSpan time) =>
        ngtcp2.SetKeepAlive(connection, time > TimeSpan.Zero ? Nanoseconds(time) : Layout.NoKeepAlive);

    /// <summary>Opens a stream; null where the peer allows no more of them.</summary>
    public long? OpenStream()
    {
        long id;
        var result = ngtcp2.OpenStream(connection, &id, 0);
        return result == 0 ? id : result == Layout.StreamIdBlocked ? null : throw new InvalidOperationException(Words(result));
    }

    public void ExtendStream(long stream, long bytes)
    {
        if (bytes > 0) _ = ngtcp2.ExtendStream(connection, stream, (ulong)bytes);
    }

    public void ExtendData(long bytes)
    {
        if (bytes > 0) ngtcp2.ExtendData(connection, (ulong)bytes);
    }

    public void ExtendStreams() => ngtcp2.ExtendStreams(connection, 1);

    public void ShutdownWrite(long stream, long code) => _ = ngtcp2.ShutdownWrite(connection, stream, (ulong)code);

    public void ShutdownRead(long stream, long code) => _ = ngtcp2.ShutdownRead(connection, stream, (ulong)code);

    /// <summary>The protocol that TLS has agreed on; empty where the client named none.</summary>
    public ReadOnlySpan<byte> Protocol
    {
        get
        {
            NativeDatum name = default;
            return tls.GetProtocol(session, &name) == 0 ? name.Bytes : default;
        }
    }

    /// <summary>How the peer closed the connection.</summary>
    public QuicEnd PeersEnd
    {
        get
        {
            var error = ngtcp2.CloseErrorOf(connection);
            var kind = error.Type == 1 ? QuicEndKind.ClosedByPeer : QuicEndKind.FailedThere;
            var reason = error.Reason == null ? "" : System.Text.Encoding.UTF8.GetString(error.Reason, (int)Math.Min(error.ReasonLength, CloseCause.LongestReason));
            return new(kind, (long)error.Code, reason);
        }
    }

    public string Words(int error) => ngtcp2.Words(error);

    /// <summary>Writes the datagram that closes the connection; answers its length and the error code in it.</summary>
    public (int Length, long Code) WriteClose(Span<byte> target, CloseCause cause)
    {
        NativeCloseError error = default;
        ngtcp2.CloseErrorDefault(&error);
        var reason = CloseCause.Bytes(cause.Reason);
        fixed (byte* words = reason)
        {
            var count = (nuint)reason.Length;
            if (cause.Alert is { } alert) ngtcp2.SetTlsAlert(&error, (byte)alert, words, count);
            else if (cause.LibraryError is { } number) ngtcp2.SetLibraryError(&error, number, words, count);
            else ngtcp2.SetApplicationError(&error, (ulong)cause.ApplicationCode, words, count);
            var length = ngtcp2.WriteClose(connection, &block->Written, target, &error, Now);
            return ((int)Math.Max(0, length), (long)error.Code);
        }
    }

    public void Dispose()
    {
        ngtcp2.Delete(connection);
        credentials.Free(session);
        NativeMemory.Free(block);
        owner.Free();
    }

    private NativePath PathTo(byte* address, int length) =>
        new()
        {
            Local = new() { Bytes = block->Local, Length = (uint)block->LocalLength },
            Remote = new() { Bytes = address, Length = (uint)length },
        };

    private nint Create(nint callbacks, QuicOptions options, ConnectionStart start, SocketAddress remote)
    {
        var settings = stackalloc byte[NativeLayout.StructureSize];
        var parameters = stackalloc byte[NativeLayout.StructureSize];
        ngtcp2.SettingsDefault(settings);
        ngtcp2.ParametersDefault(parameters);
        *(ulong*)(settings + Layout.SettingsInitialTime) = Now;
        *(ulong*)(settings + Layout.SettingsHandshakeTimeout) = Nanoseconds(options.HandshakeTime);
        SetWindows(parameters, options);
        var peerId = start.PeerId;
        var ownId = start.OwnId;
        nint created;
        fixed (byte* address = remote.Buffer.Span, token = start.Server?.Token)
        {
            if (start.Server is { } server)
            {
                SetServer(parameters, server);
                *(byte**)(settings + Layout.SettingsToken) = token;
                *(nuint*)(settings + Layout.SettingsToken + 8) = (nuint)server.Token.Length;
                if (Layout.SettingsTokenType is { } type && server.RetryId is not null) *(int*)(settings + type) = 1;
            }

            var path = PathTo(address, remote.Size);
            var result = ngtcp2.NewConnection(
                start.Server is not null, &created, &peerId, &ownId, &path, Version1, (nint*)callbacks, settings, parameters,
                GCHandle.ToIntPtr(owner));
            if (result != 0) throw new InvalidOperationException(Words(result));
        }

        return created;
    }

    private static void SetWindows(byte* parameters, QuicOptions options)
    {
        *(ulong*)(parameters + NativeLayout.ParametersStreamDataLocal) = (ulong)options.StreamWindow;
        *(ulong*)(parameters + NativeLayout.ParametersStreamDataRemote) = (ulong)options.StreamWindow;
        *(ulong*)(parameters + NativeLayout.ParametersMaxData) = (ulong)options.ConnectionWindow;
        *(ulong*)(parameters + NativeLayout.ParametersStreamsBidi) = (ulong)options.MaxStreams;
        *(ulong*)(parameters + NativeLayout.ParametersStreamsUni) = 0;
        *(ulong*)(parameters + NativeLayout.ParametersIdleTimeout) = Nanoseconds(options.IdleTime);
        *(ulong*)(parameters + NativeLayout.ParametersConnectionIds) = ConnectionIds;
    }

    private void SetServer(byte* parameters, ServerStart server)
    {
        *(NativeCid*)(parameters + NativeLayout.ParametersOriginalDcid) = server.OriginalId;
        if (Layout.ParametersOriginalDcidPresent is { } present) parameters[present] = 1;
        if (server.RetryId is { } retryId)
        {
            *(NativeCid*)(parameters + NativeLayout.ParametersRetryScid) = retryId;
            parameters[Layout.ParametersRetryScidPresent] = 1;
        }

        parameters[NativeLayout.ParametersResetTokenPresent] = 1;
        server.ResetToken.CopyTo(new Span<byte>(parameters + Layout.ParametersResetToken, ConnectionTable.TokenLength));
    }

    /// <summary>Native memory that lives as long as the connection.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Block
    {
        public NativeReference Reference;
        public NativePath Written;
        public int LocalLength;
        public fixed byte Local[LongestAddress];
        public fixed byte WrittenLocal[LongestAddress];
        public fixed byte WrittenRemote[LongestAddress];
    }
}

