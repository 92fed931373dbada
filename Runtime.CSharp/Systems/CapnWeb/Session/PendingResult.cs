namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The value of a call that somebody waits for.</summary>
internal sealed class PendingResult<T>(Converter converter, RpcPromise? owner)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IAwaiting
{
    private CancellationTokenRegistration cancelling;

    /// <summary>A cancelled call is given up: the peer is told that nobody wants its result.</summary>
    public void CancelWith(CancellationToken cancellation, Conversation conversation, long outcome)
    {
        if (!cancellation.CanBeCanceled) return;
        cancelling = cancellation.UnsafeRegister(
            (_, token) =>
            {
                if (TrySetCanceled(token)) conversation.Post(new ForgetWork(outcome));
            },
            null);
        if (Task.IsCompleted) cancelling.Dispose();
    }

    public void Complete(Conversation conversation, HeldResult result)
    {
        cancelling.Dispose();
        var value = result.IsOk ? result.ResultValue : result.ErrorValue;
        var inbound = new Inbound(conversation, isBorrowed: false);
        try
        {
            if (Task.IsCompleted) return;
            if (!result.IsOk)
            {
                TrySetException(Failures.Read(value, inbound));
                return;
            }

            var read = (T)converter.Read(value, inbound)!;
            inbound.GiveTo(owner);
            if (!TrySetResult(read)) inbound.DisposeStubs();
        }
        catch (Exception problem)
        {
            inbound.DisposeStubs();
            TrySetException(problem);
        }
        finally
        {
            inbound.DropUnclaimed(value);
        }
    }
}
