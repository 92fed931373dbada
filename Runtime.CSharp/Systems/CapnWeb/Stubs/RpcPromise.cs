using System.Runtime.CompilerServices;
using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>
/// The result of a call, or a property. Calls on it need not wait for it, and it may stand in arguments in its value's place. The
/// peer sends the value once it is awaited. Disposing it disposes the stubs in its value.
/// </summary>
public class RpcPromise : RpcStub
{
    private readonly Lock stubs = new();
    private List<RpcStub>? owned;
    private Brokenness? brokenness;
    private bool isDisposed;

    internal RpcPromise(Caller caller, Hook hook, FSharpList<PathStep> path, bool isBorrowed) : base(caller, hook, path, isBorrowed)
    {
    }

    /// <summary>
    /// Ends with the reason once this promise has failed, or the session is over. The peer is asked for the outcome; a promise that is
    /// disposed before it came is not heard of any more.
    /// </summary>
    public override Task<RpcException> Broken
    {
        get
        {
            if (Caller is not Conversation) return Caller.Broken;
            lock (stubs) return (brokenness ??= new(Caller, Hook, Path, isDisposed)).Reason;
        }
    }

    /// <summary>The value, as the type that comes closest to it.</summary>
    public TaskAwaiter<object?> GetAwaiter() => AsTask<object?>().GetAwaiter();

    /// <summary>The value, as this type.</summary>
    /// <param name="cancellation">Ends the wait and gives the call up.</param>
    /// <exception cref="RpcException">The call failed, or the session ended.</exception>
    public Task<T> AsTask<T>(CancellationToken cancellation = default) => AsTask<T>(Converters.For(typeof(T)), cancellation);

    internal Task<T> AsTask<T>(Converter converter, CancellationToken cancellation)
    {
        var (caller, hook) = Locate();
        return caller.Result<T>(hook, Path, null, caller.NewOutbound(), converter, this, cancellation);
    }

    internal void Own(List<RpcStub> more)
    {
        lock (stubs)
        {
            if (!isDisposed)
            {
                (owned ??= []).AddRange(more);
                return;
            }
        }

        foreach (var stub in more) stub.Dispose();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        List<RpcStub>? last;
        lock (stubs)
        {
            (last, owned, isDisposed) = (owned, null, true);
            brokenness?.Forget();
        }

        foreach (var stub in last ?? []) stub.Dispose();
    }
}

/// <summary>The promise of a value of a known type. A value of this type converts to it, so a parameter of this type takes both.</summary>
public sealed class RpcPromise<T> : RpcPromise
{
    private Task<T>? value;

    internal RpcPromise(Caller caller, Hook hook, FSharpList<PathStep> path, bool isBorrowed) : base(caller, hook, path, isBorrowed)
    {
    }

    private RpcPromise(T known) : base(SettledCaller.Instance, Hook.NewOutcome(0), NoPath, isBorrowed: true) =>
        (IsKnown, Known) = (true, known);

    internal bool IsKnown { get; }

    internal T? Known { get; }

    /// <summary>A value that is there already.</summary>
    public static implicit operator RpcPromise<T>(T value) => new(value);

    /// <summary>The value. It is asked for once.</summary>
    /// <exception cref="RpcException">The call failed, or the session ended.</exception>
    public Task<T> AsTask() => IsKnown ? Task.FromResult(Known!) : value ??= AsTask<T>();

    /// <summary>The value.</summary>
    public new TaskAwaiter<T> GetAwaiter() => AsTask().GetAwaiter();
}
