namespace PeerFunctional.Tests.Cli

open System.IO
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// `peer replay` and `peer explain` of recordings that are text.
module RpcReplayCommandTests =

    let private session =
        File.ReadAllText(Repository.capnWebFixture "ws-08-returned-stubs.jsonl")

    let private replay (scratch: Scratch) (name: string) (text: string) =
        File.WriteAllText(scratch.Below name, text)
        Peer.runIn scratch.Path [ "replay"; name ]

    [<Fact>]
    let ``A recording of a session is judged, and its exit code is that of a capture`` () : unit =
        use scratch = new Scratch()
        let sound = replay scratch "sound.jsonl" session
        sound.ExitCode |> Expect.equal 0
        sound.Output |> Expect.stringContains "client conforms\n"
        sound.Output |> Expect.stringContains "server conforms\n"

        let faulty =
            replay scratch "faulty.jsonl" (session.Replace("[\"release\",2,1]", "[\"release\",2,2]"))

        faulty.ExitCode |> Expect.equal 1

        faulty.Output
        |> Expect.stringContains
            "client diverges at frame 9: its machine would have sent gives up 2; this side sent gives up 2, 2 times"

        let other = replay scratch "other.jsonl" "{\"note\":\"nothing was said\"}"
        other.ExitCode |> Expect.equal 3
        other.Errors |> Expect.stringContains "no session was found"

    [<Fact>]
    let ``A system with one machine names no policy in what it prints and writes`` () : unit =
        use scratch = new Scratch()
        let run arguments = Peer.runIn scratch.Path arguments

        let checked' =
            run
                [ "check"
                  "rpc"
                  "--max-states=50"
                  "--junit=check.xml"
                  "--sarif=check.sarif" ]

        let simulated = run [ "simulate"; "rpc"; "--runs=20"; "--junit=simulate.xml" ]
        let asJson = run [ "check"; "rpc"; "--max-states=50"; "--json" ]
        simulated.Output |> Expect.stringContains "20 of 20 seeds passed"

        for text in
            [ checked'.Output
              simulated.Output
              asJson.Output
              File.ReadAllText(scratch.Below "check.xml")
              File.ReadAllText(scratch.Below "check.sarif")
              File.ReadAllText(scratch.Below "simulate.xml")
              (run [ "explain"; "rpc" ]).Output ] do
            for word in [ "recovering"; "published"; "policy" ] do
                text.Contains word |> Expect.isFalse

    [<Fact>]
    let ``A recording of a session is drawn`` () : unit =
        use scratch = new Scratch()
        File.WriteAllText(scratch.Below "session.jsonl", session)

        let drawn =
            Peer.runIn scratch.Path [ "explain"; "session.jsonl"; "--out"; "session.html" ]

        drawn.ExitCode |> Expect.equal 0

        File.ReadAllText(scratch.Below "session.html")
        |> Expect.stringContains "calls counter(10) on the main object"
