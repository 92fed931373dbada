namespace PeerFunctional.Tests.CapnWeb

open System
open System.Linq
open System.Net
open System.Threading.Tasks
open Microsoft.AspNetCore.Builder
open Microsoft.AspNetCore.Hosting
open Microsoft.Extensions.Logging
open Xunit
open PeerFunctional.CapnWeb
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Capture
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Runtime.Systems.CapnWeb
open PeerFunctional.Tests
open PeerFunctional.Tests.CapnWeb.RpcCaptures
open PeerFunctional.Tests.Storage
open PeerFunctional.Verification

/// What live sessions write replays: captures of servers and clients, and journals.
module RpcRecordingTests =

    let private get what work = Deadline.get what work

    /// How many steps a journal has, and what is wrong with it.
    let private replay (path: string) =
        let entries = JournalEntries.Read path

        match Seq.head entries |> Result.bind (JournalReader.find RpcRoles.journals) with
        | Ok reader ->
            let replayed = reader.Replay(Seq.skip 1 entries)
            let struct (timeline, _) = reader.Timeline "journal" (Seq.skip 1 entries)

            replayed.Reached |> ValueOption.map (fun (struct (steps, _)) -> steps),
            replayed.Problem,
            timeline.Lanes.Length
        | Error problem -> failwith problem.Problem

    /// Every kind of thing that two ends say.
    let private talk (session: RpcSession) =
        task {
            let api = session.Get<IPlayground>()
            let! _ = api.Greet "Ann"
            let! _ = api.User(3).Friend().Name()
            let failing = api.Fail()
            do! failing.ContinueWith(fun (_: Task) -> ())
            let! _ = api.CallBack(fun text -> Task.FromResult(text.ToUpperInvariant()))
            let! _ = api.Sum(AsyncEnumerable.Range(1, 100))
            let! _ = api.Count(5).ToArrayAsync()
            let! _ = api.GetStats()

            let! _ =
                api.Echo(dict [ "numbers", box [| nan; infinity; -1.5 |]; "text", box "ü\000" ])

            let! _ =
                session.Main.Call("users").Map<IUser, string>(fun (user: IUser) -> user.Name()).AsTask()

            do! session.DisposeAsync()
        }

    [<Fact>]
    let ``A journal has every input of the sessions on both sides, and runs again`` () : unit =
        use scratch = new Scratch()
        let path = scratch.Below "sessions.journal"
        let journal = new RpcJournal(path)
        let options = RpcOptions(Journal = journal)

        for _ in 1..3 do
            let pair = RpcPair(Playground(), null, options, options)
            talk pair.Client |> Rpc.ended "the talk"
            pair.Server.Completion |> Rpc.ended "the server's end"

        journal.DisposeAsync().AsTask() |> Rpc.ended "the journal"
        let steps, problem, lanes = replay path
        problem |> Expect.equal ValueNone
        lanes |> Expect.equal 7
        steps.Value |> Expect.isGreaterThan 500L

    [<Fact>]
    let ``Captures of a server and of its clients are judged: both ends conform`` () : unit =
        use scratch = new Scratch()

        let ofServer, ofClients =
            scratch.Below "server.pcapng", scratch.Below "clients.pcapng"

        let serving = new Recorder(ofServer, TimeProvider.System)
        let calling = new Recorder(ofClients, TimeProvider.System)
        let builder = WebApplication.CreateSlimBuilder()
        builder.Logging.ClearProviders() |> ignore

        builder.WebHost.ConfigureKestrel(fun kestrel ->
            kestrel.Listen(IPAddress.Loopback, 0, fun listening -> listening.UseRecorder serving |> ignore))
        |> ignore

        let app = builder.Build()
        app.MapCapnWeb("/rpc", (fun () -> Playground() :> obj)) |> ignore
        app.StartAsync() |> Rpc.ended "the server's start"
        let port = Uri(Seq.head app.Urls).Port
        let options = RpcOptions(Recorder = calling)

        for address in [ $"ws://127.0.0.1:{port}/rpc"; $"http://127.0.0.1:{port}/rpc/batch" ] do
            let session =
                RpcSession.ConnectAsync(Uri address, options = options) |> get "the session"

            if address.StartsWith "ws" then
                talk session |> Rpc.ended "the talk"
            else
                session.Get<IPlayground>().User(3).Name() |> get "the name" |> Expect.equal "user 3"
                session.Completion |> Rpc.ended "the end"

        app.StopAsync() |> Rpc.ended "the server's end"
        (app :> IDisposable).Dispose()
        serving.Dispose()
        calling.Dispose()

        for path in [ ofServer; ofClients ] do
            CapturedFrames.ofFile path
            |> reports
            |> verdicts
            |> Expect.equal [ "client conforms"; "server conforms"; "client conforms"; "server conforms" ]
