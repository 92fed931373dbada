namespace PeerFunctional.Runtime.Quic;

/// <summary>Wakes a connection when ngtcp2 asks for it. The connection's lock guards every call.</summary>
/// <remarks>It is set anew only for an earlier time: ngtcp2 moves its time with every packet, and a needless call is cheap.</remarks>
internal sealed class ConnectionTimer : IDisposable
{
    private const ulong Millisecond = 1_000_000;
    private const ulong Longest = 86_400_000 * Millisecond;

    private readonly ITimer timer;
    private ulong armed = ulong.MaxValue;

    public ConnectionTimer(TimeProvider time, Action wake) =>
        timer = time.CreateTimer(static wake => ((Action)wake!)(), wake, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Wakes at <paramref name="due"/>, both in nanoseconds of the native clock, or earlier.</summary>
    public void Arm(ulong due, ulong now)
    {
        if (due >= armed) return;
        armed = due;
        var wait = due > now ? Math.Min(due - now, Longest) : 0;
        timer.Change(TimeSpan.FromMilliseconds((wait + Millisecond - 1) / Millisecond), Timeout.InfiniteTimeSpan);
    }

    /// <summary>It woke the connection.</summary>
    public void Fired() => armed = ulong.MaxValue;

    public void Dispose() => timer.Dispose();
}
