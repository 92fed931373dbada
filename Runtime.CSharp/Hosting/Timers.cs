namespace PeerFunctional.Runtime.Hosting;

/// <summary>
/// The due times of a machine's timers over one system timer. Setting a timer anew costs a dictionary write: a session
/// does it at every event.
/// </summary>
internal sealed class Timers<TTimer>(TimeProvider clock, Action wake) : IDisposable
    where TTimer : notnull
{
    private readonly Dictionary<TTimer, long> due = [];
    private readonly PriorityQueue<TTimer, long> queue = new();
    private ITimer? alarm;
    private long alarmAt = long.MaxValue;
    private volatile bool rang;

    public void Set(TTimer timer, TimeSpan delay)
    {
        var at = clock.GetTimestamp() + (long)(delay.TotalSeconds * clock.TimestampFrequency);
        var isLater = due.TryGetValue(timer, out var before) && before <= at;
        due[timer] = at;

        // A later due time is found out when the earlier one comes up.
        if (!isLater)
        {
            queue.Enqueue(timer, at);
            Arm();
        }
    }

    public void Cancel(TTimer timer) => due.Remove(timer);

    /// <summary>
    /// Takes the timers that are due, in the order of their due times: by now, or by an earlier time. Only the former sets the
    /// alarm for the rest.
    /// </summary>
    public bool TryTakeDue(out TTimer timer, long? until = null)
    {
        while (queue.TryPeek(out timer!, out var at))
        {
            if (!due.TryGetValue(timer, out var current))
            {
                queue.Dequeue();
            }
            else if (current > at)
            {
                queue.Dequeue();
                queue.Enqueue(timer, current);
            }
            else if (at <= (until ?? clock.GetTimestamp()))
            {
                queue.Dequeue();
                due.Remove(timer);
                return true;
            }
            else
            {
                break;
            }
        }

        timer = default!;
        if (until is not null) return false;

        // An alarm may ring a little early: then it is set again for the rest.
        if (rang)
        {
            rang = false;
            alarmAt = long.MaxValue;
        }

        Arm();
        return false;
    }

    public void Dispose() => alarm?.Dispose();

    private void Arm()
    {
        if (!queue.TryPeek(out _, out var at) || at >= alarmAt)
        {
            return;
        }

        alarmAt = at;
        var delay = TimeSpan.FromSeconds(Math.Max(0, at - clock.GetTimestamp()) / (double)clock.TimestampFrequency);
        // Rounded up: an alarm before its time would find nothing due.
        var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(delay.TotalMilliseconds));
        alarm ??= clock.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        alarm.Change(rounded, Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        rang = true;
        wake();
    }
}
