using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Serves Cap'n Web on Kestrel.</summary>
public static class CapnWebEndpoints
{
    /// <summary>Serves an object: WebSockets at the path, batches at the path and <c>/batch</c>.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">Such as <c>/rpc</c>.</param>
    /// <param name="main">Makes the main object of a session, of a marked type. It is disposed with the session.</param>
    /// <param name="options">What sessions may cost, and who may call.</param>
    public static IEndpointConventionBuilder MapCapnWeb(
        this IEndpointRouteBuilder endpoints, string path, Func<object?> main, RpcServerOptions? options = null) =>
        endpoints.MapCapnWeb(path, _ => main(), options);

    /// <summary>The same for an object that follows from who calls.</summary>
    /// <param name="endpoints">The application.</param>
    /// <param name="path">Such as <c>/rpc</c>.</param>
    /// <param name="main">Makes the main object of a session, of a marked type. It is disposed with the session.</param>
    /// <param name="options">What sessions may cost, and who may call.</param>
    public static IEndpointConventionBuilder MapCapnWeb(
        this IEndpointRouteBuilder endpoints, string path, Func<HttpContext, object?> main, RpcServerOptions? options = null)
    {
        var lifetime = endpoints.ServiceProvider.GetService<IHostApplicationLifetime>();
        var endpoint = new RpcEndpoint(main, options ?? new(), lifetime?.ApplicationStopping ?? default);
        var webSocket = endpoints.CreateApplicationBuilder();
        webSocket.Use((context, next) =>
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
                context.Features.Set<IHttpUpgradeFeature>(new GatheringUpgrade(upgrade));
            return next(context);
        });
        webSocket.UseWebSockets();
        webSocket.Run(endpoint.WebSocketAsync);
        return new Both(
            endpoints.Map(path, webSocket.Build()).WithDisplayName("Cap'n Web session"),
            endpoints.Map(path.TrimEnd('/') + "/batch", endpoint.BatchAsync).WithDisplayName("Cap'n Web batch"));
    }

    /// <summary>What is said of one endpoint holds for the other.</summary>
    private sealed class Both(IEndpointConventionBuilder one, IEndpointConventionBuilder other) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention)
        {
            one.Add(convention);
            other.Add(convention);
        }

        public void Finally(Action<EndpointBuilder> finallyConvention)
        {
            one.Finally(finallyConvention);
            other.Finally(finallyConvention);
        }
    }
}
