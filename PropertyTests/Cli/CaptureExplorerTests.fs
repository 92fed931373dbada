namespace PeerFunctional.Tests.Cli

open System
open System.Diagnostics
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// `peer explore` and `peer whatif` of a capture from outside.
module CaptureExplorerTests =

    let private sync (scratch: Scratch) =
        File.Copy(Repository.fixture "sync.pcapng", scratch.Below "sync.pcapng")

    let private expected =
        [ "verdicts 2"
          "where \"frame 5\""
          "a state changed true"
          "bytes of the last number \"39 9\""
          """found ["#6 HAVE 7mQ6:7"]"""
          "refused \"'that no KIND' ends with 'answers'\""
          "what if true"
          "back true"
          "a world true"
          "the capture again true"
          "complaints []" ]

    [<Fact>]
    let ``A person walks through a capture in a browser, sees states and bytes, searches a motif, asks what if a message had been lost, and exports a capture``
        ()
        : Task =
        task {
            use scratch = new Scratch()
            sync scratch

            use peer =
                new RunningPeer(scratch.Path, [ "explore"; "sync.pcapng"; "--port"; "0" ])

            let! line = peer.Until _.Contains("http://")
            let address = line.Substring(line.IndexOf("http://", StringComparison.Ordinal))

            use browser =
                new StartedProgram(
                    ProcessStartInfo(
                        "node",
                        [ "capture.mjs"; address; scratch.Path ],
                        WorkingDirectory = Repository.capnWebFixture "npm",
                        RedirectStandardInput = true
                    )
                )

            let! ran = browser.EndsWithin(TimeSpan.FromMinutes 3.0)
            ran.Errors |> Expect.equal ""

            ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            |> List.ofArray
            |> Expect.equal expected

            let replayed = Peer.runIn scratch.Path [ "replay"; "explored.pcapng" ]
            Expecto.Expect.equal replayed.ExitCode 0 replayed.Errors
            replayed.Output |> Expect.stringContains "HELO"
        }

    [<Theory>]
    [<InlineData("drop --at 5 --width 160", 1, "HAVE")>]
    [<InlineData("duplicate --at 5", 0, "every side ends as it would have without the change")>]
    [<InlineData("crash --at 5", 1, "crashes")>]
    let ``The machines of a capture go on from a frame, with its message and without it``
        (line: string)
        (exit: int)
        (words: string)
        : unit =
        use scratch = new Scratch()
        sync scratch
        let told = Peer.runIn scratch.Path (Peer.words $"whatif sync.pcapng {line}")
        Expecto.Expect.equal told.ExitCode exit told.Errors
        told.Output |> Expect.stringContains words

    [<Theory>]
    [<InlineData("sync.pcapng", "deliver --at 5", 2, "arrives in the capture; possible there: drop, duplicate, crash")>]
    [<InlineData("sync.pcapng", "drop --at 9999", 2, "frame 9999 holds no message of a conversation")>]
    [<InlineData("lost-push.pcapng", "drop --at 5", 3, "it diverges at frame 8")>]
    let ``A frame from which nothing can be told is refused with the reason``
        (capture: string)
        (line: string)
        (exit: int)
        (words: string)
        : unit =
        use scratch = new Scratch()
        File.Copy(Repository.fixture capture, scratch.Below capture)
        let told = Peer.runIn scratch.Path (Peer.words $"whatif {capture} {line}")
        Expecto.Expect.equal told.ExitCode exit told.Errors
        told.Errors |> Expect.stringContains words
