using System.Net;
using PeerFunctional.Kernel;
using PeerFunctional.Link;
using PeerFunctional.Runtime.Capture;

namespace PeerFunctional.Runtime.Systems.Link;

/// <summary>How a <see cref="LinkPeer"/> listens and what it takes.</summary>
public sealed record LinkPeerOptions
{
    /// <summary>Where others call it; port 0 lets the system choose.</summary>
    public IPEndPoint Bind { get; init; } = new(IPAddress.Loopback, 0);

    /// <summary>What becomes of offers.</summary>
    public Acceptance Acceptance { get; init; } = Acceptance.AcceptAll;

    /// <summary>
    /// Decides an offer, and where it came from, where <see cref="Acceptance"/> asks; one that is not decided within <see cref="Patience"/> is denied.
    /// </summary>
    public Func<Offer, Endpoint, Task<bool>>? Decide { get; init; }

    /// <summary>Hears of each link, of ours and of callers, as it is made; it must not block.</summary>
    public Action<Link>? Linked { get; init; }

    /// <summary>
    /// Hears every notice, in order; it must not block. The bytes of an item in a notice last until its reader disposes of the item.
    /// </summary>
    public Action<Notice>? Told { get; init; }

    /// <summary>Where searches are answered; null for nowhere.</summary>
    public int? DiscoveryPort { get; init; }

    /// <summary>Links at a time, 1 or more.</summary>
    public int MaxLinks { get; init; } = 1_000;

    /// <summary>How long an answer may take; half of it passes before a keep-alive.</summary>
    public TimeSpan Timeout { get; init; } = Limits.timeout;

    /// <summary>How long <see cref="Decide"/> may take.</summary>
    public TimeSpan Patience { get; init; } = Limits.timeout;

    /// <summary>The most bytes of an item.</summary>
    public int MaxSize { get; init; } = Limits.DefaultMaxSize;

    /// <summary>Timers and the time of day.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Gets all datagrams and connections; it is not disposed of.</summary>
    public Recorder? Recorder { get; init; }

    /// <summary>A file for every input and the digest of the state after it.</summary>
    public string? Journal { get; init; }

    /// <summary>Hears why a recording or the journal ended before the peer; from any thread.</summary>
    public Action<string>? Warn { get; init; }
}
