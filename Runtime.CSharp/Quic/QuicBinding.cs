using PeerFunctional.Kernel;

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
    /// <summary>What was wrong with a caller that was refused, for the machine.</summary>
    public Func<QuicEnd, Malformation> Fault { get; init; } = end => new("refused", end.ToString());

    /// <summary>The messages that the end of a connection stands for, one at most; the machine hears them before the end.</summary>
    public Func<QuicEnd, IReadOnlyList<TMessage>> Read { get; init; } = _ => [];

    /// <summary>How a message on a connection itself closes it; null for a message that TLS carries.</summary>
    public Func<TMessage, QuicFarewell?> Write { get; init; } = _ => null;

    /// <summary>Bytes that wait for a partner to read a stream; a further message ends the stream.</summary>
    public int MaxUnreadBytes { get; init; } = 65_536;

    /// <summary>Bytes of unfinished messages on all streams together; the stream that goes beyond is understood no further.</summary>
    public long MaxUnfinishedBytes { get; init; } = 268_435_456;
}
