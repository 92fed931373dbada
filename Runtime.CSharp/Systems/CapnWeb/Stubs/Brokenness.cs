using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Waits for the failure of one promise, or for the end of its session.</summary>
internal sealed class Brokenness
{
    private readonly CancellationTokenSource forgetting = new();

    public Brokenness(Caller caller, Hook hook, FSharpList<PathStep> path, bool isDisposed) =>
        Reason = isDisposed ? caller.Broken : WaitAsync(caller, hook, path);

    public Task<RpcException> Reason { get; }

    /// <summary>The promise is given up: only the session's end is heard of.</summary>
    public void Forget() => forgetting.Cancel();

    private async Task<RpcException> WaitAsync(Caller caller, Hook hook, FSharpList<PathStep> path)
    {
        try
        {
            await caller.Result<object?>(hook, path, null, caller.NewOutbound(), NothingConverter.Instance, null, forgetting.Token)
                .ConfigureAwait(false);
        }
        catch (RpcException problem)
        {
            return problem;
        }
        catch (OperationCanceledException)
        {
            // The promise was disposed first.
        }

        return await caller.Broken.ConfigureAwait(false);
    }
}
