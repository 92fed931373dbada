using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Makes the calls of stubs: a conversation, or the recorder of a mapping.</summary>
internal abstract class Caller
{
    /// <summary>Ends with the reason once no call can succeed any more.</summary>
    public abstract Task<RpcException> Broken { get; }

    /// <summary>Where the values of one call are collected.</summary>
    public abstract Outbound NewOutbound();

    /// <summary>Calls, or reads a property where there are no arguments. The caller owns the result's hook.</summary>
    public abstract Hook Call(Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound);

    /// <summary>The same for the value, whose stubs go to an owner if there is one.</summary>
    public abstract Task<T> Result<T>(
        Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, Converter converter,
        RpcPromise? owner, CancellationToken cancellation);

    /// <summary>Runs a function for each item, recorded. The caller owns the result's hook.</summary>
    public abstract Hook Map(Hook target, FSharpList<PathStep> path, Func<Recorder, RpcStub, Held> function);

    public abstract void Retain(Hook hook);

    public abstract void Drop(Hook hook);
}
