using System.Collections.Concurrent;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>What the peer of one session can call, by number. An object that is mentioned twice has two numbers.</summary>
internal sealed class TargetTable
{
    private readonly ConcurrentDictionary<long, Target> targets = new(concurrencyLevel: 1, capacity: 1);
    private readonly Dictionary<object, int> mentions = new(ReferenceEqualityComparer.Instance);
    private long last;

    public TargetTable(Conversation conversation, object? main)
    {
        targets[0] = main switch
        {
            null => MissingTarget.Main,
            Delegate function => new FunctionTarget(function),
            _ => new ObjectTarget(main, this),
        };
    }

    public int Count => targets.Count;

    public long Add(Target target)
    {
        var number = Interlocked.Increment(ref last);
        targets[number] = target;
        return number;
    }

    public void Add(long number, Target target) => targets[number] = target;

    public Target Find(long number) => targets.GetValueOrDefault(number, MissingTarget.Gone);

    public void Dispose(long number)
    {
        if (targets.TryRemove(number, out var target)) target.Dispose();
    }

    /// <summary>One more target is this object.</summary>
    public void Mention(object mentioned)
    {
        if (mentioned is not (IDisposable or IAsyncDisposable)) return;
        lock (mentions) mentions[mentioned] = mentions.GetValueOrDefault(mentioned) + 1;
    }

    /// <summary>One fewer target is; the last one gone, the object is disposed.</summary>
    public void Forget(object mentioned)
    {
        if (mentioned is not (IDisposable or IAsyncDisposable)) return;
        lock (mentions)
        {
            var count = mentions.GetValueOrDefault(mentioned) - 1;
            if (count > 0)
            {
                mentions[mentioned] = count;
                return;
            }

            mentions.Remove(mentioned);
        }

        _ = DisposeAsync(mentioned);
    }

    private static async Task DisposeAsync(object mentioned)
    {
        try
        {
            if (mentioned is IAsyncDisposable async) await async.DisposeAsync().ConfigureAwait(false);
            else ((IDisposable)mentioned).Dispose();
        }
        catch (Exception)
        {
            // Nobody is left to tell: the peer has given the object up.
        }
    }
}
