namespace PeerFunctional.Runtime.Quic;

/// <summary>How a machine with streams inside connections uses QUIC.</summary>
/// <param name="Options">The endpoint's options, which judge certificates by <paramref name="Judge"/> too.</param>
/// <param name="Judge">What is wrong with the certificates of a peer, in DER, its own first; null where they are accepted.</param>
/// <param name="Prove">The message that an accepted certificate stands for: it opens every connection.</param>
public sealed record QuicBinding<TMessage>(
    QuicOptions Options,
    Func<IReadOnlyList<ReadOnlyMemory<byte>>, CertificateRefusal?> Judge,
    Func<ReadOnlyMemory<byte>, TMessage> Prove)
{
    /// <summary>Bytes that wait for a partner to read a stream; a further message ends the stream.</summary>
    public int MaxUnreadBytes { get; init; } = 65_536;

    /// <summary>Bytes of unfinished messages on all streams together; the stream that goes beyond is understood no further.</summary>
    public long MaxUnfinishedBytes { get; init; } = 268_435_456;
}
