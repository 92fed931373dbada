namespace PeerFunctional.Tests.Storage

open System.Diagnostics
open System.IO
open Xunit
open PeerFunctional.Tests

module WiresharkTests =

    /// Runs tshark on a file; answers how many packets it shows, and its complaints.
    let private tshark (file: string) =
        let ran = StartedProgram.run (ProcessStartInfo("tshark", [ "-r"; file ]))

        let lines (text: string) =
            text.Split('\n') |> Array.filter (fun line -> line <> "")

        let complaints =
            lines ran.Errors |> Array.filter (fun line -> not (line.StartsWith "Running as user \"root\""))

        (lines ran.Output).Length, complaints, ran.ExitCode

    [<Fact>]
    let ``tshark reads every log we write without complaint, an empty one and one that was torn too`` () : unit =
        use scratch = new Scratch()
        let own = Given.directory scratch.Path

        do
            use store = Given.openStore scratch.Path
            store |> Stored.append (Given.feed own 9 @ Given.feed (Given.keys 1) 3)
            store.CreateLog((Given.keys 2).Feed) |> ignore

        do
            use stream = File.Open(scratch.Below "logs/2.pcap", FileMode.Append)
            stream.Write(System.ReadOnlySpan [| 0uy; 0uy; 0uy; 3uy; 0uy; 0uy |])

        do
            use store = Given.openStore scratch.Path
            store |> Stored.append [ (Given.feed (Given.keys 1) 4)[3] ]

        for number, events in [ 1, 9; 2, 4; 3, 0 ] do
            let packets, complaints, exitCode = tshark (scratch.Below $"logs/{number}.pcap")
            complaints |> Expect.isEmpty
            exitCode |> Expect.equal 0
            packets |> Expect.equal events
