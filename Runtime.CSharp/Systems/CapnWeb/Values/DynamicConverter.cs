using PeerFunctional.CapnWeb;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Values whose type is not declared: written by their own type, read as what comes closest.</summary>
internal sealed class DynamicConverter : Converter
{
    public override Held Write(object? value, Outbound to, int depth) =>
        value is null ? Held.Null
        : value.GetType() == typeof(object) ? throw new RpcException("TypeError", "Cannot serialize value: System.Object")
        : Converters.For(value.GetType()).Write(value, to, depth);

    public override object? Read(Held value, Inbound from) => value switch
    {
        { IsNull: true } or { IsUndefined: true } => null,
        Held.Flag flag => flag.Item,
        Held.Number number => number.Item,
        Held.BigInt number => number.Item,
        Held.Text text => text.Item,
        Held.Date { Item.IsValueSome: false } => null,
        Held.Date => Converters.For(typeof(DateTimeOffset)).Read(value, from),
        Held.Bytes bytes => Converters.For(TypedArray.TypeOf(bytes.Item1)).Read(value, from),
        Held.Error => Failures.Read(value, from),
        Held.Url => Converters.For(typeof(Uri)).Read(value, from),
        Held.Request => Converters.For(typeof(HttpRequestMessage)).Read(value, from),
        Held.Response => Converters.For(typeof(HttpResponseMessage)).Read(value, from),
        Held.Items => Converters.For(typeof(object[])).Read(value, from),
        Held.Object => Converters.For(typeof(Dictionary<string, object?>)).Read(value, from),
        Held.Reference { Item: Reference.Readable } => Converters.For(typeof(IAsyncEnumerable<object?>)).Read(value, from),
        Held.Reference { Item: Reference.Writable } => Converters.For(typeof(RpcWritable)).Read(value, from),
        Held.Reference => Converters.For(typeof(RpcStub)).Read(value, from),
        _ => Converters.For(typeof(Held)).Read(value, from),
    };
}

/// <summary>Values of a session as they are. Whoever gets one takes over its references; one that is sent keeps its own.</summary>
internal sealed class HeldConverter : Converter<Held>
{
    public override object Read(Held value, Inbound from) => ReadValue(value, from);

    protected override Held WriteValue(Held value, Outbound to, int depth)
    {
        foreach (var reference in ValueModule.references(value)) to.Hold(reference);
        return value;
    }

    protected override Held ReadValue(Held value, Inbound from)
    {
        foreach (var reference in ValueModule.references(value)) from.Claim(reference);
        return value;
    }
}
