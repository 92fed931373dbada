using PeerFunctional.Kernel;

namespace PeerFunctional.Cli.Output;

/// <summary>Says where a command listens, and whose calls that takes.</summary>
internal static class ListeningLine
{
    public static void Tell(Screen screen, Endpoint address, string beginning = "Listening on")
    {
        if (!screen.Quiet) screen.Object(new { Notice = "listening", Address = address.ToString(), Takes = Families(address.Host) });
        screen.Story($"{beginning} {address}{Words(address.Host)}");
    }

    /// <summary>What a wildcard stands for; nothing for the address of one interface.</summary>
    public static string Words(string host) => host switch
    {
        "0.0.0.0" => " (every IPv4 address of this machine)",
        "::" => " (every address of this machine, IPv6 and IPv4)",
        _ => "",
    };

    private static string[] Families(string host) => host switch
    {
        "::" => ["ipv6", "ipv4"],
        _ when host.Contains(':') => ["ipv6"],
        _ => ["ipv4"],
    };
}
