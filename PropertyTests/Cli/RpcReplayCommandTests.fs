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
        sound.Output |> Expect.stringContains "client conforms to Cap'n Web"
        sound.Output |> Expect.stringContains "server conforms to Cap'n Web"

        let faulty =
            replay scratch "faulty.jsonl" (session.Replace("[\"release\",2,1]", "[\"release\",2,2]"))

        faulty.ExitCode |> Expect.equal 1

        faulty.Output
        |> Expect.stringContains
            "client diverges at frame 9: Cap'n Web would have sent gives up 2; this side sent gives up 2, 2 times"

        let other = replay scratch "other.jsonl" "{\"note\":\"nothing was said\"}"
        other.ExitCode |> Expect.equal 3
        other.Errors |> Expect.stringContains "no session was found"

    [<Fact>]
    let ``A recording of a session is drawn`` () : unit =
        use scratch = new Scratch()
        File.WriteAllText(scratch.Below "session.jsonl", session)

        let drawn =
            Peer.runIn scratch.Path [ "explain"; "session.jsonl"; "--out"; "session.html" ]

        drawn.ExitCode |> Expect.equal 0

        File.ReadAllText(scratch.Below "session.html")
        |> Expect.stringContains "calls counter(10) on the main object"
