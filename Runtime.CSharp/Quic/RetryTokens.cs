using System.Net;
using System.Security.Cryptography;

namespace PeerFunctional.Runtime.Quic;

/// <summary>Retries, by which a client proves that it receives at the address it sends from. Any number of threads may call.</summary>
internal sealed unsafe class RetryTokens(Ngtcp2 ngtcp2)
{
    /// <summary>The first byte of a Retry's token, which tells it from tokens of other kinds.</summary>
    private const byte Mark = 0xb6;

    private const int LongestToken = 256;
    private const int LongestRetry = 512;
    private const ulong Lifetime = 10_000_000_000; // nanoseconds

    private readonly byte[] secret = RandomNumberGenerator.GetBytes(32);

    /// <summary>Answers a client's first datagram by a Retry.</summary>
    public void Send(in NativeHeader header, QuicSocket socket, in DatagramPath path)
    {
        var retryId = NativeCid.Of(RandomNumberGenerator.GetBytes(ConnectionTable.IdLength));
        var clientId = header.Scid;
        var originalId = header.Dcid;
        var token = stackalloc byte[LongestToken];
        Span<byte> retry = stackalloc byte[LongestRetry];
        nint length;
        var client = path.Remote;
        fixed (byte* address = client.Buffer.Span, key = secret, target = retry)
        {
            var tokenLength = ngtcp2.MakeRetryToken(
                token, key, (nuint)secret.Length, header.Version, address, (uint)client.Size, &retryId, &originalId, NativeConnection.Clock);
            if (tokenLength < 0) return;
            length = ngtcp2.WriteRetry(target, LongestRetry, header.Version, &clientId, &retryId, &originalId, token, (nuint)tokenLength);
        }

        if (length > 0) socket.Send(retry[..(int)length], path);
    }

    /// <summary>Whether a datagram carries a token of a Retry at all.</summary>
    public static bool IsRetried(in NativeHeader header) => header.TokenLength > 0 && *header.Token == Mark;

    /// <summary>The id that the client's very first datagram was addressed to; null where the token is not ours, too old, or another address's.</summary>
    public NativeCid? Verify(in NativeHeader header, SocketAddress client)
    {
        NativeCid originalId;
        var retryId = header.Dcid;
        fixed (byte* address = client.Buffer.Span, key = secret)
        {
            var result = ngtcp2.VerifyRetryToken(
                &originalId, header.Token, header.TokenLength, key, (nuint)secret.Length, header.Version, address, (uint)client.Size, &retryId,
                Lifetime, NativeConnection.Clock);
            return result == 0 ? originalId : null;
        }
    }
}
