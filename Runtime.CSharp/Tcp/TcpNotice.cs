using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Tcp;

/// <summary>Something that the transport did by itself, to be counted or shown.</summary>
public enum TcpEvent
{
    /// <summary>A partner called while it, or all together, held as many connections as they may.</summary>
    RefusedOverLimit,

    /// <summary>The machine called a partner while it had as many calls open as it may; it hears that the call was refused.</summary>
    CallOverLimit,

    /// <summary>A partner called and did not send a whole message in time.</summary>
    TimedOut,

    /// <summary>A partner's message is longer than a message may be.</summary>
    Oversize,

    /// <summary>A partner does not read what it asked for.</summary>
    NotReading,

    /// <summary>The system gave us no socket for a caller, as when all file descriptors are in use.</summary>
    AcceptFailed,
}

/// <summary>What happened.</summary>
/// <param name="Event">What.</param>
/// <param name="Partner">With whom; null where that is not known.</param>
public readonly record struct TcpNotice(TcpEvent Event, Endpoint? Partner);
