using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace PeerFunctional.Runtime.Systems.CapnWeb;

/// <summary>Why a peer cannot be talked to, and what to do.</summary>
internal static class NoAnswer
{
    public static string Words(Uri address, HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound =>
            $"it has nothing at '{address.AbsolutePath}' (404); check the path, such as /rpc for ws and /rpc/batch for http",
        HttpStatusCode.Unauthorized => "it wants to know who calls (401)",
        HttpStatusCode.Forbidden => "it refuses this caller (403)",
        HttpStatusCode.UpgradeRequired => "it takes WebSockets there (426); use ws:// or wss://, or the path of its batches",
        HttpStatusCode.ServiceUnavailable => "it takes no more sessions now (503); try again later",
        _ when address.Scheme is "ws" or "wss" => $"it takes no WebSockets there ({(int)status}); check the path, such as /rpc",
        _ => $"it answered with status {(int)status}",
    };

    public static string Words(Uri address, Exception problem)
    {
        for (var one = problem; one is not null; one = one.InnerException)
        {
            if (Words(address, one) is { } words) return words;
        }

        return problem.Message;

        static string? Words(Uri address, Exception one) => one switch
        {
            SocketException socket => OfSocket(address, socket.SocketErrorCode),
            AuthenticationException tls => OfTls(address, tls.Message),
            HttpIOException { HttpRequestError: HttpRequestError.ResponseEnded } => "it closed the connection before it answered",
            OperationCanceledException => "the call was given up before it answered",
            _ => null,
        };
    }

    /// <summary>What became of a WebSocket that was open.</summary>
    public static string Words(Exception problem) => problem switch
    {
        WebSocketException { WebSocketErrorCode: WebSocketError.ConnectionClosedPrematurely } => "the peer ended it without closing the session",
        WebSocketException { WebSocketErrorCode: WebSocketError.Faulted or WebSocketError.HeaderError or WebSocketError.InvalidMessageType } =>
            "what came is not a WebSocket message",
        WebSocketException { WebSocketErrorCode: WebSocketError.InvalidState } or InvalidOperationException => "it is closed already",
        _ => "the network ended it",
    };

    private static string? OfSocket(Uri address, SocketError error) => error switch
    {
        SocketError.ConnectionRefused => $"no program listens on port {address.Port} of {address.Host}; {StartOf(address)}",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => $"the host name '{address.Host}' is not known",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"the network has no way to {address.Host}",
        SocketError.TimedOut => $"{address.Host} did not answer in time",
        SocketError.ConnectionReset or SocketError.ConnectionAborted => "it closed the connection before it answered",
        _ => null,
    };

    private static string StartOf(Uri address) => address.Scheme is "https" or "wss"
        ? "start the peer, or check the address"
        : $"check the address, or start a peer there with: peer rpc serve{(address.IsLoopback ? "" : " --listen 0.0.0.0")} --port {address.Port}";

    private static string OfTls(Uri address, string problem)
    {
        bool Says(string status) => problem.Contains(status, StringComparison.Ordinal);
        return Says("NameMismatch") ? $"its TLS certificate is for another name than '{address.Host}'; use the name that it is for"
            : Says("NotTimeValid") ? "its TLS certificate is not valid at this time; check the clock, or have it renewed"
            : Says("certificate") ? "the issuer of its TLS certificate is not trusted here; add it to the system's certificates, or name it in SSL_CERT_FILE"
            : $"it does not speak TLS there; use {(address.Scheme == "wss" ? "ws" : "http")}:// if it is meant to be without";
    }
}
