using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace PeerFunctional.Cli.Explorer;

/// <summary>
/// Who may use the page: the browser that brought the token of the printed address. A token works once; it is exchanged for a cookie,
/// and a new one is told for another browser. Other programs' pages, other hosts' names and requests without the cookie are refused.
/// </summary>
/// <param name="tell">Hears each token.</param>
internal sealed class ExplorerAccess(Action<string> tell)
{
    private const int SecretBytes = 16;

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private readonly Lock gate = new();
    private readonly string cookie = Secret();
    private string token = Secret();

    /// <summary>Tells the first token.</summary>
    public void Start() => tell(token);

    /// <summary>Answers a request that may not pass, and gives every answer its headers.</summary>
    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var (request, headers) = (context.Request, context.Response.Headers);
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        if (!IsOwn(request)) await RefuseAsync(context, "This name is not one of the explorer's address: open the address that the program printed.");
        else if (IsKnown(request)) await (request.Query.ContainsKey("token") ? RedirectAsync(context) : next(context));
        else if (Exchange(request.Query["token"].ToString())) await LetInAsync(context);
        else await RefuseAsync(context, "The address lacks its token, or the token was used before: open the address that the program printed last.");
    }

    /// <summary>A page of another site can point its own name at this machine; its requests then say that name.</summary>
    private static bool IsOwn(HttpRequest request) =>
        request.Host.Host is "127.0.0.1" or "localhost"
        && request.Host.Port == request.HttpContext.Connection.LocalPort
        && (request.Headers.Origin.Count == 0 || request.Headers.Origin == $"http://{request.Host}");

    private static string NameOf(HttpRequest request) => $"peer-explore-{request.HttpContext.Connection.LocalPort}";

    private static Task RedirectAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = "/";
        return Task.CompletedTask;
    }

    private static Task RefuseAsync(HttpContext context, string words)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words);
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private bool IsKnown(HttpRequest request) => request.Cookies[NameOf(request)] is { } given && Same(given, cookie);

    private bool Exchange(string given)
    {
        string next;
        lock (gate)
        {
            if (!Same(given, token)) return false;
            next = token = Secret();
        }

        tell(next);
        return true;
    }

    private Task LetInAsync(HttpContext context)
    {
        context.Response.Cookies.Append(NameOf(context.Request), cookie, new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Path = "/",
        });
        return RedirectAsync(context);
    }
}
