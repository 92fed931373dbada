namespace PeerFunctional.Runtime.Quic;

/// <summary>Writes the packets of a connection, streams in turn. The connection's lock guards every call.</summary>
internal sealed class PacketWriter(ConnectionStreams streams, QuicSocket socket)
{
    /// <summary>Packets after which others get the connection's lock.</summary>
    private const int Burst = 64;

    private const int MostPieces = 16;
    private const uint More = 1;
    private const uint End = 2;

    private bool isConnectionBlocked;

    /// <summary>
    /// Writes what can be sent now, a burst at most; answers 0 or the error of ngtcp2 that ends the connection.
    /// </summary>
    public int Write(NativeConnection native, in DatagramPath path, bool paces, out bool isMore)
    {
        using var batch = socket.Begin(path);
        isConnectionBlocked = false;
        isMore = false;
        var packets = 0;
        while (true)
        {
            var (packet, error) = WriteOne(native, batch.Next(native.MaxPayload));
            if (error != 0) return error;
            if (packet == 0) break;
            if (packet < 0) continue;
            batch.Add((int)packet, native.WrittenTo);
            if (++packets < Burst) continue;
            isMore = true;
            break;
        }

        if (packets > 0 && paces) native.Pace();
        return 0;
    }

    /// <summary>Length of a packet, 0 where nothing can be sent, or -1 where the packet has room for another stream; or an error.</summary>
    private (nint Packet, int Error) WriteOne(NativeConnection native, Span<byte> target)
    {
        Span<NativePiece> pieces = stackalloc NativePiece[MostPieces];
        var stream = isConnectionBlocked ? null : streams.Next();
        var (count, withEnd) = stream?.Sending.Pieces(pieces) ?? (0, false);
        var flags = stream is null ? 0 : withEnd ? More | End : More;
        var written = native.Write(target, out var taken, flags, stream?.Id ?? -1, pieces[..count]);
        if (stream is not null && taken >= 0) stream.Sending.Take(taken, withEnd);
        if (written >= 0)
        {
            if (written > 0 && stream is not null) streams.Rotate();
            return (written, 0);
        }

        return stream is not null && IsOfStream(native, stream, (int)written) ? (-1, 0) : (0, (int)written);
    }

    /// <summary>Whether a negative result concerns one stream alone; the next one has its turn then.</summary>
    private bool IsOfStream(NativeConnection native, QuicStream stream, int result)
    {
        var layout = native.Layout;
        if (result == layout.WriteMore)
            streams.Rotate();
        else if (result == layout.StreamDataBlocked && native.DataLeft == 0)
            isConnectionBlocked = true;
        else if (result == layout.StreamDataBlocked)
            streams.Block();
        else if (result == layout.StreamShutWrite || result == layout.StreamNotFound)
            stream.Sending.Stop();
        else
            return false;
        return true;
    }
}
