namespace PeerFunctional.Runtime.Quic;

/// <summary>The connection is over.</summary>
public sealed class QuicException(QuicEnd end) : IOException(end.ToString())
{
    /// <summary>Why it is over.</summary>
    public QuicEnd End { get; } = end;
}
