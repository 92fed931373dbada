using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>A method of an interface, or a delegate's, as a call on a peer. Made once for each method.</summary>
internal sealed class ProxyCall
{
    private static readonly ConcurrentDictionary<MethodInfo, ProxyCall> Calls = [];
    private readonly PathStep step;
    private readonly bool isProperty;
    private readonly Converter?[] converters;
    private readonly ProxyResult result;

    private ProxyCall(MethodInfo method)
    {
        if (method.IsGenericMethod)
            throw new NotSupportedException($"{method} is generic and cannot be called on a peer.");
        var property = method.DeclaringType!.GetProperties().FirstOrDefault(one => one.GetMethod == method);
        if (property is null && method.IsSpecialName) throw new NotSupportedException($"{method}: a peer's properties can only be read.");
        isProperty = property is not null;
        step = PathStep.NewName(WireName.Of((MemberInfo?)property ?? method));
        converters = [.. method.GetParameters().Select(one => one.ParameterType).Select(one => one == typeof(CancellationToken) ? null : Converters.For(one))];
        result = ProxyResult.Of(method);
    }

    public static ProxyCall Of(MethodInfo method) => Calls.GetOrAdd(method, static method => new(method));

    /// <summary>Calls the member of what a stub leads to.</summary>
    public object? Call(RpcStub stub, object?[] arguments) => Send(stub, stub.Append(step), arguments);

    /// <summary>Calls what a stub leads to.</summary>
    public object? Apply(RpcStub stub, object?[] arguments) => Send(stub, stub.Path, arguments);

    private object? Send(RpcStub stub, FSharpList<PathStep> path, object?[] arguments)
    {
        var (caller, hook) = stub.Locate();
        var outbound = caller.NewOutbound();
        var cancellation = CancellationToken.None;
        FSharpList<Held>? written = null;
        try
        {
            if (!isProperty)
            {
                written = FSharpList<Held>.Empty;
                var values = new Held?[arguments.Length];
                for (var at = 0; at < arguments.Length; at++)
                {
                    if (converters[at] is { } converter) values[at] = converter.Write(arguments[at], outbound, 0);
                    else cancellation = (CancellationToken)arguments[at]!;
                }

                for (var at = values.Length - 1; at >= 0; at--)
                {
                    if (values[at] is { } value) written = FSharpList<Held>.Cons(value, written);
                }
            }

            return result.Send(caller, hook, path, written, outbound, cancellation);
        }
        catch (RpcException problem)
        {
            outbound.Undo();
            return result.Failed(problem);
        }
    }
}
