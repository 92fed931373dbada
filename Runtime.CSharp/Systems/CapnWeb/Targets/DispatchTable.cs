using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>What a type publishes: the members that its marked interfaces and classes declare. Made once for each type.</summary>
internal sealed class DispatchTable
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
    private static readonly ConcurrentDictionary<Type, DispatchTable> Tables = [];
    private readonly Dictionary<string, PublishedMember> members = [];
    private readonly Dictionary<string, MemberInfo> sources = [];

    private DispatchTable(Type type)
    {
        foreach (var source in Sources(type))
        {
            foreach (var method in source.GetMethods(Own).Where(IsPublished)) Publish(type, method, new PublishedMethod(new Signature(method)));
            foreach (var property in source.GetProperties(Own).Where(IsPublished))
                Publish(type, property, new PublishedProperty(property));
        }
    }

    /// <exception cref="InvalidOperationException">Nothing of the type is marked, or two members have one name.</exception>
    public static DispatchTable Of(Type type) => Tables.GetOrAdd(type, static type => IsTarget(type)
        ? new(type)
        : throw new InvalidOperationException($"{type} publishes nothing: mark it, or an interface of it, with [RpcTarget]."));

    /// <summary>Whether a type, a base type or an interface of it is marked.</summary>
    public static bool IsTarget(Type type) => Sources(type).Any();

    public bool TryFind(string name, [MaybeNullWhen(false)] out PublishedMember member) => members.TryGetValue(name, out member);

    private static IEnumerable<Type> Sources(Type type)
    {
        for (var one = type; one is not null && one != typeof(object); one = one.BaseType)
        {
            if (one.IsDefined(typeof(RpcTargetAttribute), inherit: false)) yield return one;
        }

        foreach (var one in type.GetInterfaces())
        {
            if (one != type && one.IsDefined(typeof(RpcTargetAttribute), inherit: false)) yield return one;
        }
    }

    private static bool IsPublished(MethodInfo method) =>
        !method.IsSpecialName
        && method.GetBaseDefinition().DeclaringType != typeof(object)
        && !method.IsDefined(typeof(CompilerGeneratedAttribute))
        && !(method.Name is "Dispose" or "DisposeAsync" && method.GetParameters().Length == 0);

    private static bool IsPublished(PropertyInfo property) =>
        property.GetMethod is { IsPublic: true } && property.GetIndexParameters().Length == 0 && property.Name != "EqualityContract";

    /// <summary>A class may repeat the members of its interfaces; overloads have no place in the protocol.</summary>
    private void Publish(Type type, MemberInfo member, PublishedMember published)
    {
        if (member is MethodInfo { IsGenericMethodDefinition: true })
            throw new InvalidOperationException($"{type}.{member.Name} is generic and cannot be called by a peer.");
        var name = WireName.Of(member);
        if (members.TryAdd(name, published)) sources[name] = member;
        else if (sources[name].DeclaringType == member.DeclaringType)
            throw new InvalidOperationException($"{type} has two members '{name}': give one of them another name with [RpcName].");
    }
}

/// <summary>A member that a peer can reach.</summary>
internal abstract class PublishedMember
{
    public abstract ValueTask<Held> GetAsync(object owner, Invocation invocation);

    public abstract ValueTask<Held> CallAsync(object owner, Microsoft.FSharp.Collections.FSharpList<Held> arguments, Invocation invocation);
}

internal sealed class PublishedMethod(Signature signature) : PublishedMember
{
    public override ValueTask<Held> GetAsync(object owner, Invocation invocation) =>
        new(Held.NewReference(invocation.Result.Add(new MethodTarget(owner, signature))));

    public override ValueTask<Held> CallAsync(
        object owner, Microsoft.FSharp.Collections.FSharpList<Held> arguments, Invocation invocation) =>
        signature.CallAsync(owner, arguments, invocation);
}

internal sealed class PublishedProperty(PropertyInfo property) : PublishedMember
{
    private readonly MethodInvoker getter = MethodInvoker.Create(property.GetMethod!);
    private readonly Returning returning = Returning.Of(property.PropertyType);

    public override ValueTask<Held> GetAsync(object owner, Invocation invocation) => returning.WriteAsync(getter.Invoke(owner), invocation);

    public override ValueTask<Held> CallAsync(
        object owner, Microsoft.FSharp.Collections.FSharpList<Held> arguments, Invocation invocation) =>
        getter.Invoke(owner) is Delegate function
            ? Signature.OfDelegate(function.GetType()).CallAsync(function, arguments, invocation)
            : throw new RpcException("TypeError", $"'{WireName.Of(property)}' is not a function.");
}
