namespace PeerFunctional.Runtime.Tcp;

/// <summary>Counts the bytes of finished messages that wait for the machine. From any thread.</summary>
/// <param name="most">While there are more, readers wait.</param>
internal sealed class WaitingBytes(long most)
{
    private readonly Lock gate = new();
    private long waiting;
    private bool isOver;
    private volatile TaskCompletionSource room = Completed();

    /// <summary>Ends when no more bytes wait than may.</summary>
    public Task Room => room.Task;

    /// <summary>Counts a message's bytes until the machine hears of it.</summary>
    public void Add(int bytes)
    {
        lock (gate)
        {
            waiting += bytes;
            if (waiting > most && !isOver && room.Task.IsCompleted) room = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>The machine has heard of a message, or never will.</summary>
    public void Remove(int bytes)
    {
        lock (gate)
        {
            waiting -= bytes;
            if (waiting <= most) room.TrySetResult();
        }
    }

    /// <summary>The machine hears nothing more, and nobody waits for it.</summary>
    public void End()
    {
        lock (gate)
        {
            isOver = true;
            room.TrySetResult();
        }
    }

    private static TaskCompletionSource Completed()
    {
        var completed = new TaskCompletionSource();
        completed.SetResult();
        return completed;
    }
}
