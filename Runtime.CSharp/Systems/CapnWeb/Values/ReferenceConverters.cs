using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Stubs and promises of any session.</summary>
internal sealed class StubConverter : Converter<RpcStub>
{
    protected override Held WriteValue(RpcStub value, Outbound to, int depth) => Held.NewReference(to.Mention(value));

    protected override RpcStub ReadValue(Held value, Inbound from) =>
        value is Held.Reference { Item: Reference.Stub } reference ? from.Stub(reference.Item) : throw Unlike("a stub", value);
}

/// <summary>A promise of a value, or the value itself.</summary>
internal sealed class PromiseConverter<T> : Converter<RpcPromise<T>>
{
    private readonly Lazy<Converter> inside = new(() => Converters.For(typeof(T)));

    protected override Held WriteValue(RpcPromise<T> value, Outbound to, int depth) =>
        value.IsKnown ? inside.Value.Write(value.Known, to, depth) : Held.NewReference(to.Mention(value));

    protected override RpcPromise<T> ReadValue(Held value, Inbound from) => (T)inside.Value.Read(value, from)!;
}

/// <summary>Objects of a marked type: sent as stubs, received as proxies. An object that comes back is itself again.</summary>
internal sealed class TargetConverter(Type type) : Converter<object>
{
    protected override Held WriteValue(object value, Outbound to, int depth) => Held.NewReference(
        value is RpcProxy proxy ? to.Mention(proxy.Stub) : to.Add(new ObjectTarget(value, to.Conversation.Targets)));

    protected override object ReadValue(Held value, Inbound from)
    {
        if (value is not Held.Reference { Item: Reference.Stub { Item: var hook } reference }) throw Unlike($"a stub for {type.Name}", value);
        if (hook is Hook.Target target && from.Conversation.Targets.Find(target.Item) is ObjectTarget own && type.IsInstanceOfType(own.Subject))
            return own.Subject;
        return type.IsInterface
            ? RpcProxy.Create(type, from.Stub(reference))
            : throw Unlike($"an object of {type.Name}, which is not an interface", value);
    }
}

/// <summary>Functions: sent as stubs, received as delegates that call the peer.</summary>
internal sealed class DelegateConverter(Type type) : Converter<Delegate>
{
    private static readonly ConditionalWeakTable<Delegate, RpcStub> Stubs = [];
    private readonly Lazy<Func<RpcStub, Delegate>> maker = new(() => Maker(type));

    /// <summary>The stub behind a delegate that came from a peer; null for another one.</summary>
    public static RpcStub? StubOf(Delegate function) => Stubs.TryGetValue(function, out var stub) ? stub : null;

    public Delegate Make(RpcStub stub)
    {
        var made = maker.Value(stub);
        Stubs.Add(made, stub);
        return made;
    }

    protected override Held WriteValue(Delegate value, Outbound to, int depth) =>
        Held.NewReference(StubOf(value) is { } stub ? to.Mention(stub) : to.Add(new FunctionTarget(value)));

    protected override Delegate ReadValue(Held value, Inbound from)
    {
        if (value is not Held.Reference { Item: Reference.Stub { Item: var hook } reference }) throw Unlike("a function", value);
        if (hook is Hook.Target target && from.Conversation.Targets.Find(target.Item) is FunctionTarget own && type.IsInstanceOfType(own.Function))
            return own.Function;
        return Make(from.Stub(reference));
    }

    /// <summary>What makes delegates of a type: all of them are compiled once.</summary>
    private static Func<RpcStub, Delegate> Maker(Type type)
    {
        var method = type.GetMethod("Invoke") ?? throw new RpcException("TypeError", $"{type} has no signature.");
        var call = ProxyCall.Of(method);
        var stub = Expression.Parameter(typeof(RpcStub));
        var parameters = method.GetParameters().Select(one => Expression.Parameter(one.ParameterType)).ToArray();
        var arguments = Expression.NewArrayInit(typeof(object), parameters.Select(one => Expression.Convert(one, typeof(object))));
        Expression body = Expression.Call(Expression.Constant(call), nameof(ProxyCall.Apply), null, stub, arguments);
        if (method.ReturnType != typeof(void)) body = Expression.Convert(body, method.ReturnType);
        return Expression.Lambda<Func<RpcStub, Delegate>>(Expression.Lambda(type, body, parameters), stub).Compile();
    }
}

/// <summary>Promises of this side's own tasks.</summary>
internal sealed class TaskConverter<T> : Converter<Task<T>>
{
    private readonly Lazy<Converter> inside = new(() => Converters.For(typeof(T)));

    protected override Held WriteValue(Task<T> value, Outbound to, int depth) => Held.NewReference(to.Promise(value, inside.Value));

    protected override Task<T> ReadValue(Held value, Inbound from) => Task.FromResult((T)inside.Value.Read(value, from)!);
}

internal sealed class ValueTaskConverter<T> : Converter
{
    private readonly Lazy<Converter> inside = new(() => Converters.For(typeof(T)));

    public override Held Write(object? value, Outbound to, int depth) =>
        Held.NewReference(to.Promise(((ValueTask<T>)value!).AsTask(), inside.Value));

    public override object Read(Held value, Inbound from) => new ValueTask<T>((T)inside.Value.Read(value, from)!);
}

/// <summary>Errors as values.</summary>
internal sealed class ExceptionConverter(Type type) : Converter<Exception>
{
    protected override Held WriteValue(Exception value, Outbound to, int depth) =>
        Failures.Write(value, to, Deeper(depth), to.Conversation.Options.SendsStacks);

    protected override Exception ReadValue(Held value, Inbound from) =>
        value is Held.Error && type.IsAssignableFrom(typeof(RpcException)) ? Failures.Read(value, from) : throw Unlike("an error", value);
}

/// <summary>Takes nothing of a value.</summary>
internal sealed class NothingConverter : Converter
{
    public static readonly NothingConverter Instance = new();

    public override Held Write(object? value, Outbound to, int depth) => Held.Undefined;

    public override object? Read(Held value, Inbound from) => null;
}
