namespace PeerFunctional.Tests.Link

open System
open System.IO
open System.Text.Json
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage

/// `peer link` from outside.
module LinkProgramTests =

    /// A listening peer and where it listens.
    let private listen folder (arguments: string list) =
        task {
            let peer = new RunningPeer(folder, [ "link"; "listen"; "--invisible" ] @ arguments)
            let! line = peer.Until _.StartsWith("Listening on ")
            return peer, line.Split(' ')[2]
        }

    let private field (name: string) (line: string) =
        JsonDocument.Parse(line).RootElement.GetProperty(name)

    let private isItem (line: string) = line.StartsWith "{"

    [<Fact>]
    let ``Lines typed at one peer are printed by the other as JSON lines`` () : Task =
        task {
            use scratch = new Scratch()
            let! peer, address = listen scratch.Path []
            use peer = peer
            File.WriteAllText(Path.Combine(scratch.Path, "lines"), "[1, 2.5]\ncafé ☕\n")

            let outcome =
                Peer.runBy [ "sh"; "-c"; "\"$@\" < lines"; "sh" ] scratch.Path [ "link"; "connect"; address ]

            outcome.ExitCode |> Expect.equal 0
            let! first = peer.Until isItem
            (field "value" first).GetRawText() |> Expect.equal "[1,2.5]"
            let! second = peer.Until isItem
            second |> Expect.stringContains "\"café ☕\""
        }

    [<Fact>]
    let ``A file arrives as a file, and each item has a file of its own`` () : Task =
        task {
            use scratch = new Scratch()
            let! peer, address = listen scratch.Path [ "--out"; "items" ]
            use peer = peer
            let bytes = Random.Shared.GetItems([| 0uy .. 255uy |], 300_000)
            File.WriteAllBytes(Path.Combine(scratch.Path, "file"), bytes)

            for _ in 1..2 do
                let outcome = Peer.runIn scratch.Path [ "link"; "send"; address; "file" ]
                outcome.ExitCode |> Expect.equal 0
                outcome.Output |> Expect.stringContains "** sent 300,000 bytes"

            let! first = peer.Until isItem
            let! second = peer.Until isItem
            let files = [ first; second ] |> List.map (field "file" >> _.GetString())
            files |> List.distinct |> List.length |> Expect.equal 2

            for file in files do
                File.ReadAllBytes file |> Expect.equal bytes
        }

    [<Theory>]
    [<InlineData(64)>]
    [<InlineData(1)>]
    let ``A JSON item is written to a file of that name and told as JSON, however deep it is`` (depth: int) : Task =
        task {
            use scratch = new Scratch()
            let! peer, address = listen scratch.Path [ "--out"; "items" ]
            use peer = peer
            File.WriteAllText(scratch.Below "deep", String('[', depth) + String(']', depth))

            Peer.runIn scratch.Path [ "link"; "send"; address; "deep"; "--type"; "json" ]
            |> _.ExitCode
            |> Expect.equal 0

            let! item = peer.Until isItem
            (field "type" item).GetString() |> Expect.equal "json"
            (field "file" item).GetString() |> Expect.stringEnds "000001.json"
        }

    [<Fact>]
    let ``A link whose items cannot be written is ended, with a warning`` () : Task =
        task {
            use scratch = new Scratch()
            let! peer, address = listen scratch.Path [ "--out"; "items" ]
            use peer = peer
            Directory.Delete(Path.Combine(scratch.Path, "items"))
            File.WriteAllText(Path.Combine(scratch.Path, "file"), "x")
            let _ = Peer.runIn scratch.Path [ "link"; "send"; address; "file" ]
            let! _ = peer.Until _.StartsWith("The link with ")
            peer.Interrupt()
            let! outcome = peer.Ends()
            outcome.Errors |> Expect.stringContains "because its items cannot be written: the folder "

            outcome.Errors |> Expect.stringContains "items was removed; make it again"
        }

    [<Fact>]
    let ``A peer that is not there, or denies, is named`` () : Task =
        task {
            use scratch = new Scratch()
            let! peer, address = listen scratch.Path [ "--accept"; "none" ]
            use _ = peer
            let denied = Peer.runIn scratch.Path [ "link"; "connect"; address ]
            denied.ExitCode |> Expect.equal 1

            denied.Errors
            |> Expect.equal $"peer: link connect: no link with {address}: the peer denied the offer\n"

            denied.Output |> Expect.stringLacks "No link"

            let absent = Peer.runIn scratch.Path [ "link"; "connect"; "127.0.0.1:1" ]
            absent.ExitCode |> Expect.equal 1

            absent.Errors
            |> Expect.equal
                "peer: link connect: no link with 127.0.0.1:1: the connection was refused; start a peer there with: peer link listen 127.0.0.1:1\n"
        }

    [<Theory>]
    [<InlineData("link connect 127.0.0.1")>]
    [<InlineData("link connect 127.0.0.1:5 --type yaml")>]
    [<InlineData("link send 127.0.0.1:5")>]
    [<InlineData("link listen a b")>]
    [<InlineData("link discover --broadcast ::1")>]
    [<InlineData("link")>]
    let ``Wrong usage is named`` (line: string) : unit =
        use scratch = new Scratch()
        (Peer.runIn scratch.Path (Peer.words line)).ExitCode |> Expect.equal 2
