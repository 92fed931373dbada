using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace PeerFunctional.Cli.Explorer;

/// <summary>The files of the page, which are parts of the program.</summary>
internal static class ExplorerPage
{
    /// <summary>What the name of each file's resource begins with.</summary>
    private const string Prefix = "explorer/";

    private const string First = "index.html";

    private static readonly Assembly Program = typeof(ExplorerPage).Assembly;

    private static readonly HashSet<string> Names =
        [.. Program.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..])];

    public static async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value?.TrimStart('/');
        var name = string.IsNullOrEmpty(path) ? First : path;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        if (!Names.Contains(name))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync("Not found.");
            return;
        }

        await using var file = Program.GetManifestResourceStream(Prefix + name)!;
        context.Response.ContentType = TypeOf(name);
        context.Response.ContentLength = file.Length;
        if (HttpMethods.IsGet(context.Request.Method)) await file.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".json" => "application/json",
        ".ico" => "image/x-icon",
        _ => "text/plain; charset=utf-8",
    };
}
