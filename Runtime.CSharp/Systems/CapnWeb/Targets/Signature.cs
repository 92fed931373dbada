using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.FSharp.Collections;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The parameters and the result of a method. A cancellation token is no parameter to the peer: it ends with the session.</summary>
internal sealed class Signature
{
    private static readonly ConcurrentDictionary<Type, Signature> Delegates = [];
    private readonly string name;
    private readonly MethodInvoker invoker;
    private readonly Parameter[] parameters;
    private readonly Returning returning;
    private readonly int required;
    private readonly int most;

    public Signature(MethodInfo method)
    {
        name = WireName.OfText(method.Name);
        invoker = MethodInvoker.Create(method);
        var nullability = new NullabilityInfoContext();
        parameters = [.. method.GetParameters().Select(parameter => new Parameter(parameter, nullability))];
        returning = Returning.Of(method.ReturnType);
        most = parameters.Count(parameter => !parameter.IsToken);
        required = parameters.Count(parameter => parameter is { IsToken: false, IsOptional: false });
    }

    public static Signature OfDelegate(Type type) =>
        Delegates.GetOrAdd(type, static type => new(type.GetMethod("Invoke")!));

    /// <exception cref="RpcException">The arguments are too few, too many, or of other types.</exception>
    public ValueTask<Held> CallAsync(object owner, FSharpList<Held> arguments, Invocation invocation)
    {
        var values = parameters.Length == 0 ? [] : new object?[parameters.Length];
        var given = 0;
        for (var at = 0; at < values.Length; at++)
        {
            if (parameters[at].IsToken)
            {
                values[at] = invocation.Conversation.Life;
                continue;
            }

            if (arguments.IsEmpty && !parameters[at].IsOptional) throw WrongCount(given);
            values[at] = parameters[at].Read(arguments.IsEmpty ? Held.Undefined : arguments.Head, invocation.Arguments);
            if (arguments.IsEmpty) continue;
            arguments = arguments.Tail;
            given++;
        }

        if (!arguments.IsEmpty) throw WrongCount(given + arguments.Length);
        return returning.WriteAsync(invoker.Invoke(owner, values.AsSpan()), invocation);
    }

    private RpcException WrongCount(int given) => new(
        "TypeError",
        $"{name} takes {(required == most ? $"{most}" : $"{required} to {most}")} argument{(required == 1 && most == 1 ? "" : "s")}, not {given}.");

    private sealed class Parameter
    {
        private readonly string name;
        private readonly Converter converter;
        private readonly object? byDefault;
        private readonly bool refusesNull;

        public Parameter(ParameterInfo parameter, NullabilityInfoContext nullability)
        {
            name = parameter.Name ?? $"argument {parameter.Position}";
            IsToken = parameter.ParameterType == typeof(CancellationToken);
            IsOptional = parameter.HasDefaultValue;
            byDefault = parameter.HasDefaultValue ? parameter.DefaultValue : null;
            refusesNull = !parameter.ParameterType.IsValueType && nullability.Create(parameter).ReadState == NullabilityState.NotNull;
            converter = IsToken ? Converters.For(typeof(object)) : Converters.For(parameter.ParameterType);
        }

        public bool IsToken { get; }

        public bool IsOptional { get; }

        public object? Read(Held value, Inbound from)
        {
            if (value.IsUndefined && IsOptional) return byDefault;
            try
            {
                return converter.Read(value, from)
                    ?? (refusesNull ? throw new RpcException("TypeError", $"It must not be {HeldKind.Of(value)}.") : null);
            }
            catch (RpcException problem) when (problem.Name == "TypeError")
            {
                throw new RpcException("TypeError", $"{name}: {problem.Message}");
            }
        }
    }
}
