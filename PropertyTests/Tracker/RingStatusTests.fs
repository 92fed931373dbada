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
module RingStatusTests =

    open RingPrograms

    [<Fact>]
    let ``The status of a tracker shows who is in its ring, where, and with which item`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch []
            use _ = tracker

            let handles =
                [ for number in 1..20 do
                      $"peer-{number}" ]

            for number, handle in List.indexed handles do
                use caller =
                    Caller.CallFrom(IPEndPoint(IPAddress.Loopback, 0), IPEndPoint.Parse address)

                caller.Send(Wire.write Program Protocol0 (Register(handle, 9_001 + number)))
                let! _ = tracker.Until _.StartsWith($"Registered {handle} ")
                ()

            let shown = Peer.runIn scratch.Path [ "tracker"; "status"; address ]
            shown.ExitCode |> Expect.equal 0

            shown.Lines[0]
            |> Expect.stringStarts $"The tracker at {address} deals 5 items to 20 peers, as it answered at 20"


            for number, handle in List.indexed handles do
                shown.Lines[number + 2]
                |> Expect.isMatch $@"^{number + 1} +{handle} +127\.0\.0\.1:{9_001 + number} +{number % 5}$"

            let objects =
                (Peer.runIn scratch.Path [ "tracker"; "status"; address; "--json" ]).Objects

            objects[.. objects.Length - 2]
            |> Array.map _.GetProperty("handle").GetString()
            |> List.ofArray
            |> Expect.equal handles

            (Array.last objects).GetProperty("members").GetInt32() |> Expect.equal 20
        }

    [<Fact>]
    let ``A published tracker does not tell its ring, and tracker status says so`` () : Task =
        task {
            use scratch = new Scratch()
            let! tracker, address = serve scratch [ "--policy"; "published" ]
            use _ = tracker

            for _ in 1..2 do
                let refused = Peer.runIn scratch.Path [ "tracker"; "status"; address ]
                refused.ExitCode |> Expect.equal 3
                refused.Output |> Expect.equal ""

                refused.Errors
                |> Expect.isMatch
                    $@"^peer: tracker status: {address} does not answer questions about its ring [^\n]*\n$"
        }
