namespace PeerFunctional.Tests.CapnWeb

open System
open System.Net
open System.Net.Http
open System.Net.Security
open System.Net.WebSockets
open System.Security.Cryptography
open System.Security.Cryptography.X509Certificates
open System.Text
open System.Threading
open System.Threading.Tasks
open Microsoft.AspNetCore.Builder
open Microsoft.AspNetCore.Hosting
open Microsoft.AspNetCore.Http
open Microsoft.Extensions.Logging
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Runtime.Systems.CapnWeb

/// Sessions and batches on Kestrel.
module RpcServingTests =

    let private get what work = Deadline.get what work

    let private greet = """["push",["pipeline",0,["greet"],["Ann"]]]"""

    let private serve options =
        new RpcServer((fun _ -> Playground()), options, ignore)

    let private playground () = new RpcServer(fun () -> Playground())

    [<Fact>]
    let ``A batch is answered when everything that was pulled is, without a newline at its end`` () : unit =
        use server = playground ()

        server.Post(
            greet
            + "\n"
            + """["push",["pipeline",0,["add"],[1,2]]]"""
            + "\n"
            + """["pull",2]"""
            + "\n"
            + """["pull",1]""",
            []
        )
        |> Expect.equal (200, """["resolve",2,3]""" + "\n" + """["resolve",1,"Hello Ann!"]""")

        server.Post(greet, []) |> Expect.equal (200, "")
        server.Post("", []) |> Expect.equal (200, "")

    [<Theory>]
    [<InlineData("nonsense")>]
    [<InlineData("[\"pull\",5]")>]
    [<InlineData("[\"abort\",\"enough\"]")>]
    [<InlineData("[\"push\",1]\n")>]
    let ``A batch that breaks the protocol has no answer but its error`` (body: string) : unit =
        use server = playground ()
        server.Post(body, []) |> fst |> Expect.equal 500

    [<Fact>]
    let ``A batch is posted, and as long as allowed`` () : unit =
        use server = serve (RpcServerOptions(MaxBody = 100L))

        server.Ask(HttpMethod.Get, "/rpc/batch", null, []) |> get "the answer" |> fst |> Expect.equal 405

        server.Post(String(' ', 101), []) |> fst |> Expect.equal 413

        server.Ask(HttpMethod.Get, "/rpc", null, []) |> get "the answer" |> fst |> Expect.equal 426

    [<Fact>]
    let ``A batch whose result never comes ends in time`` () : unit =
        use server = serve (RpcServerOptions(BatchTimeout = TimeSpan.FromMilliseconds 50.0))

        server.Post("""["push",["pipeline",0,["wait"],[]]]""" + "\n" + """["pull",1]""", [])
        |> fst
        |> Expect.equal 504

    let private opens (server: RpcServer) (headers: (string * string) list) =
        use socket = new ClientWebSocket()

        for name, value in headers do
            socket.Options.SetRequestHeader(name, value)

        let opening =
            task {
                try
                    do! socket.ConnectAsync(server.WebSocket, CancellationToken.None)
                    return true
                with :? WebSocketException ->
                    return false
            }

        opening |> get "the opening"

    [<Theory>]
    [<InlineData("http://evil.example")>]
    [<InlineData("https://127.0.0.1")>]
    [<InlineData("null")>]
    let ``Pages of other sites can call neither by WebSocket nor by batch`` (origin: string) : unit =
        use server = playground ()
        server.Post(greet, [ "Origin", origin ]) |> fst |> Expect.equal 403
        opens server [ "Origin", origin ] |> Expect.isFalse

    [<Fact>]
    let ``A page by https is another site's than a server by http`` () : unit =
        use server = playground ()
        server.Post(greet, [ "Origin", $"https://127.0.0.1:{server.Port}" ]) |> fst |> Expect.equal 403
        opens server [ "Origin", $"https://127.0.0.1:{server.Port}" ] |> Expect.isFalse

    [<Fact>]
    let ``A batch whose results nothing can settle is answered at once`` () : unit =
        use server = playground ()

        let stuck =
            "Nothing can settle this result: it waits for a promise that the batch does not settle."

        server.Post(
            """["push",["pipeline",0,["echo"],[["promise",-1]]]]"""
            + "\n"
            + greet
            + "\n"
            + """["resolve",-1,["pipeline",1]]"""
            + "\n"
            + """["pull",1]"""
            + "\n"
            + """["pull",2]""",
            []
        )
        |> Expect.equal (
            200,
            """["release",-1,1]"""
            + "\n"
            + """["resolve",2,"Hello Ann!"]"""
            + "\n"
            + $"""["reject",1,["error","Error","{stuck}"]]"""
        )

    [<Fact>]
    let ``Pages of the server itself and of allowed origins can call`` () : unit =
        use server = serve (RpcServerOptions(AllowedOrigins = [| "https://app.example" |]))

        for origin in [ $"http://127.0.0.1:{server.Port}"; "https://app.example" ] do
            server.Post(greet, [ "Origin", origin ]) |> fst |> Expect.equal 200
            opens server [ "Origin", origin ] |> Expect.isTrue

    [<Fact>]
    let ``A name that another site has pointed at loopback is refused`` () : unit =
        use server = playground ()

        server.Post(
            greet,
            [ "Host", $"evil.example:{server.Port}"
              "Origin", $"http://evil.example:{server.Port}" ]
        )
        |> fst
        |> Expect.equal 403

        opens server [ "Host", $"evil.example:{server.Port}" ] |> Expect.isFalse
        server.Post(greet, [ "Host", $"localhost:{server.Port}" ]) |> fst |> Expect.equal 200

    [<Fact>]
    let ``Sessions beyond the limit are refused, and others go on`` () : unit =
        use server = serve (RpcServerOptions(MaxSessions = 1))
        let session = server.Connect()
        opens server [] |> Expect.isFalse
        server.Post(greet, []) |> fst |> Expect.equal 503
        session.Get<IPlayground>().Greet "Ann" |> get "the greeting" |> Expect.equal "Hello Ann!"
        session.DisposeAsync().AsTask() |> Rpc.ended "the end"
        Rpc.until "room" (fun () -> opens server []) |> get "room"

    [<Fact>]
    let ``What ASP.NET says of the endpoints holds for sessions and batches`` () : unit =
        let refuse (endpoints: IEndpointConventionBuilder) =
            endpoints.Add(fun endpoint ->
                endpoint.RequestDelegate <-
                    RequestDelegate(fun context ->
                        context.Response.StatusCode <- 401
                        Task.CompletedTask))

        use server = new RpcServer((fun _ -> Playground()), RpcServerOptions(), refuse)

        server.Post(greet, []) |> fst |> Expect.equal 401
        opens server [] |> Expect.isFalse

    [<Fact>]
    let ``Only a caller that authenticates gets the capability`` () : unit =
        use server = playground ()
        let api = server.Connect().Get<IPlayground>()

        api.Authenticate("guess").WhoAmI() |> Rpc.failure |> Rpc.words |> Expect.equal "Error: wrong token"

        api.Authenticate("secret").WhoAmI() |> get "the name" |> Expect.equal "the owner"

    [<Fact>]
    let ``A client's batch is one request`` () : unit =
        use server = playground ()
        let batch = RpcSession.Batch server.Batch
        let api = batch.Get<IPlayground>()
        let greeting = api.Greet "Ann"
        let name = api.User(5).Friend().Name()
        let failing = api.Fail()
        batch.SendAsync() |> Rpc.ended "the batch"
        greeting |> get "the greeting" |> Expect.equal "Hello Ann!"
        name |> get "the name" |> Expect.equal "user 6"
        failing |> Rpc.failure |> Rpc.words |> Expect.equal "RangeError: too far"
        (api.Greet "late" |> Rpc.failure).Message |> Expect.equal "Batch RPC request ended."

    [<Fact>]
    let ``A client's batch goes out by itself once a result is waited for`` () : unit =
        use server = playground ()
        let session = RpcSession.ConnectAsync server.Batch |> get "the session"
        session.Get<IPlayground>().Greet "Ann" |> get "the greeting" |> Expect.equal "Hello Ann!"

    [<Fact>]
    let ``Sessions and batches go over TLS, as Kestrel and the client are told`` () : unit =
        use key = RSA.Create 2_048

        let request =
            CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)

        let now = DateTimeOffset.UtcNow
        use certificate = request.CreateSelfSigned(now.AddDays -1.0, now.AddDays 1.0)
        let builder = WebApplication.CreateSlimBuilder()
        builder.Logging.ClearProviders() |> ignore

        builder.WebHost
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(fun kestrel ->
                kestrel.Listen(IPAddress.Loopback, 0, fun listening -> listening.UseHttps certificate |> ignore))
        |> ignore

        use app = builder.Build()
        app.MapCapnWeb("/rpc", (fun () -> Playground() :> obj)) |> ignore
        app.StartAsync() |> Rpc.ended "the server's start"
        let port = Uri(Seq.head app.Urls).Port

        let isOurs =
            RemoteCertificateValidationCallback(fun _ other _ _ ->
                other.GetCertHashString() = certificate.GetCertHashString())

        let handler = new SocketsHttpHandler()
        handler.SslOptions.RemoteCertificateValidationCallback <- isOurs

        let options =
            RpcOptions(
                Http = new HttpMessageInvoker(handler),
                WebSocket = fun options -> options.RemoteCertificateValidationCallback <- isOurs
            )

        for address in [ $"wss://localhost:{port}/rpc"; $"https://localhost:{port}/rpc/batch" ] do
            let session =
                RpcSession.ConnectAsync(Uri address, null, options) |> get "the session"

            session.Get<IPlayground>().Greet "Ann" |> get "the greeting" |> Expect.equal "Hello Ann!"
            session.DisposeAsync().AsTask() |> Rpc.ended "the end"

        app.StopAsync() |> Rpc.ended "the server's end"

    [<Fact>]
    let ``A session ends with code 3000 and its reason, in 123 bytes at most`` () : unit =
        use server = playground ()
        use socket = new ClientWebSocket()

        let ending =
            task {
                do! socket.ConnectAsync(server.WebSocket, CancellationToken.None)
                let text = """["frobnicate",""" + "\"" + String('ü', 200) + "\"]"
                let bytes = Encoding.UTF8.GetBytes text
                do! socket.SendAsync(ArraySegment bytes, WebSocketMessageType.Text, true, CancellationToken.None)
                let buffer = ArraySegment(Array.zeroCreate<byte> 4_096)
                let! abort = socket.ReceiveAsync(buffer, CancellationToken.None)
                let said = Encoding.UTF8.GetString(buffer.Array, 0, abort.Count)
                let! close = socket.ReceiveAsync(buffer, CancellationToken.None)
                return said, close
            }

        let said, close = ending |> get "the end"
        said |> Expect.stringStarts """["abort",["error","Error","bad RPC message: """
        int close.CloseStatus.Value |> Expect.equal 3000
        close.CloseStatusDescription |> Expect.stringStarts "bad RPC message: "
        close.CloseStatusDescription |> Expect.stringEnds "ü"

        Encoding.UTF8.GetByteCount close.CloseStatusDescription |> Expect.isLessThanOrEqual 123

    [<Fact>]
    let ``Binary messages end the session`` () : unit =
        use server = playground ()
        use socket = new ClientWebSocket()

        let ending =
            task {
                do! socket.ConnectAsync(server.WebSocket, CancellationToken.None)
                do! socket.SendAsync(ArraySegment [| 1uy |], WebSocketMessageType.Binary, true, CancellationToken.None)
                let buffer = ArraySegment(Array.zeroCreate<byte> 4_096)
                let! abort = socket.ReceiveAsync(buffer, CancellationToken.None)
                return Encoding.UTF8.GetString(buffer.Array, 0, abort.Count)
            }

        ending |> get "the end" |> Expect.stringStarts """["abort","""

    [<Fact>]
    let ``Connecting to a port without a listener fails, and the error says so`` () : unit =
        let connecting = RpcSession.ConnectAsync(Uri "ws://127.0.0.1:9/rpc")

        let problem =
            Assert.ThrowsAsync<IO.IOException>(fun () -> connecting :> Task) |> get "the failure"

        problem.Message
        |> Expect.equal
            "no session with ws://127.0.0.1:9/rpc: no program listens on port 9 of 127.0.0.1; check the address, or start a peer there with: peer rpc serve --port 9"

    [<Fact>]
    let ``What cannot be talked to is told in words of this program`` () : unit =
        use server = playground ()

        let connecting (address: string) =
            let failing =
                task {
                    use! session = RpcSession.ConnectAsync(Uri address)
                    let! _ = session.Main.Call("greet", "Ann").AsTask<obj>()
                    return ()
                }

            try
                failing |> Rpc.ended "the failure"
                "it was answered"
            with
            | :? AggregateException as problems -> problems.InnerExceptions[0].Message
            | problem -> problem.Message

        let at = $"127.0.0.1:{server.Port}"

        for address, words in
            [ $"ws://{at}", "it has nothing at '/' (404); check the path"
              $"http://{at}/nowhere", "it has nothing at '/nowhere' (404); check the path"
              $"http://{at}/rpc", "it takes WebSockets there (426)"
              $"wss://{at}/rpc", "it does not speak TLS there; use ws://"
              $"https://{at}/rpc/batch", "it does not speak TLS there; use http://"
              "ws://nobody.invalid/rpc", "the host name 'nobody.invalid' is not known" ] do
            connecting address |> Expect.stringContains words

    [<Fact>]
    let ``A lost connection disposes what its peer held, and other sessions go on`` () : unit =
        let disposals = Disposals()
        use server = new RpcServer(fun () -> Playground(disposals, fun () -> 0))
        let other = server.Connect()

        for round in 1..10 do
            let socket = new ClientWebSocket()
            socket.ConnectAsync(server.WebSocket, CancellationToken.None) |> Rpc.ended "the opening"
            let session = RpcSession.Over(new WebSocketTransport(socket))
            let user = session.Get<IPlayground>().User round
            user.Name() |> get "the name" |> ignore
            socket.Abort()
            session.Broken |> get "the end" |> ignore

        Rpc.until "the disposals" (fun () -> disposals.Count = 10) |> get "the disposals"
        other.Get<IPlayground>().Greet "Ann" |> get "the greeting" |> Expect.equal "Hello Ann!"
