namespace PeerFunctional.Tests.CapnWeb

open System
open System.Net.Http
open System.Text
open System.Threading.Tasks
open Microsoft.AspNetCore.Builder
open Microsoft.AspNetCore.Hosting
open Microsoft.AspNetCore.Http
open Microsoft.Extensions.Logging
open PeerFunctional.Tests
open PeerFunctional.Runtime.Systems.CapnWeb

/// A server on a port of its own.
type RpcServer(main: HttpContext -> obj, options: RpcServerOptions, adapt: IEndpointConventionBuilder -> unit) =
    let builder = WebApplication.CreateSlimBuilder()

    do
        builder.Logging.ClearProviders() |> ignore
        builder.WebHost.UseUrls "http://127.0.0.1:0" |> ignore

    let app = builder.Build()

    do
        app.MapCapnWeb("/rpc", main, options) |> adapt
        app.StartAsync() |> Rpc.ended "the server's start"

    let address = Uri(Seq.head app.Urls)

    new(main: unit -> obj) = new RpcServer((fun _ -> main ()), RpcServerOptions(), ignore)

    member _.Port = address.Port
    member _.WebSocket = Uri $"ws://127.0.0.1:{address.Port}/rpc"
    member _.Batch = Uri $"http://127.0.0.1:{address.Port}/rpc/batch"

    /// The status and the body of the answer to a request at a path.
    member _.Ask(method: HttpMethod, path: string, body: string, headers: (string * string) list) : Task<int * string> =
        task {
            use client = new HttpClient()
            use request = new HttpRequestMessage(method, Uri(address, path))

            if not (isNull body) then
                request.Content <- new StringContent(body, Encoding.UTF8, "text/plain")

            for name, value in headers do
                request.Headers.TryAddWithoutValidation(name, value) |> ignore

            use! response = client.SendAsync request
            let! text = response.Content.ReadAsStringAsync()
            return int response.StatusCode, text
        }
        |> Deadline.await "the answer"

    member server.Post(body, headers) =
        server.Ask(HttpMethod.Post, "/rpc/batch", body, headers) |> Deadline.get "the answer"

    member server.Connect() : RpcSession =
        RpcSession.ConnectAsync server.WebSocket |> Deadline.get "the session"

    interface IDisposable with
        member _.Dispose() =
            app.StopAsync() |> Rpc.ended "the server's end"
            (app :> IDisposable).Dispose()
