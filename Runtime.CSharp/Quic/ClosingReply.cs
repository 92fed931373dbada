using System.Numerics;

namespace PeerFunctional.Runtime.Quic;

/// <summary>The last datagram of a closed connection, sent again at a falling rate while the peer still sends.</summary>
internal sealed class ClosingReply(byte[] datagram)
{
    private int asked;

    public ReadOnlySpan<byte> Datagram => datagram;

    /// <summary>Whether this datagram of the peer is answered: the first, second, fourth, eighth ... is.</summary>
    public bool IsDue() => BitOperations.IsPow2(++asked);
}
