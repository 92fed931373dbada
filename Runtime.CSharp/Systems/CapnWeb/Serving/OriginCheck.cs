using System.Net;
using Microsoft.AspNetCore.Http;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>
/// Refuses the pages of other sites. A page's script may open a WebSocket to, and post text at, every host; its browser says in
/// <c>Origin</c> whose page it is.
/// </summary>
internal static class OriginCheck
{
    public static bool IsAllowed(HttpContext context, RpcServerOptions options)
    {
        var request = context.Request;
        if (IsLoopback(context.Connection.LocalIpAddress) && !IsLoopbackName(request.Host.Host) && !options.AllowedOrigins.Contains("*")
            && !options.AllowedOrigins.Any(one => Uri.TryCreate(one, UriKind.Absolute, out var allowed) && allowed.Host == request.Host.Host))
            return false;
        var origins = request.Headers.Origin;
        if (origins.Count == 0) return true;
        var origin = origins.ToString();
        // A page by http is another site's than one by https: anybody on the way may have written it.
        return options.AllowedOrigins.Contains("*")
            || options.AllowedOrigins.Contains(origin, StringComparer.OrdinalIgnoreCase)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page)
                && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own)
                && page.Scheme == own.Scheme
                && string.Equals(page.Authority, own.Authority, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsLoopback(IPAddress? address) => address is not null && IPAddress.IsLoopback(address);

    /// <summary>Any other name of a loopback address is another site's, which has pointed it here.</summary>
    private static bool IsLoopbackName(string host) =>
        host is "localhost" || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
