using System.ComponentModel;
using System.Reflection;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The base of typed proxies; use it through the interface, and dispose it as an <see cref="IDisposable"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public class RpcProxy : DispatchProxy, IDisposable
{
    internal RpcStub Stub { get; private set; } = null!;

    /// <summary>Gives up what it leads to.</summary>
    public virtual void Dispose()
    {
        Stub.Dispose();
        GC.SuppressFinalize(this);
    }

    internal static object Create(Type type, RpcStub stub)
    {
        var proxy = (RpcProxy)DispatchProxy.Create(type, typeof(RpcProxy));
        proxy.Stub = stub;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod switch
    {
        { Name: "Dispose", DeclaringType: var type } when type == typeof(IDisposable) => Dispose(null),
        { Name: "DisposeAsync", DeclaringType: var type } when type == typeof(IAsyncDisposable) => Dispose(ValueTask.CompletedTask),
        _ => ProxyCall.Of(targetMethod!).Call(Stub, args ?? []),
    };

    private object? Dispose(object? result)
    {
        Stub.Dispose();
        return result;
    }
}
