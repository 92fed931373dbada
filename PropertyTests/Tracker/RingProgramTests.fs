namespace PeerFunctional.Tests.Tracker

open System
open System.IO
open System.Diagnostics
open System.Net
open System.Net.Sockets
open System.Threading.Tasks
open Xunit
open PeerFunctional.Kernel.Encodings
open PeerFunctional.Kernel
open PeerFunctional.Tracker
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests.Tcp

/// `peer tracker`, the built program, from outside.
module RingProgramTests =

    open RingPrograms

    [<Fact>]
    let ``Five peers that join a tracker all print the message and end`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch [ "--ping"; "300ms" ]
            use tracker = tracker

            let peers =
                [ for handle in [ "ann"; "bob"; "cid"; "dan"; "eve" ] -> join scratch address handle [] ]

            for peer in peers do
                let! outcome = peer.Ends()
                hasMessage outcome
                (peer :> IDisposable).Dispose()

            let! _ = interrupted tracker
            return ()
        }

    [<Theory>]
    [<InlineData("program", "2")>]
    [<InlineData("document", "0")>]
    let ``Three peers and a tracker that speak the same way complete, and stay until they are interrupted``
        (variant: string, protocol: string)
        : Task =
        task {
            use scratch = new Scratch()
            let speech = [ "--dialect"; variant; "--protocol"; protocol ]
            let! tracker, address = serve scratch ([ "--ping"; "200ms" ] @ speech)
            use tracker = tracker

            let stay handle =
                join scratch address handle ("--stay" :: speech)

            use ann = stay "ann"
            use bob = stay "bob"
            use cid = stay "cid"

            for peer in [ ann; bob; cid ] do
                let! _ = peer.Until isMessage
                ()

            let! _ = tracker.Until _.Contains("Round of PING ended: 3 peers")

            for peer in [ ann; bob; cid; tracker ] do
                let! _ = interrupted peer
                ()
        }

    [<Fact>]
    let ``A tracker that was killed and started again has its ring by --state`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch [ "--state"; "ring.state" ]
            use ann = join scratch address "ann" [ "--stay" ]
            let! _ = ann.Until isMessage
            use bob = join scratch address "bob" [ "--stay" ]
            let! _ = bob.Until isMessage
            tracker.Kill()
            (tracker :> IDisposable).Dispose()

            let port = address.Substring(address.LastIndexOf ':' + 1)
            let! again, address = serve scratch [ "--state"; "ring.state"; "--port"; port ]
            use again = again
            let! line = again.Until _.StartsWith("Tracker started")
            line |> Expect.equal "Tracker started with 5 items; its state file holds 2 peers"
            use cid = join scratch address "cid" []
            let! outcome = cid.Ends()
            hasMessage outcome
            outcome.Output |> Expect.stringContains "the neighbour is bob"

            use second =
                new RunningPeer(scratch.Path, [ "tracker"; "serve"; "--port"; "0"; "--state"; "ring.state" ])

            let! refused = second.Ends()
            refused.ExitCode |> Expect.equal 1
            refused.Errors |> Expect.stringContains "ring.state' is in use by another tracker"
        }

    [<Fact>]
    let ``A peer that joins before the tracker runs tries again`` () : Task =
        task {
            use scratch = new Scratch()
            let port = string (FreePort.tcp ())

            use early =
                new RunningPeer(
                    scratch.Path,
                    [ "tracker"; "join"; $"localhost:{port}"; "--handle"; "ann"; "--pace"; "500ms" ]
                )

            let! _ = early.Until _.StartsWith("No answer from the tracker")
            let! tracker, _ = serve scratch [ "--port"; port ]
            use _ = tracker
            let! outcome = early.Ends()
            hasMessage outcome
        }

    [<Fact>]
    let ``A peer without a tracker gives up and says what to do`` () : Task =
        task {
            use scratch = new Scratch()

            use alone =
                new RunningPeer(
                    scratch.Path,
                    [ "tracker"
                      "join"
                      $"127.0.0.1:{FreePort.tcp ()}"
                      "--handle"
                      "ann"
                      "--pace"
                      "5ms" ]
                )

            let! outcome = alone.Ends()
            outcome.ExitCode |> Expect.equal 1

            outcome.Output
            |> Expect.stringContains "No answer yet: 9 more tries in about 1 s; Ctrl-C ends this peer"

            outcome.Output |> Expect.stringContains "Gave up after 10 tries"

            outcome.Errors
            |> Expect.isMatch
                @"^peer: tracker join: no tracker answered at 127.0.0.1:(\d+); start one there with: peer tracker serve --port \1\n$"

            let unknown =
                Peer.runIn scratch.Path [ "tracker"; "join"; "no.such.host.invalid"; "--handle"; "ann" ]

            unknown.ExitCode |> Expect.equal 1
            unknown.Errors |> Expect.stringContains "'no.such.host.invalid' has no address"
        }

    /// With the original tracker's way, what a peer was dealt goes with it.
    [<Fact>]
    let ``Peers that leave a published tracker print the message, say why they stay, and end`` () : Task =
        task {
            use scratch = new Scratch()

            let! tracker, address =
                serve scratch [ "--policy"; "published"; "--phrase"; "blue skies" ]

            use _ = tracker
            use ann = join scratch address "ann" []
            let! _ = ann.Until _.StartsWith("Registered: ")
            use ben = join scratch address "ben" []

            for peer in [ ann; ben ] do
                let! outcome = peer.Ends()
                outcome.ExitCode |> Expect.equal 0
                outcome.Lines |> Expect.contains "blue skies"
                outcome.Output |> Expect.isMatch "\nStaying[ ,].*; Ctrl-C leaves now\n"

                Array.last outcome.Lines
                |> Expect.equal "Leaving: other peers have fetched what this peer was dealt"
        }

    /// The command, and the line that shows that it is running.
    let private phases silent =
        [ [ "serve"; "--port"; "0" ], "Listening on "
          [ "serve"; "--port"; "0"; "--part"; "1" ], "Listening on "
          [ "join"; $"127.0.0.1:{FreePort.tcp ()}"; "--handle"; "ann" ], "No answer yet: 9 more tries"
          [ "join"; silent; "--handle"; "ann" ], ""
          [ "echo"; silent; "--handle"; "ann" ], ""
          [ "collect"; silent ], "" ]

    [<Theory>]
    [<InlineData(true)>]
    [<InlineData(false)>]
    let ``Ctrl-C and SIGTERM end every waiting command of the ring at once`` (isCtrlC: bool) : Task =
        task {
            use scratch = new Scratch()
            use silent = new TcpListener(IPAddress.Loopback, 0)
            silent.Start()

            for arguments, line in phases (string silent.LocalEndpoint) do
                let name = String.Join(" ", arguments)
                use program = new RunningPeer(scratch.Path, "tracker" :: arguments)

                if line = "" then
                    // A listener that never answers.
                    let! _ = silent.AcceptSocketAsync() |> Deadline.await name
                    ()
                else
                    let! _ = program.Until _.StartsWith(line)
                    ()

                if isCtrlC then program.Interrupt() else program.Terminate()

                let! outcome = program.EndsWithin(TimeSpan.FromSeconds 5.0)
                Expecto.Expect.equal outcome.ExitCode 130 name
                Expecto.Expect.equal outcome.Errors "" name
        }

    [<Fact>]
    let ``ECHO is answered by a greeting`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch []
            use _ = tracker
            let echo = Peer.runIn scratch.Path [ "tracker"; "echo"; address; "--handle"; "ann" ]
            echo.ExitCode |> Expect.equal 0

            echo.Output |> Expect.equal "Hi ann, Welcome to the network. Register to get started.\n"

            let nobody =
                Peer.runIn scratch.Path [ "tracker"; "echo"; $"127.0.0.1:{FreePort.tcp ()}"; "--handle"; "ann" ]

            nobody.ExitCode |> Expect.equal 1
            nobody.Errors |> Expect.isMatch @"^peer: tracker echo: no answer from .*\n$"
        }

    [<Fact>]
    let ``Part 1 collects every item from the tracker`` () : Task =
        task {
            use scratch = new Scratch()
            File.WriteAllLines(scratch.Below "words.txt", [ "one thing"; "after"; "another" ])
            let! tracker, address = serve scratch [ "--part"; "1"; "--db"; "words.txt" ]
            use _ = tracker
            let collected = Peer.runIn scratch.Path [ "tracker"; "collect"; address; "--quiet" ]
            collected.ExitCode |> Expect.equal 0
            collected.Output |> Expect.equal "one thing after another\n"

            for command in [ [ "join"; address; "--handle"; "ann" ]; [ "status"; address ] ] do
                let refused = Peer.runIn scratch.Path ("tracker" :: command)
                refused.ExitCode |> Expect.equal 1
                refused.Output |> Expect.stringLacks "No answer"

                refused.Errors
                |> Expect.equal
                    $"peer: tracker {command.Head}: {address} is a tracker of part 1, which has no ring; collect its message with: peer tracker collect {address}\n"
        }

    [<Theory>]
    [<InlineData("recovering")>]
    [<InlineData("published")>]
    let ``A client of part 1 tells a tracker of part 2 after one try, and what to do`` (policy: string) : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch [ "--policy"; policy ]
            use _ = tracker
            let refused = Peer.runIn scratch.Path [ "tracker"; "collect"; address ]
            refused.ExitCode |> Expect.equal 1

            refused.Output |> Expect.stringLacks "No answer"

            refused.Errors
            |> Expect.isMatch
                $@"^peer: [^\n]*{address} is not a tracker of part 1: it [^\n]*peer tracker join {address} --handle NAME\n$"
        }

    [<Fact>]
    let ``A handle that looks like a peer's is refused in words that say so`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch []
            use _ = tracker
            use ann = join scratch address "ann" [ "--stay" ]
            let! _ = tracker.Until _.StartsWith("Registered ann")
            use twin = join scratch address "an\u200bn" []
            let! outcome = twin.Ends()
            outcome.ExitCode |> Expect.equal 1
            outcome.Output |> Expect.stringLacks "taken"

            outcome.Errors
            |> Expect.isMatch @"^peer: tracker join: [^\n]*'an\\u\{200b\}n' looks like 'ann'[^\n]*\n$"

            ann.Terminate()
            let! _ = ann.Ends()
            return ()
        }

    [<Fact>]
    let ``A handle of a peer on another host is refused`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch []
            use _ = tracker

            use elsewhere =
                Caller.CallFrom(IPEndPoint(IPAddress.Parse "127.0.0.2", 0), IPEndPoint.Parse address)

            elsewhere.Send(Wire.write Program Protocol0 (Register("ann", 9_001)))
            let! _ = tracker.Until _.StartsWith("Registered ann")
            use ann = join scratch address "ann" []
            let! outcome = ann.Ends()
            outcome.ExitCode |> Expect.equal 1
            outcome.Errors |> Expect.stringContains "use another --handle"
        }

    [<Fact>]
    let ``With --json every line is an object, and the last one sums up`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch []
            use _ = tracker
            use ann = join scratch address "ann" [ "--json" ]
            let! outcome = ann.Ends()
            outcome.ExitCode |> Expect.equal 0
            let last = Array.last outcome.Objects
            last.GetProperty("complete").GetBoolean() |> Expect.isTrue
            last.GetProperty("phrase").GetString() |> Expect.equal words

            for notice in outcome.Objects[.. outcome.Objects.Length - 2] do
                notice.GetProperty("notice").GetString() |> Expect.isNonEmpty
        }

    [<Fact>]
    let ``A published tracker that fell silent says so as it ends`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch [ "--policy"; "published" ]
            use tracker = tracker
            use caller = Caller.Call(IPEndPoint.Parse address)
            caller.Send "no pickle"B
            let! outcome = tracker.Ends()
            outcome.ExitCode |> Expect.equal 1

            outcome.Errors
            |> Expect.isMatch @"^peer: tracker serve: the tracker stopped answering .*--policy recovering\n$"
        }

    [<Fact>]
    let ``A port that is taken is named, and the option that helps`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch []
            use _ = tracker
            let port = address.Substring(address.LastIndexOf ':' + 1)
            let second = Peer.runIn scratch.Path [ "tracker"; "serve"; "--port"; port ]
            second.ExitCode |> Expect.equal 1

            second.Errors
            |> Expect.isMatch
                $@"^peer: tracker serve: cannot listen on TCP 127\.0\.0\.1:{port}: .*; use --port or --bind\n$"
        }

    [<Fact>]
    let ``Every bad request of a flood is counted, and a few lines report them`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch []
            use tracker = tracker

            for _ in 1..2_000 do
                use caller = Caller.Call(IPEndPoint.Parse address)
                caller.Send "rubbish"B
                Expect.isTrue (Result.isOk (caller.ReadToEnd()))

            let! outcome = interrupted tracker
            outcome.Lines.Length |> Expect.isLessThan 100
            Array.last outcome.Lines |> Expect.stringStarts "** refused: 2,000 "
        }
