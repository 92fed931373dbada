using System.Security.Cryptography;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Stateless resets, which tell a peer that this endpoint does not know its connection. Any number of threads may call.</summary>
internal sealed unsafe class ResetTokens(Ngtcp2 ngtcp2, QuicOptions options)
{
    public const int SecretLength = 32;

    /// <summary>Bytes before the token; fewer than five would tell a reset from a packet.</summary>
    private const int MostRandom = 22;

    private const int LeastRandom = 5;

    private readonly byte[] secret = options.ResetSecret?.ToArray() ?? RandomNumberGenerator.GetBytes(SecretLength);
    private readonly Lock gate = new();
    private long second;
    private int sent;

    /// <summary>Writes the token of an id of ours.</summary>
    public void Write(NativeCid id, Span<byte> token)
    {
        fixed (byte* target = token, key = secret)
        {
            if (ngtcp2.MakeResetToken(target, key, (nuint)secret.Length, &id) != 0)
                throw new CryptographicException("a stateless reset token could not be made");
        }
    }

    /// <summary>
    /// Answers a datagram for an unknown connection. The answer is shorter than its cause, so that two endpoints cannot answer each
    /// other for ever, and there are only so many a second.
    /// </summary>
    public void Answer(ReadOnlySpan<byte> datagram, QuicSocket socket, in DatagramPath path)
    {
        var random = Math.Min(MostRandom, datagram.Length - ConnectionTable.TokenLength - 1);
        if (random < LeastRandom || !IsAllowed()) return;
        Span<byte> token = stackalloc byte[ConnectionTable.TokenLength];
        Write(NativeCid.Of(ConnectionTable.IdOf(datagram)), token);
        Span<byte> noise = stackalloc byte[random];
        RandomNumberGenerator.Fill(noise);
        Span<byte> reset = stackalloc byte[MostRandom + ConnectionTable.TokenLength];
        nint length;
        fixed (byte* target = reset, tokenBytes = token, noiseBytes = noise)
            length = ngtcp2.WriteReset(target, (nuint)reset.Length, tokenBytes, noiseBytes, (nuint)random);
        if (length > 0) socket.Send(reset[..(int)length], path);
    }

    private bool IsAllowed()
    {
        lock (gate)
        {
            var now = (long)options.Time.GetElapsedTime(0).TotalSeconds;
            if (now != second) (second, sent) = (now, 0);
            return sent++ < options.MaxResetsPerSecond;
        }
    }
}
