namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>What a server lets its peers do.</summary>
public sealed record RpcServerOptions : RpcOptions
{
    /// <summary>Origins besides the server's own whose pages may call, such as <c>https://example.org</c>; <c>*</c> for all.</summary>
    public IReadOnlyCollection<string> AllowedOrigins { get; init; } = [];

    /// <summary>Sessions and batches at a time; beyond, the server answers 503.</summary>
    public int MaxSessions { get; init; } = 20_000;

    /// <summary>Bytes of a batch; a longer one is answered with 413.</summary>
    public long MaxBody { get; init; } = 32L * 1024 * 1024;

    /// <summary>How long a batch may take; beyond, the server answers 504.</summary>
    public TimeSpan BatchTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause between pings of a WebSocket. A peer that answers none ends the session.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(30);
}
