namespace PeerFunctional.Tests.Cli

open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// `--record` and `--journal` of `peer rpc`.
module RpcRecordingCommandTests =

    [<Fact>]
    let ``What serve and call record, and their journals, are replayed`` () : unit =
        use scratch = new Scratch()
        let port = FreePort.tcp ()

        let files name =
            [ "--record"; $"{name}.pcapng"; "--journal"; $"{name}.journal" ]

        use server =
            new RunningPeer(scratch.Path, [ "rpc"; "serve"; "--json"; "--port"; string port ] @ files "serve")

        server.Until(fun line -> line.Contains "serving") |> Deadline.get "the server" |> ignore

        let call address name =
            let called =
                Peer.runIn scratch.Path ([ "rpc"; "call"; address; "chat(greet())"; "name" ] @ files name)

            called.Errors |> Expect.equal ""

            called.Output |> Expect.equal "\"Alice says: Thanks for the message #1!\"\n\"Alice\"\n"

        call $"ws://127.0.0.1:{port}/rpc" "call"

        let batch =
            Peer.runIn scratch.Path ([ "rpc"; "call"; $"http://127.0.0.1:{port}/rpc/batch"; "greet()" ] @ files "batch")

        batch.Output |> Expect.equal "\"Hello! I'm Alice.\"\n"
        server.Interrupt()
        server.Ends() |> Deadline.get "the server's end" |> ignore

        for name in [ "serve"; "call"; "batch" ] do
            let captured = Peer.runIn scratch.Path [ "replay"; $"{name}.pcapng" ]
            captured.Errors |> Expect.equal ""
            captured.ExitCode |> Expect.equal 0
            captured.Output |> Expect.isMatch "client .* conforms"
            captured.Output |> Expect.isMatch "server .* conforms"
            let journal = Peer.runIn scratch.Path [ "replay"; $"{name}.journal" ]
            journal.Errors |> Expect.equal ""
            journal.ExitCode |> Expect.equal 0
