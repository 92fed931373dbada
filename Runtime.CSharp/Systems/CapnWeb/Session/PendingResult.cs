namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The value of a call that somebody waits for.</summary>
internal sealed class PendingResult<T>(Converter converter, RpcPromise? owner)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IAwaiting
{
    private CancellationTokenRegistration cancelling;

    public void CancelWith(CancellationToken cancellation)
    {
        if (cancellation.CanBeCanceled) cancelling = cancellation.UnsafeRegister(static (it, token) => ((PendingResult<T>)it!).TrySetCanceled(token), this);
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
