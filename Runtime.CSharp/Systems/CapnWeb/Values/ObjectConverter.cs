using System.Reflection;
using Microsoft.FSharp.Collections;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>
/// Records and plain classes: their public properties in camel case. They are read by a constructor without parameters and the
/// properties that can be set, or else by the constructor with the most parameters.
/// </summary>
internal sealed class ObjectConverter : Converter
{
    private readonly Type type;
    private readonly Lazy<Field[]> fields;
    private readonly Lazy<Maker?> maker;

    public ObjectConverter(Type type)
    {
        this.type = type;
        fields = new(() => [.. Properties(type).Select(property => new Field(property))]);
        maker = new(() => Maker.Of(type));
    }

    public override Held Write(object? value, Outbound to, int depth)
    {
        if (value is null) return Held.Null;
        var inside = Deeper(depth);
        var written = FSharpList<Tuple<string, Held>>.Empty;
        var all = fields.Value;
        var values = new Tuple<string, Held>[all.Length];
        for (var at = 0; at < all.Length; at++)
            values[at] = new(all[at].Name, all[at].Converter.Write(all[at].Get(value), to, inside));
        for (var at = values.Length - 1; at >= 0; at--) written = FSharpList<Tuple<string, Held>>.Cons(values[at], written);
        return Held.NewObject(written);
    }

    public override object? Read(Held value, Inbound from)
    {
        if ((value.IsNull || value.IsUndefined) && !type.IsValueType) return null;
        if (value is not Held.Object given) throw Unlike($"an object with the properties of {type.Name}", value);
        var made = maker.Value ?? throw new RpcException("TypeError", $"{type.Name} has no public constructor.");
        return made.Make(given.Item, from);
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property is { CanRead: true } && property.GetMethod!.IsPublic && property.GetIndexParameters().Length == 0
                && property.Name != "EqualityContract")
            .GroupBy(property => property.Name)
            .Select(group => group.First());

    private sealed class Field(PropertyInfo property)
    {
        private readonly MethodInvoker getter = MethodInvoker.Create(property.GetMethod!);

        public string Name { get; } = WireName.Of(property);

        public Converter Converter { get; } = Converters.For(property.PropertyType);

        public object? Get(object owner) => getter.Invoke(owner);
    }

    /// <summary>How an object is made from what came.</summary>
    private sealed class Maker(ConstructorInvoker? create, Type type, Maker.Part[] parameters, Maker.Part[] properties)
    {
        public static Maker? Of(Type type)
        {
            var constructors = type.GetConstructors();
            var settable = Properties(type).Where(property => property.SetMethod is { IsPublic: true }).ToArray();
            var plain = constructors.FirstOrDefault(one => one.GetParameters().Length == 0);
            if (plain is not null || (type.IsValueType && constructors.Length == 0))
                return new(plain is null ? null : ConstructorInvoker.Create(plain), type, [], [.. settable.Select(Part.Of)]);
            var fullest = constructors.MaxBy(one => one.GetParameters().Length);
            return fullest is null
                ? null
                : new(ConstructorInvoker.Create(fullest), type, [.. fullest.GetParameters().Select(one => Part.Of(one, type))], []);
        }

        public object Make(FSharpList<Tuple<string, Held>> given, Inbound from)
        {
            var byName = new Dictionary<string, Held>();
            foreach (var (name, value) in given) byName[name] = value;
            var arguments = new object?[parameters.Length];
            for (var at = 0; at < arguments.Length; at++) arguments[at] = parameters[at].Read(byName, from);
            var made = create is null ? Activator.CreateInstance(type)! : create.Invoke(arguments.AsSpan());
            foreach (var property in properties)
            {
                if (byName.ContainsKey(property.Name)) property.Set!(made, property.Read(byName, from));
            }

            return made;
        }

        /// <summary>A parameter or a property.</summary>
        public sealed record Part(string Name, Converter Converter, bool HasDefault, object? Default, Action<object, object?>? Set)
        {
            public static Part Of(PropertyInfo property) =>
                new(WireName.Of(property), Converters.For(property.PropertyType), false, null, property.SetValue);

            /// <summary>A record's parameter has the name of its property.</summary>
            public static Part Of(ParameterInfo parameter, Type type)
            {
                var property = Properties(type).FirstOrDefault(one => one.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase));
                var name = property is null ? WireName.OfText(parameter.Name!) : WireName.Of(property);
                return new(name, Converters.For(parameter.ParameterType), parameter.HasDefaultValue, parameter.DefaultValue, null);
            }

            public object? Read(Dictionary<string, Held> given, Inbound from)
            {
                var value = given.GetValueOrDefault(Name, Held.Undefined);
                if (value.IsUndefined && HasDefault) return Default;
                try
                {
                    return Converter.Read(value, from);
                }
                catch (RpcException problem) when (problem.Name == "TypeError")
                {
                    throw new RpcException("TypeError", $"{Name}: {problem.Message}");
                }
            }
        }
    }
}
