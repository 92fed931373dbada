namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>What becomes of a method's result. A task is waited for; no value is undefined.</summary>
internal abstract class Returning
{
    public abstract ValueTask<Held> WriteAsync(object? result, Invocation invocation);

    public static Returning Of(Type type)
    {
        if (type == typeof(void)) return new Nothing();
        if (type == typeof(Task)) return new OfTask();
        if (type == typeof(ValueTask)) return new OfValueTask();
        if (!type.IsGenericType) return new Plain(type);
        var definition = type.GetGenericTypeDefinition();
        var made = definition == typeof(Task<>) ? typeof(OfTask<>) : definition == typeof(ValueTask<>) ? typeof(OfValueTask<>) : null;
        return made is null ? new Plain(type) : (Returning)Activator.CreateInstance(made.MakeGenericType(type.GetGenericArguments()))!;
    }

    private sealed class Nothing : Returning
    {
        public override ValueTask<Held> WriteAsync(object? result, Invocation invocation) => new(Held.Undefined);
    }

    private sealed class Plain(Type type) : Returning
    {
        private readonly Converter converter = Converters.For(type);

        public override ValueTask<Held> WriteAsync(object? result, Invocation invocation) => new(converter.Write(result, invocation.Result, 0));
    }

    private sealed class OfTask : Returning
    {
        public override async ValueTask<Held> WriteAsync(object? result, Invocation invocation)
        {
            await ((Task)result!).ConfigureAwait(false);
            return Held.Undefined;
        }
    }

    private sealed class OfValueTask : Returning
    {
        public override async ValueTask<Held> WriteAsync(object? result, Invocation invocation)
        {
            await ((ValueTask)result!).ConfigureAwait(false);
            return Held.Undefined;
        }
    }

    private sealed class OfTask<T> : Returning
    {
        private readonly Converter converter = Converters.For(typeof(T));

        public override async ValueTask<Held> WriteAsync(object? result, Invocation invocation) =>
            converter.Write(await ((Task<T>)result!).ConfigureAwait(false), invocation.Result, 0);
    }

    private sealed class OfValueTask<T> : Returning
    {
        private readonly Converter converter = Converters.For(typeof(T));

        public override async ValueTask<Held> WriteAsync(object? result, Invocation invocation) =>
            converter.Write(await ((ValueTask<T>)result!).ConfigureAwait(false), invocation.Result, 0);
    }
}
