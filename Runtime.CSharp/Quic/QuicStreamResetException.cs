namespace PeerFunctional.Runtime.Quic;

/// <summary>The peer ended a stream before all of it was sent.</summary>
public sealed class QuicStreamResetException(long code) : IOException($"the peer reset the stream with code {code}")
{
    /// <summary>The application's code.</summary>
    public long Code { get; } = code;
}
