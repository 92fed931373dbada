using System.Net;
using PeerFunctional.Kernel;

namespace PeerFunctional.Cli.Output;

/// <summary>The options by which a program listens where a caller found nothing, for hints that can be copied.</summary>
internal static class ListeningOptions
{
    /// <summary><c>--port 7999</c>, and <c>--bind</c> where the caller does not look for the default address, 127.0.0.1.</summary>
    public static string Words(Endpoint called) =>
        BindOf(called.Host) is { } bind ? $"--bind {bind} --port {called.Port}" : $"--port {called.Port}";

    private static string? BindOf(string host)
    {
        if (!IPAddress.TryParse(host, out var address)) return host == "localhost" ? null : "0.0.0.0";
        if (address.Equals(IPAddress.Loopback)) return null;
        return IPAddress.IsLoopback(address) ? host : host.Contains(':') ? "::" : "0.0.0.0";
    }
}
