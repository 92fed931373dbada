using System.Collections;
using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The converter of every type, made once.</summary>
internal static class Converters
{
    private static readonly ConcurrentDictionary<Type, Converter> Known = new()
    {
        [typeof(object)] = new DynamicConverter(),
        [typeof(Held)] = new HeldConverter(),
        [typeof(bool)] = new FlagConverter(),
        [typeof(string)] = new TextConverter(),
        [typeof(char)] = new CharConverter(),
        [typeof(Guid)] = new GuidConverter(),
        [typeof(sbyte)] = new WholeConverter<sbyte>(),
        [typeof(byte)] = new WholeConverter<byte>(),
        [typeof(short)] = new WholeConverter<short>(),
        [typeof(ushort)] = new WholeConverter<ushort>(),
        [typeof(int)] = new WholeConverter<int>(),
        [typeof(uint)] = new WholeConverter<uint>(),
        [typeof(long)] = new WholeConverter<long>(),
        [typeof(ulong)] = new WholeConverter<ulong>(),
        [typeof(Int128)] = new WholeConverter<Int128>(),
        [typeof(UInt128)] = new WholeConverter<UInt128>(),
        [typeof(nint)] = new WholeConverter<nint>(),
        [typeof(nuint)] = new WholeConverter<nuint>(),
        [typeof(BigInteger)] = new WholeConverter<BigInteger>(),
        [typeof(Half)] = new RealConverter<Half>(),
        [typeof(float)] = new RealConverter<float>(),
        [typeof(double)] = new RealConverter<double>(),
        [typeof(decimal)] = new RealConverter<decimal>(),
        [typeof(DateTimeOffset)] = new DateConverter(),
        [typeof(DateTime)] = new TimeConverter(),
        [typeof(Uri)] = new UriConverter(),
        [typeof(byte[])] = new BytesConverter(),
        [typeof(RpcStub)] = new StubConverter(),
        [typeof(RpcPromise)] = new StubConverter(),
        [typeof(RpcWritable)] = new WritableConverter(),
        [typeof(Stream)] = new StreamConverter(),
        [typeof(RpcBlob)] = new BlobConverter(),
        [typeof(HttpRequestMessage)] = new RequestConverter(),
        [typeof(HttpResponseMessage)] = new ResponseConverter(),
    };

    public static Converter For(Type type) => Known.TryGetValue(type, out var known) ? known : Known.GetOrAdd(type, Make);

    private static Converter Make(Type type) =>
        Generic(type)
        ?? (type.IsEnum ? Create(typeof(EnumConverter<>), [type])
        : typeof(RpcStub).IsAssignableFrom(type) ? For(typeof(RpcStub))
        : typeof(Held).IsAssignableFrom(type) ? For(typeof(Held))
        : typeof(Delegate).IsAssignableFrom(type) ? new DelegateConverter(type)
        : typeof(Exception).IsAssignableFrom(type) ? new ExceptionConverter(type)
        : typeof(Stream).IsAssignableFrom(type) ? For(typeof(Stream))
        : typeof(RpcProxy).IsAssignableFrom(type) || DispatchTable.IsTarget(type) ? new TargetConverter(type)
        : Collection(type) ?? (IsPlain(type) ? new ObjectConverter(type) : new RefusedConverter(type)));

    /// <summary>The generic types with converters of their own.</summary>
    private static Converter? Generic(Type type)
    {
        if (Implemented(type, typeof(Task<>)) is { } result) return Create(typeof(TaskConverter<>), result);
        if (!type.IsGenericType) return null;
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        return definition == typeof(Nullable<>) ? new NullableConverter(For(arguments[0]))
            : definition == typeof(ValueTask<>) ? Create(typeof(ValueTaskConverter<>), arguments)
            : definition == typeof(RpcPromise<>) ? Create(typeof(PromiseConverter<>), arguments)
            : definition == typeof(Memory<>) && TypedArray.IsElement(arguments[0]) ? Create(typeof(TypedArrayConverter<>), arguments, false)
            : definition == typeof(ReadOnlyMemory<>) && TypedArray.IsElement(arguments[0]) ? Create(typeof(TypedArrayConverter<>), arguments, true)
            : null;
    }

    private static Converter? Collection(Type type)
    {
        if (Implemented(type, typeof(IAsyncEnumerable<>)) is { } chunk) return Create(typeof(AsyncEnumerableConverter<>), chunk);
        if (Implemented(type, typeof(IEnumerable<>)) is not [var item]) return null;
        return item.IsGenericType && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) && item.GetGenericArguments() is [var key, var value]
            && key == typeof(string)
            ? Create(typeof(DictionaryConverter<>), [value])
            : Create(typeof(ListConverter<>), [item], type.IsArray);
    }

    /// <summary>The arguments of a generic type that a type is, extends or implements; null for none.</summary>
    private static Type[]? Implemented(Type type, Type generic)
    {
        for (var one = type; one is not null; one = one.BaseType)
        {
            if (one.IsGenericType && one.GetGenericTypeDefinition() == generic) return one.GetGenericArguments();
        }

        return type.GetInterfaces().FirstOrDefault(one => one.IsGenericType && one.GetGenericTypeDefinition() == generic)?.GetGenericArguments();
    }

    /// <summary>Types of the framework and tuples are no plain data.</summary>
    private static bool IsPlain(Type type) =>
        type is { IsInterface: false, IsPointer: false, IsByRef: false, IsByRefLike: false, IsPrimitive: false }
        && !typeof(ITuple).IsAssignableFrom(type)
        && !typeof(IEnumerable).IsAssignableFrom(type)
        && type.Assembly.GetName().Name is { } assembly
        && !assembly.StartsWith("System.", StringComparison.Ordinal)
        && !assembly.StartsWith("Microsoft.", StringComparison.Ordinal);

    private static Converter Create(Type definition, Type[] types, params object[] arguments) =>
        (Converter)Activator.CreateInstance(definition.MakeGenericType(types), arguments)!;
}

/// <summary>A type that is not sent.</summary>
internal sealed class RefusedConverter(Type type) : Converter
{
    public override Held Write(object? value, Outbound to, int depth) => value is null ? Held.Null : throw Refusal;

    public override object? Read(Held value, Inbound from) => throw Refusal;

    private RpcException Refusal => new(
        "TypeError",
        $"Cannot serialize value: {type}" + (type.IsInterface || type.IsClass ? "; mark what is to be a stub with [RpcTarget]" : ""));
}

internal sealed class NullableConverter(Converter inside) : Converter
{
    public override Held Write(object? value, Outbound to, int depth) => value is null ? Held.Null : inside.Write(value, to, depth);

    public override object? Read(Held value, Inbound from) =>
        value.IsNull || value.IsUndefined || value is Held.Date { Item.IsValueSome: false } ? null : inside.Read(value, from);
}
