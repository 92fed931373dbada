using System.Reflection;
using Microsoft.FSharp.Collections;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>What a call through a proxy gives at once: a task, a promise, or a stub.</summary>
internal abstract class ProxyResult
{
    public abstract object? Send(
        Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation);

    /// <summary>An argument cannot be sent: the task fails, or the call at once.</summary>
    public virtual object? Failed(RpcException problem) => throw problem;

    /// <exception cref="NotSupportedException">The result is a value that is not there at once.</exception>
    public static ProxyResult Of(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(void)) return new Nothing();
        if (type == typeof(Task)) return new OfTask();
        if (type == typeof(ValueTask)) return new OfValueTask();
        if (type == typeof(RpcPromise) || type == typeof(RpcStub)) return new OfPromise();
        if (typeof(Delegate).IsAssignableFrom(type) || (type.IsInterface && DispatchTable.IsTarget(type))) return new OfStub(type);
        var made = !type.IsGenericType ? null : type.GetGenericTypeDefinition() switch
        {
            var one when one == typeof(Task<>) => typeof(OfTask<>),
            var one when one == typeof(ValueTask<>) => typeof(OfValueTask<>),
            var one when one == typeof(RpcPromise<>) => typeof(OfPromise<>),
            var one when one == typeof(IAsyncEnumerable<>) => typeof(OfStream<>),
            _ => null,
        };
        return made is null
            ? throw new NotSupportedException(
                $"{method.DeclaringType}.{method.Name} gives {type}, which is not there at once: "
                + $"use Task<{type.Name}> or RpcPromise<{type.Name}>, or mark it with [RpcTarget].")
            : (ProxyResult)Activator.CreateInstance(made.MakeGenericType(type.GetGenericArguments()))!;
    }

    private sealed class Nothing : ProxyResult
    {
        public override object? Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation)
        {
            caller.Drop(caller.Call(hook, path, arguments, outbound));
            return null;
        }
    }

    private sealed class OfTask : ProxyResult
    {
        public override object Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation) =>
            caller.Result<object?>(hook, path, arguments, outbound, NothingConverter.Instance, null, cancellation);

        public override object Failed(RpcException problem) => Task.FromException(problem);
    }

    private sealed class OfValueTask : ProxyResult
    {
        public override object Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation) =>
            new ValueTask(caller.Result<object?>(hook, path, arguments, outbound, NothingConverter.Instance, null, cancellation));

        public override object Failed(RpcException problem) => ValueTask.FromException(problem);
    }

    private sealed class OfTask<T> : ProxyResult
    {
        private readonly Converter converter = Converters.For(typeof(T));

        public override object Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation) =>
            caller.Result<T>(hook, path, arguments, outbound, converter, null, cancellation);

        public override object Failed(RpcException problem) => Task.FromException<T>(problem);
    }

    private sealed class OfValueTask<T> : ProxyResult
    {
        private readonly Converter converter = Converters.For(typeof(T));

        public override object Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation) =>
            new ValueTask<T>(caller.Result<T>(hook, path, arguments, outbound, converter, null, cancellation));

        public override object Failed(RpcException problem) => ValueTask.FromException<T>(problem);
    }

    private sealed class OfPromise : ProxyResult
    {
        public override object Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation) =>
            new RpcPromise(caller, caller.Call(hook, path, arguments, outbound), RpcStub.NoPath, isBorrowed: false);
    }

    private sealed class OfPromise<T> : ProxyResult
    {
        public override object Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation) =>
            new RpcPromise<T>(caller, caller.Call(hook, path, arguments, outbound), RpcStub.NoPath, isBorrowed: false);
    }

    private sealed class OfStub(Type type) : ProxyResult
    {
        public override object Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation) =>
            RpcStub.Typed(type, new RpcPromise(caller, caller.Call(hook, path, arguments, outbound), RpcStub.NoPath, isBorrowed: false));
    }

    private sealed class OfStream<T> : ProxyResult
    {
        private readonly Converter converter = Converters.For(typeof(IAsyncEnumerable<T>));

        public override object Send(
            Caller caller, Hook hook, FSharpList<PathStep> path, FSharpList<Held>? arguments, Outbound outbound, CancellationToken cancellation) =>
            Read(caller.Result<IAsyncEnumerable<T>>(hook, path, arguments, outbound, converter, null, cancellation));

        private static async IAsyncEnumerable<T> Read(
            Task<IAsyncEnumerable<T>> stream, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
        {
            var read = await stream.WaitAsync(cancellation).ConfigureAwait(false);
            await foreach (var one in read.WithCancellation(cancellation).ConfigureAwait(false)) yield return one;
        }
    }
}
