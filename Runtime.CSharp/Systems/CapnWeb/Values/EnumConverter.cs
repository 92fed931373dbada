using System.Reflection;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The fields of an enum as their names in camel case; a value without a name as a number.</summary>
internal sealed class EnumConverter<T> : Converter<T> where T : struct, Enum
{
    private readonly Dictionary<T, string> names = [];
    private readonly Dictionary<string, T> values = [];

    public EnumConverter()
    {
        foreach (var field in typeof(T).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var name = WireName.Of(field);
            var value = (T)field.GetValue(null)!;
            names.TryAdd(value, name);
            values[name] = value;
        }
    }

    protected override Held WriteValue(T value, Outbound to, int depth) =>
        names.TryGetValue(value, out var name) ? Held.NewText(name) : Held.NewNumber(Convert.ToDouble(value));

    protected override T ReadValue(Held value, Inbound from) =>
        value is Held.Text text && values.TryGetValue(text.Item, out var known)
            ? known
            : throw new RpcException("TypeError", $"Expected one of {string.Join(", ", values.Keys)}.");
}
