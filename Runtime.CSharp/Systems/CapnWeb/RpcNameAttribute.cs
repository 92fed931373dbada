namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Gives a member, a property of a value or an enum's field another name than its own in camel case.</summary>
/// <param name="name">The name as it stands in messages, such as <c>get_stats</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class RpcNameAttribute(string name) : Attribute
{
    /// <summary>The name as it stands in messages.</summary>
    public string Name { get; } = name;
}
