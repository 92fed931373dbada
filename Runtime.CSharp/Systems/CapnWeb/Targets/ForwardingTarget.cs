using Microsoft.FSharp.Collections;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>A stub of another session: what is asked of it goes there.</summary>
internal sealed class ForwardingTarget(RpcStub stub) : Target
{
    public override ValueTask<Held> GetAsync(string name, Invocation invocation) => WriteAsync(stub.Get(name), invocation);

    public override ValueTask<Held> CallAsync(string name, FSharpList<Held> arguments, Invocation invocation) =>
        WriteAsync(stub.Call(name, Read(arguments, invocation)), invocation);

    public override ValueTask<Held> ApplyAsync(FSharpList<Held> arguments, Invocation invocation) =>
        WriteAsync(stub.Apply(Read(arguments, invocation)), invocation);

    public override void Dispose() => stub.Dispose();

    private static object?[] Read(FSharpList<Held> arguments, Invocation invocation) =>
        [.. arguments.Select(one => Converters.For(typeof(object)).Read(one, invocation.Arguments))];

    private static async ValueTask<Held> WriteAsync(RpcPromise promise, Invocation invocation) =>
        Converters.For(typeof(object)).Write(await promise, invocation.Result, 0);
}
