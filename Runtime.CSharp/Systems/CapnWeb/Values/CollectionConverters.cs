using System.Collections;
using Microsoft.FSharp.Collections;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Arrays and lists. What is read is an array or a <see cref="List{T}"/>.</summary>
internal sealed class ListConverter<T>(bool isArray) : Converter<IEnumerable>
{
    private readonly Lazy<Converter> item = new(() => Converters.For(typeof(T)));

    protected override Held WriteValue(IEnumerable value, Outbound to, int depth)
    {
        var inside = Deeper(depth);
        var written = new List<Held>();
        foreach (var one in (IEnumerable<T>)value) written.Add(item.Value.Write(one, to, inside));
        return Held.NewItems(ListModule.OfSeq(written));
    }

    protected override IEnumerable ReadValue(Held value, Inbound from)
    {
        if (value is not Held.Items items) throw Unlike("an array", value);
        var read = new List<T>();
        foreach (var one in items.Item) read.Add((T)item.Value.Read(one, from)!);
        return isArray ? read.ToArray() : read;
    }
}

/// <summary>Objects whose keys are not known beforehand; as texts, HTTP headers too.</summary>
internal sealed class DictionaryConverter<T> : Converter<IEnumerable<KeyValuePair<string, T>>>
{
    private readonly Lazy<Converter> item = new(() => Converters.For(typeof(T)));

    protected override Held WriteValue(IEnumerable<KeyValuePair<string, T>> value, Outbound to, int depth)
    {
        var inside = Deeper(depth);
        var written = new List<Tuple<string, Held>>();
        foreach (var (key, one) in value) written.Add(new(key, item.Value.Write(one, to, inside)));
        return Held.NewObject(ListModule.OfSeq(written));
    }

    protected override IEnumerable<KeyValuePair<string, T>> ReadValue(Held value, Inbound from)
    {
        var read = new Dictionary<string, T>();
        if (value is Held.Headers headers && read is Dictionary<string, string> texts)
        {
            foreach (var (name, text) in headers.Item) texts[name] = texts.TryGetValue(name, out var before) ? $"{before}, {text}" : text;
            return read;
        }

        if (value is not Held.Object fields) throw Unlike("an object", value);
        foreach (var (key, one) in fields.Item) read[key] = (T)item.Value.Read(one, from)!;
        return read;
    }
}
