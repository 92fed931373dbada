using System.Runtime.InteropServices;
using PeerFunctional.CapnWeb;
using PeerFunctional.Kernel;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Bytes, whichever container they come in.</summary>
internal sealed class BytesConverter : Converter<byte[]>
{
    protected override Held WriteValue(byte[] value, Outbound to, int depth) =>
        Held.NewBytes(ByteKind.Plain, new ByteString(value.ToArray()));

    protected override byte[] ReadValue(Held value, Inbound from) =>
        value is Held.Bytes bytes ? bytes.Item2.Bytes.ToArray() : throw Unlike("bytes", value);
}

/// <summary>Numbers of a fixed size, as JavaScript's typed arrays.</summary>
internal sealed class TypedArrayConverter<T>(bool isReadOnly) : Converter where T : unmanaged
{
    public override Held Write(object? value, Outbound to, int depth)
    {
        var memory = value is Memory<T> writable ? writable : (ReadOnlyMemory<T>)value!;
        return Held.NewBytes(TypedArray.KindOf(typeof(T)), new ByteString(MemoryMarshal.AsBytes(memory.Span).ToArray()));
    }

    public override object Read(Held value, Inbound from)
    {
        var items = TypedArray.Read<T>(value) ?? throw Unlike($"an array of {typeof(T).Name} as bytes", value);
        return isReadOnly ? (ReadOnlyMemory<T>)items : (Memory<T>)items;
    }
}

internal static class TypedArray
{
    private static readonly Dictionary<Type, ByteKind> Kinds = new()
    {
        [typeof(byte)] = ByteKind.Plain,
        [typeof(sbyte)] = ByteKind.Int8Array,
        [typeof(short)] = ByteKind.Int16Array,
        [typeof(ushort)] = ByteKind.Uint16Array,
        [typeof(int)] = ByteKind.Int32Array,
        [typeof(uint)] = ByteKind.Uint32Array,
        [typeof(long)] = ByteKind.BigInt64Array,
        [typeof(ulong)] = ByteKind.BigUint64Array,
        [typeof(float)] = ByteKind.Float32Array,
        [typeof(double)] = ByteKind.Float64Array,
    };

    public static bool IsElement(Type type) => Kinds.ContainsKey(type);

    public static ByteKind KindOf(Type type) => Kinds[type];

    /// <summary>The type that comes closest to a container: numbers of more than a byte stay numbers.</summary>
    public static Type TypeOf(ByteKind kind) =>
        Kinds.FirstOrDefault(pair => pair.Key != typeof(byte) && pair.Value.Equals(kind)).Key is { } element
            ? typeof(ReadOnlyMemory<>).MakeGenericType(element)
            : typeof(byte[]);

    /// <summary>The numbers in a container of this type; null for another one.</summary>
    public static T[]? Read<T>(Held value) where T : unmanaged =>
        value is Held.Bytes bytes && (typeof(T) == typeof(byte) || bytes.Item1.Equals(KindOf(typeof(T))))
            ? MemoryMarshal.Cast<byte, T>(bytes.Item2.Bytes.Span).ToArray()
            : null;
}
