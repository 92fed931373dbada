namespace PeerFunctional.Runtime.Tcp;

/// <summary>How much partners may cost us. A partner that exceeds a limit is cut off, and the others are served as before.</summary>
public sealed record TcpLimits
{
    /// <summary>
    /// Connections that partners may hold open to us; further ones are reset at once. Never more than three quarters of
    /// the file descriptors that the process may have for sockets (<c>ulimit -Hn</c> without 128, but 32 at least).
    /// </summary>
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>How many of them one host may hold; null for no limit of its own.</summary>
    public int? MaxConnectionsPerHost { get; init; }

    /// <summary>Calls of ours that may be open at a time; further ones are refused. Where the other quarter is in use, a call waits.</summary>
    public int MaxCalls { get; init; } = 5_000;

    /// <summary>How long a call of ours may take to be answered; machines usually give up earlier.</summary>
    public TimeSpan ConnectDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after our last byte a partner may take to close its side as well.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Bytes that wait for a partner to read them; a further message finds the connection reset.</summary>
    public int MaxUnreadBytes { get; init; } = 262_144;

    /// <summary>Bytes of unfinished messages on all connections together; the connection that goes beyond is understood no further.</summary>
    public long MaxUnfinishedBytes { get; init; } = 268_435_456;

    /// <summary>
    /// Bytes of finished messages on all connections together that wait for the machine; while there are more, no connection is
    /// read, and partners wait.
    /// </summary>
    public long MaxWaitingBytes { get; init; } = 67_108_864;

    /// <summary>
    /// Whether a connection that we leave ends by a reset, once the partner's system has acknowledged all we sent: some programs
    /// do not notice an orderly end.
    /// </summary>
    public bool EndsByReset { get; init; }
}
