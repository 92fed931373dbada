namespace PeerFunctional.Tests.Libp2p

open System
open System.Diagnostics
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Libp2p
open PeerFunctional.Tests

/// js-libp2p from npm with its native QUIC, at either end of a host of ours. `./test` installs it.
[<Collection "alone">]
module LiveNpmPeerTests =

    let private folder =
        Path.Combine(Repository.root, "interop-fixtures", "libp2p", "npm")

    let private node arguments =
        if not (Directory.Exists(Path.Combine(folder, "node_modules"))) then
            failwith "the npm packages are not installed: run ./test, or 'npm ci' in interop-fixtures/libp2p/npm"

        new StartedProgram(
            ProcessStartInfo(
                "node",
                [ "--import"; "./polyfill.mjs"; "host.mjs" ] @ arguments,
                WorkingDirectory = folder,
                RedirectStandardInput = true
            )
        )

    let private addressOf (line: string) =
        match Multiaddr.parse line with
        | Ok address -> address
        | Error problem -> failwith problem.Detail

    let private dialJs (program: StartedProgram) =
        task {
            let! line = program.Until _.StartsWith("/ip4/")
            return! LiveHost.dial (addressOf line)
        }

    [<Fact>]
    let ``We dial js-libp2p: both identify, it pushes, and a ping and a thousand requests are answered`` () : Task =
        task {
            use program = node [ "listen" ]
            use! dialer = dialJs program
            let! peer = dialer.Until "the judgement" LiveHost.connected
            let! identified = program.Until _.StartsWith("identified ")
            identified |> Expect.stringContains $"{dialer.Id} peer/0.0.1 /foo/1 /ipfs/id/1.0.0"
            identified |> Expect.stringContains "observed /ip4/127.0.0.1/udp/"
            dialer.Command(UserCommand.Ping peer)

            let! _ =
                dialer.Until "a ping" (function
                    | Pinged(_, time) -> Some time
                    | _ -> None)

            for turn in 1..1_000 do
                dialer.Command(UserCommand.Ask(peer, $"request {turn}"))
                let! answer = dialer.Until "a response" LiveHost.response
                answer |> Expect.equal "Hello back from js"

            // Identify, and the push about a second after the connection.
            let isIdentified notice =
                match notice with
                | Identified _ -> true
                | _ -> false

            if (dialer.Told |> List.filter isIdentified).Length < 2 then
                do! dialer.Until "the push" (fun notice -> if isIdentified notice then Some() else None)

            let! state = dialer.Stop()
            state.Answered |> Expect.equal 1_000
        }

    [<Fact>]
    let ``js-libp2p dials us: it learns who we are, pings, and gets a thousand responses`` () : Task =
        task {
            use listener = LiveHost.listen ()
            use program = node [ "dial"; Multiaddr.text listener.Address; "1000" ]

            let! told =
                listener.Until "identify" (function
                    | Identified(_, told) -> Some told
                    | _ -> None)

            told.AgentVersion |> Expect.equal (ValueSome "peer/0.0.1")
            let! ran = program.Ends()
            ran.Errors |> Expect.equal ""
            ran.Output |> Expect.stringContains $"identified {listener.Id} peer/0.0.1 /foo/1"
            ran.Output |> Expect.stringContains "ping true\n"
            ran.Output |> Expect.stringEnds "answered 1000\n"
            let! struct (_, number) = listener.Until "the end of the connection" LiveHost.closed
            number |> Expect.equal 1
        }

    [<Fact>]
    let ``A hundred hosts of js-libp2p dial us at once, and each gets its response`` () : Task =
        task {
            use listener = LiveHost.listen ()
            use program = node [ "crowd"; Multiaddr.text listener.Address; "100" ]
            let! _ = program.Until(fun line -> line = "answered 100")
            listener.State.Connections.Count |> Expect.equal 100

            listener.Told
            |> List.filter (function
                | RequestReceived _ -> true
                | _ -> false)
            |> Expect.hasLength 100
        }

    [<Fact>]
    let ``A hundred hosts of ours dial js-libp2p at once, and each gets its response`` () : Task =
        task {
            use program = node [ "listen" ]
            let! line = program.Until _.StartsWith("/ip4/")
            let dials = [| for _ in 1..100 -> LiveHost.dial (addressOf line) |]
            let! dialers = Task.WhenAll dials

            for dialer in dialers do
                let! peer = dialer.Until "the connection" LiveHost.connected
                dialer.State.Connections.Count |> Expect.equal 1
                dialer.Command(UserCommand.Ask(peer, "one of a hundred"))

            for dialer in dialers do
                let! answer = dialer.Until "a response" LiveHost.response
                answer |> Expect.equal "Hello back from js"

            for dialer in dialers do
                do! (dialer :> IAsyncDisposable).DisposeAsync()
        }

    [<Fact>]
    let ``A js-libp2p that is killed in the middle is forgotten after ten seconds of silence`` () : Task =
        task {
            use program = node [ "listen" ]
            use! dialer = dialJs program
            let! peer = dialer.Until "the judgement" LiveHost.connected
            program.Kill()
            dialer.Command(UserCommand.Ask(peer, "is anybody there?"))

            let! failure =
                dialer.Until "the failure" (function
                    | RequestFailed(_, failure) -> Some failure
                    | _ -> None)

            [ RequestFailure.TimedOut; RequestFailure.Broken ] |> Expect.contains failure
            let! state = dialer.Ends()
            state.Connections.IsEmpty |> Expect.isTrue
        }
