using System.Net;
using System.Net.NetworkInformation;
using PeerFunctional.Kernel.Encodings;

namespace PeerFunctional.Runtime.Hosting;

/// <summary>IP addresses as a user writes them. The system's resolver fails on some of these, so it never sees one.</summary>
internal static class LiteralAddress
{
    /// <summary>The address, an IPv4-mapped one as IPv4; null if the text is a name.</summary>
    /// <exception cref="IOException">An address of a link lacks its interface, or names one that is not there.</exception>
    public static IPAddress? Parse(string text)
    {
        if (IpAddress.parse(text)?.Value is not { } bytes) return null;

        var address = new IPAddress(bytes).Plain();
        if (text.IndexOf('%') is var zone and >= 0)
            address.ScopeId = ScopeOf(text[(zone + 1)..]);
        else if (address.IsIPv6LinkLocal)
            throw new IOException($"{text} is valid on every link: name the interface, such as {text}%{Interfaces().FirstOrDefault() ?? "eth0"}");

        return address;
    }

    private static long ScopeOf(string zone) =>
        IPAddress.TryParse($"fe80::1%{zone}", out var scoped) && scoped.ScopeId != 0
            ? scoped.ScopeId
            : throw new IOException($"this machine has no interface '{zone}'; it has {string.Join(", ", Interfaces().Append("lo"))}");

    private static IEnumerable<string> Interfaces() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .Where(face => face.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(face => face.Name);
}
