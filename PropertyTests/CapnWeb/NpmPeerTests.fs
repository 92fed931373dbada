namespace PeerFunctional.Tests.CapnWeb

open System
open System.Collections.Generic
open System.Diagnostics
open System.IO
open System.Linq
open System.Net
open System.Net.Http
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Runtime.Systems.CapnWeb

/// The npm package `capnweb`, at either end. `./test` installs it.
module NpmPeerTests =

    let private get what work = Deadline.get what work

    let private folder = Repository.capnWebFixture "npm"

    let private node (script: string) arguments =
        if not (Directory.Exists(Path.Combine(folder, "node_modules"))) then
            failwith "the npm package is not installed: run ./test, or 'npm ci' in interop-fixtures/capnweb/npm"

        ProcessStartInfo("node", script :: arguments, WorkingDirectory = folder, RedirectStandardInput = true)

    let private expected =
        [ """batch ["Hello Ann!","user 6",["user 1","user 2"],{"calls":1,"since":"1970-01-01T00:00:00.005Z","mood":"veryGood","big":"12345678901234567890n"}]"""
          """greet "Hello Ann!" """.TrimEnd()
          """error "RangeError: too far" """.TrimEnd()
          """too few "TypeError: greet takes 1 argument, not 0." """.TrimEnd()
          """too many "TypeError: greet takes 1 argument, not 2." """.TrimEnd()
          """wrong type "TypeError: name: Expected a text, not a number." """.TrimEnd()
          """unknown property "undefined" """.TrimEnd()
          """unknown method "TypeError: 'unknown' is not a function." """.TrimEnd()
          """refused ["TypeError","TypeError","TypeError","TypeError","TypeError","TypeError"]"""
          """values {"array":[1,[2,[]]],"date":"1970-01-01T00:00:00.005Z","bytes":[1,2,3],"none":null,"big":"12345678901234567890n","error":"RangeError: far","numbers":["Infinity","-Infinity","NaN",-1.5],"url":"http://example.org/a","text":"ü\u0000\""}"""
          """web types ["1","hello","text/plain",[1.5,2],"POST","asked",201,"answered"]"""
          """fetch [201,"yes","text/plain; charset=utf-8","PUT http://example.org/x?y=1 b: asked"]"""
          """stats {"calls":1,"since":"1970-01-01T00:00:00.005Z","mood":"veryGood","big":"12345678901234567890n"}"""
          """pipeline "user 5" """.TrimEnd()
          """promise as argument "Hello user 3!" """.TrimEnd()
          """stub ["user 8","user 9"]"""
          """property 4"""
          """map [{"name":"user 1","id":1},{"name":"user 2","id":2}]"""
          """callback "ONE TWO" """.TrimEnd()
          """callback fails "TypeError: not today" """.TrimEnd()
          """kept callback "still, kept" """.TrimEnd()
          """function 7"""
          """method as value "Hello Zoe!" """.TrimEnd()
          """stream out [0,1,2,3,4]"""
          """stream in 5050"""
          """bytes in 1048576"""
          """writable [0,1,2,"closed"]"""
          """authenticate ["wrong token","the owner"]"""
          """many 990000"""
          """held 1""" ]

    [<Fact>]
    let ``The npm package as client finds everything as it is meant`` () : unit =
        use server = new RpcServer(fun () -> Playground(Disposals(), fun () -> 1))

        use client =
            new StartedProgram(node "client.mjs" [ string server.WebSocket; string server.Batch ])

        let ran = client.Ends() |> get "the client's end"
        ran.Errors |> Expect.equal ""

        ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        |> List.ofArray
        |> Expect.equal expected

    [<Fact>]
    let ``An npm client that is cut off at any point leaves nothing behind`` () : unit =
        let disposals = Disposals()
        use server = new RpcServer(fun () -> Playground(disposals, (fun () -> 0)))
        use client = new StartedProgram(node "crash.mjs" [ string server.WebSocket; "40" ])
        let ran = client.Ends() |> get "the client's end"
        ran.Errors |> Expect.equal ""
        ran.Output |> Expect.equal "done\n"
        Rpc.until "the disposals" (fun () -> disposals.Made = disposals.Count) |> get "the disposals"
        disposals.Made |> Expect.isGreaterThan 40

    [<Fact>]
    let ``A page in a browser calls the server by the npm package, and a page of another origin cannot`` () : unit =
        let port = FreePort.tcp ()

        let options = RpcServerOptions(AllowedOrigins = [| $"http://127.0.0.1:{port}" |])

        use server =
            new RpcServer((fun _ -> Playground(Disposals(), (fun () -> 0))), options, ignore)

        use browser =
            new StartedProgram(node "browser.mjs" [ string server.WebSocket; string port ])

        let ran = browser.Ends() |> get "the browser's end"
        ran.Errors |> Expect.equal ""

        ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        |> List.ofArray
        |> Expect.equal
            [ "greet \"Hello Ann!\""
              "pipeline \"user 5\""
              "map [\"user 1\",\"user 2\"]"
              "callback \"ONE TWO\""
              "error \"RangeError: too far\""
              "another origin refused" ]

    type private NpmServer() =
        let program = new StartedProgram(node "server.mjs" [])
        let port = program.NextLine() |> get "its port"

        member _.Address(scheme, path) =
            Uri $"{scheme}://127.0.0.1:{port.Value}{path}"

        interface IDisposable with
            member _.Dispose() = (program :> IDisposable).Dispose()

    [<Fact>]
    let ``The npm package as server answers typed proxies over a WebSocket`` () : unit =
        use server = new NpmServer()

        let session =
            RpcSession.ConnectAsync(server.Address("ws", "/")) |> get "the session"

        let api = session.Get<IPlayground>()
        api.Greet "Ann" |> get "greet" |> Expect.equal "Hello Ann!"
        api.User(3).Friend().Name() |> get "name" |> Expect.equal "user 4"
        api.User(4).Id |> get "id" |> Expect.equal 4
        api.Fail() |> Rpc.failure |> Rpc.words |> Expect.equal "RangeError: too far"

        api.CallBack(fun text -> Task.FromResult(text.ToUpperInvariant()))
        |> get "callback"
        |> Expect.equal "ONE TWO"

        api.Keep(fun text -> Task.FromResult $"{text}, kept") |> Rpc.ended "keep"
        api.CallKept "still" |> get "kept" |> Expect.equal "still, kept"
        api.Adder(3.0).Invoke 4.0 |> get "function" |> Expect.equal 7.0
        api.Count(5).ToArrayAsync().AsTask() |> get "stream" |> Expect.equal [| 0..4 |]
        api.Sum(AsyncEnumerable.Range(1, 100)) |> get "sum" |> Expect.equal 5050

        api.Length(new MemoryStream(Array.zeroCreate<byte> 1_000_000))
        |> get "length"
        |> Expect.equal 1_000_000L

        use request =
            new HttpRequestMessage(HttpMethod.Put, "http://example.org/x?y=1", Content = new StringContent "asked")

        request.Headers.Add("x-a", "b")
        use response = api.Fetch request |> get "the response"
        response.StatusCode |> Expect.equal HttpStatusCode.Created
        response.Headers.GetValues "x-answer" |> List.ofSeq |> Expect.equal [ "yes" ]

        response.Content.ReadAsStringAsync()
        |> get "the text"
        |> Expect.equal "PUT http://example.org/x?y=1 b: asked"

        let refused = api.Authenticate "guess"

        (RpcStub.Of refused).Broken |> get "the refusal" |> Rpc.words |> Expect.equal "Error: wrong token"

        let chunks = List<obj>()

        let stream =
            RpcWritable.To(fun chunk ->
                chunks.Add chunk
                ValueTask.CompletedTask)

        api.WriteTo(stream, 3) |> Rpc.ended "writing"
        List.ofSeq chunks |> Expect.equal [ box 0.0; box 1.0; box 2.0 ]
        let stats = api.GetStats() |> get "stats"
        stats.Mood |> Expect.equal Mood.VeryGood
        stats.Big |> Expect.equal (Numerics.BigInteger.Parse "12345678901234567890")
        api.Authenticate("secret").WhoAmI() |> get "name" |> Expect.equal "the owner"

        RpcStub.Of(api).Call("users").Map<IUser, string>(fun (user: IUser) -> user.Name()).AsTask()
        |> get "names"
        |> Expect.equal [| "user 1"; "user 2" |]

        let users = api.Users() |> get "users"

        for user in users do
            user.Dispose()

        Rpc.until "the disposals" (fun () -> session.Main.Call("disposedUsers").AsTask<int>() |> get "disposals" >= 2)
        |> get "the disposals"

        let sums =
            Task.WhenAll [ for number in 1..10_000 -> api.Add(float number, 1.0) ] |> get "the sums"

        Array.sum sums |> Expect.equal 50_015_000.0
        session.DisposeAsync().AsTask() |> Rpc.ended "the end"

    [<Fact>]
    let ``The npm package as server answers a batch`` () : unit =
        use server = new NpmServer()
        let batch = RpcSession.Batch(server.Address("http", "/rpc/batch"))
        let api = batch.Get<IPlayground>()
        let greeting = api.Greet "Ann"
        let name = api.User(5).Friend().Name()
        let failing = api.Fail()
        batch.SendAsync() |> Rpc.ended "the batch"
        greeting |> get "greet" |> Expect.equal "Hello Ann!"
        name |> get "name" |> Expect.equal "user 6"
        failing |> Rpc.failure |> Rpc.words |> Expect.equal "RangeError: too far"
