using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Answers WebSockets and batches with sessions.</summary>
/// <param name="main">Makes the main object of a session.</param>
/// <param name="options">What sessions may cost, and who may call.</param>
/// <param name="stopping">Ends every session.</param>
internal sealed class RpcEndpoint(Func<HttpContext, object?> main, RpcServerOptions options, CancellationToken stopping)
{
    private int sessions;

    public Task WebSocketAsync(HttpContext context) => InTurnAsync(context, async () =>
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            context.Response.Headers.Upgrade = "websocket";
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            return;
        }

        var served = main(context);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            KeepAliveInterval = options.KeepAlive,
            KeepAliveTimeout = options.KeepAlive,
        }).ConfigureAwait(false);
        var gathering = (context.Features.Get<IHttpUpgradeFeature>() as GatheringUpgrade)?.Stream;
        var session = RpcSession.Over(new WebSocketTransport(socket, 3L * options.MaxMessage) { Gathering = gathering }, served, options);
        using var aborting = context.RequestAborted.UnsafeRegister(End, session);
        using var ending = stopping.UnsafeRegister(End, session);
        await session.Completion.ConfigureAwait(false);
    });

    public Task BatchAsync(HttpContext context) => InTurnAsync(context, async () =>
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = "POST";
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = options.MaxBody;
        using var patience = new CancellationTokenSource(options.BatchTimeout, options.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, context.RequestAborted);
        try
        {
            var body = await ReadAsync(context.Request, either.Token).ConfigureAwait(false);
            var answer = await BatchServerWire.AnswerAsync(body, main(context), options, either.Token).ConfigureAwait(false);
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, either.Token).ConfigureAwait(false);
        }
        catch (BadHttpRequestException problem)
        {
            context.Response.StatusCode = problem.StatusCode;
        }
        catch (InvalidDataException problem)
        {
            await RefuseAsync(context, StatusCodes.Status500InternalServerError, problem.Message).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(context, StatusCodes.Status504GatewayTimeout, "The batch took too long.").ConfigureAwait(false);
        }
    });

    private static void End(object? session) => ((RpcSession)session!).Main.Dispose();

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellation).ConfigureAwait(false);
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static Task RefuseAsync(HttpContext context, int status, string words)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(words);
    }

    private async Task InTurnAsync(HttpContext context, Func<Task> answer)
    {
        if (!OriginCheck.IsAllowed(context, options))
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "This origin may not call here.").ConfigureAwait(false);
            return;
        }

        try
        {
            if (Interlocked.Increment(ref sessions) <= options.MaxSessions) await answer().ConfigureAwait(false);
            else await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "There are too many sessions.").ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref sessions);
        }
    }
}
