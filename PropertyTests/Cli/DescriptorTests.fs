namespace PeerFunctional.Tests.Cli

open System
open System.IO
open System.Net
open System.Net.Sockets
open System.Threading.Tasks
open Xunit
open PeerFunctional.Runtime.Hosting
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// The program where file descriptors are few.
module DescriptorTests =

    let private minute = TimeSpan.FromMinutes 1.0

    /// Lets a command have so many.
    let private having (count: int) =
        [ "bash"; "-c"; $"ulimit -n {count}; ulimit -c 0; exec \"$@\""; "-" ]

    let private few = having Descriptors.Least

    [<Theory>]
    [<InlineData(24)>]
    [<InlineData(40)>]
    [<InlineData(64)>]
    [<InlineData(90)>]
    [<InlineData(159)>]
    let ``With too few file descriptors the program says how many it needs, and does not begin`` (count: int) : unit =
        use scratch = new Scratch()
        let outcome = Peer.runBy (having count) scratch.Path [ "feed"; "init"; "a" ]
        outcome.ExitCode |> Expect.equal 1
        outcome.Output |> Expect.equal ""

        outcome.Errors
        |> Expect.equal
            $"peer: this program needs {Descriptors.Least} file descriptors, and the limit is {count}; raise the limit with: ulimit -n 1024\n"

        Directory.GetFileSystemEntries scratch.Path |> Expect.equal [||]

    [<Fact>]
    let ``The script says the same where .NET could not even begin`` () : unit =
        let start =
            Diagnostics.ProcessStartInfo(
                "bash",
                [ "-c"; "ulimit -n 16; exec ./peer --help" ],
                WorkingDirectory = Repository.root
            )

        let script = StartedProgram.run start
        script.ExitCode |> Expect.equal 1
        script.Output |> Expect.equal ""

        script.Errors
        |> Expect.equal
            $"peer: this program needs {Descriptors.Least} file descriptors, and the limit is 16; raise the limit with: ulimit -n 1024\n"

    [<Fact>]
    let ``Hundreds of feeds replicate, and verify, with the fewest file descriptors`` () : Task =
        task {
            use scratch = new Scratch()
            let alice, bob = scratch.Below "alice", scratch.Below "bob"

            for dir in [ alice; bob ] do
                (Peer.runBy few scratch.Path [ "feed"; "init"; dir ]).ExitCode |> Expect.equal 0

            for number in 1..300 do
                Given.log alice (number + 2) (Given.ourLog [ Given.next (Given.keys number) ValueNone "one" ])

            use responder =
                new RunningPeer(
                    scratch.Path,
                    [ "replicate"
                      alice
                      "--bind"
                      "127.0.0.3"
                      "--port"
                      "4099"
                      "--once"
                      "--silence"
                      "2s"
                      "--record"
                      scratch.Below "a.pcapng"
                      "--journal"
                      scratch.Below "a.journal" ],
                    few
                )

            let! _ = responder.Until(fun line -> line.Contains "waiting on").WaitAsync(minute)

            let initiated =
                Peer.runBy few scratch.Path [ "replicate"; bob; "127.0.0.3:4099"; "--silence"; "2s" ]

            let! responded = responder.Ends()
            (initiated.ExitCode, initiated.Errors) |> Expect.equal (0, "")
            (responded.ExitCode, responded.Errors) |> Expect.equal (0, "")
            let verified = Peer.runBy few scratch.Path [ "feed"; "verify"; bob; "--quiet" ]
            (verified.ExitCode, verified.Errors) |> Expect.equal (0, "")
            verified.Output |> Expect.stringContains "verified 300 event(s) of 300 feed(s): all is well"
        }

    let private ask (address: IPEndPoint) =
        let socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        socket.Connect address
        socket

    [<Fact>]
    let ``A tracker with the fewest file descriptors turns away further callers, and serves again when they are gone``
        ()
        : Task =
        task {
            use scratch = new Scratch()

            use tracker =
                new RunningPeer(
                    scratch.Path,
                    [ "tracker"
                      "serve"
                      "--port"
                      "0"
                      "--state"
                      scratch.Below "ring"
                      "--record"
                      scratch.Below "ring.pcapng" ],
                    few
                )

            let! line =
                tracker.Until(fun line -> line.StartsWith "Listening on ").WaitAsync(minute)

            let address = IPEndPoint.Parse(line.Substring "Listening on ".Length)
            let callers = [ for _ in 1..100 -> ask address ]

            let hello () =
                Peer.runIn scratch.Path [ "tracker"; "echo"; string address; "--handle"; "ann" ]

            (hello ()).ExitCode |> Expect.equal 1

            for caller in callers do
                caller.Dispose()

            (hello ()).ExitCode |> Expect.equal 0
            tracker.Interrupt()
            let! outcome = tracker.Ends()
            (outcome.ExitCode, outcome.Errors) |> Expect.equal (130, "")
            outcome.Output |> Expect.isMatch "refused-over-limit"
        }
