using System.Reflection;
using System.Text.Json;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>The name of a member in messages.</summary>
internal static class WireName
{
    public static string Of(MemberInfo member) =>
        member.GetCustomAttribute<RpcNameAttribute>()?.Name ?? OfText(member.Name);

    public static string OfText(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
