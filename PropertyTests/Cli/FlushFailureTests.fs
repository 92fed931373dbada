namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Replication
open PeerFunctional.Tests.Storage

/// The running program, whose flushes strace lets fail.
module FlushFailureTests =

    /// Runs `peer` in a folder; its n-th flush of a file fails, or with `n+` that one and all after it. Each thread counts for
    /// itself.
    let private failing (folder: string) (file: string) (flush: string) (arguments: string list) =
        Peer.runBy
            [ "strace"
              "-f"
              "-o"
              "/dev/null"
              "-P"
              Path.Combine(folder, file)
              "-e"
              "trace=fsync"
              "-e"
              $"inject=fsync:error=EIO:when={flush}" ]
            folder
            arguments

    let private isOneLine (outcome: Outcome) (words: string) =
        Expecto.Expect.equal outcome.ExitCode 1 outcome.Errors
        Expecto.Expect.hasLength (outcome.Errors.Trim().Split '\n') 1 outcome.Errors
        outcome.Errors |> Expect.stringContains words
        outcome.Errors |> Expect.stringContains "Input/output error"

    [<Fact>]
    let ``An event whose flush fails is not said to be appended, and the feed goes on afterwards`` () : unit =
        use scratch = new Scratch()
        let keys = Given.directory scratch.Path
        Given.log scratch.Path 1 (Given.ourLog (Given.feed keys 2))

        // A start flushes the log; the second flush is the event's.
        let failed = failing scratch.Path "logs/1.pcap" "2" [ "feed"; "write"; "."; "lost" ]
        isOneLine failed "nothing is written"
        failed.Output |> Expect.stringLacks "appended"
        Stored.reopened scratch.Path |> Map.find keys.Feed |> Expect.hasLength 2

        // Where the log cannot be taken back either, the next start proves what it finds.
        isOneLine
            (failing scratch.Path "logs/1.pcap" "2+" [ "feed"; "write"; "."; "doubtful" ])
            "the next start finds out"

        Expect.isTrue (File.Exists(scratch.Below "peer.unproven"))
        (Peer.runIn scratch.Path [ "feed"; "write"; "."; "next" ]).ExitCode |> Expect.equal 0
        Expect.isFalse (File.Exists(scratch.Below "peer.unproven"))
        Directory.GetFiles(scratch.Below "logs") |> Expect.hasLength 1

    [<Theory>]
    [<InlineData("--help")>]
    [<InlineData("check")>]
    let ``Output that cannot be written is named in one line`` (argument: string) : unit =
        use scratch = new Scratch()

        let outcome =
            Peer.runBy [ "sh"; "-c"; "\"$@\" > /dev/full"; "sh" ] scratch.Path [ argument ]

        outcome.ExitCode |> Expect.equal 1

        outcome.Errors
        |> Expect.isMatch @"^peer: cannot write standard output: No space left on device[^\n]*\n$"

    [<Fact>]
    let ``A peer whose flush fails tells its partner of nothing it did not store, and says why it ended`` () : unit =
        use scratch = new Scratch()
        Given.directory scratch.Path |> ignore
        use holder = LivePeer.Holding(0, Given.feed (Given.keys 1) 20)

        let holding =
            Live.respond
                { Live.way with
                    Silence = TimeSpan.FromSeconds 2.0 }
                false
                holder

        let failed =
            failing
                scratch.Path
                "logs/2.pcap"
                "1+"
                [ "replicate"
                  "."
                  $"127.0.0.1:{holding.Port}"
                  "--json"
                  "--record"
                  "wire.pcapng" ]

        isOneLine failed "replicate: ended because events cannot be stored"
        let summary = Array.last failed.Objects
        summary.GetProperty("complete").GetBoolean() |> Expect.isFalse
        summary.GetProperty("received").GetInt64() |> Expect.equal 0L
        summary.GetProperty("reason").GetString() |> Expect.stringContains "Input/output error"
        File.ReadAllText(scratch.Below "wire.pcapng") |> Expect.stringLacks "GOT +"
        holding.Stop()
        holding.Totals |> Deadline.get "the end of the holder" |> ignore

    [<Fact>]
    let ``A tracker whose flush fails answers no registration, and says why it ended`` () : unit =
        use scratch = new Scratch()
        let port = string (FreePort.tcp ())

        // A start flushes the file under its first name, `ring.new`.
        let peer =
            Task.Run(fun () ->
                failing scratch.Path "ring" "1+" [ "tracker"; "serve"; "--port"; port; "--state"; "ring"; "--json" ])

        let joined =
            Peer.runIn
                scratch.Path
                [ "tracker"
                  "join"
                  $"127.0.0.1:{port}"
                  "--handle"
                  "ann"
                  "--pace"
                  "500ms"
                  "--json" ]

        let failed = peer |> Deadline.get "the end of the tracker"
        isOneLine failed "tracker serve: the state file cannot be written"

        (Array.last failed.Objects).GetProperty("reason").GetString()
        |> Expect.stringContains "Input/output error"

        joined.Output |> Expect.stringLacks "placed"
