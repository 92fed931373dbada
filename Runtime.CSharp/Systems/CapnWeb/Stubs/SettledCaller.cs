using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The caller of values that are there already: they belong to no session.</summary>
internal sealed class SettledCaller : Caller
{
    public static readonly SettledCaller Instance = new();

    public override Task<RpcException> Broken { get; } = new TaskCompletionSource<RpcException>().Task;

    private static InvalidOperationException Refusal => new("A value that is there already has no session: await it instead of calling it.");

    public override Outbound NewOutbound() => throw Refusal;

    public override Hook Call(Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound) => throw Refusal;

    public override Task<T> Result<T>(
        Hook target, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, Converter converter,
        RpcPromise? owner, CancellationToken cancellation) => throw Refusal;

    public override Hook Map(Hook target, FSharpList<PathStep> path, Func<Recorder, RpcStub, Held> function) => throw Refusal;

    public override void Retain(Hook hook)
    {
    }

    public override void Drop(Hook hook)
    {
    }
}
