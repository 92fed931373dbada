namespace PeerFunctional.Tests.Tcp

open System
open System.Diagnostics
open System.IO
open System.Text
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Runtime.Capture
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage
open PeerFunctional.Tests.Capture

module TcpRecordingTests =

    let private words passed =
        match passed with
        | Joined -> "joined"
        | Bytes bytes -> Encoding.Latin1.GetString bytes.Span
        | Missing count -> $"<{count}>"
        | Ended -> "ended"
        | TornDown -> "torn"

    /// What one direction of a connection brought.
    let private told source destination segments =
        let struct (stream, passed) =
            (struct (TcpReassembly.empty, []), segments)
            ||> List.fold (fun (struct (stream, passed)) (segment: Segment) ->
                if segment.Source = source && segment.Destination = destination then
                    let struct (stream, more) = TcpReassembly.add segment stream
                    struct (stream, passed @ more)
                else
                    struct (stream, passed))

        passed @ TcpReassembly.finish stream |> List.map words |> String.concat "|"

    /// What Wireshark makes of a file: one line a packet, the fields divided by tabs.
    let private tshark (path: string) (fields: string list) =
        let arguments =
            [ "-r"
              path
              "-o"
              "tcp.check_checksum:TRUE"
              "-o"
              "ip.check_checksum:TRUE"
              "-T"
              "fields" ]
            @ (fields |> List.collect (fun field -> [ "-e"; field ]))

        StartedProgram.tshark arguments |> Array.map _.Split('\t')

    [<Fact>]
    let ``A recorded session is put together again, and Wireshark finds no fault with it`` () =
        task {
            use scratch = new Scratch()
            let path = scratch.Below "session.pcapng"
            let long = String('x', 60_000) + "\n" + String('y', 60_000)
            use recorder = new Recorder(path, TimeProvider.System)

            let reply (input: LineInput) =
                match input with
                | Received(Dialled _, _) -> []
                | other -> LineMachine.echo other

            let machine = new LineMachine(reply, recorder = recorder)
            use polite = Caller.Call machine.LocalEndPoint
            polite.Say "hello"
            polite.ReadLine() |> Expect.equal "hello"
            polite.Say long
            polite.End()
            polite.ReadToEnd() |> Expect.equal (Ok(long + "\n"))
            let rude = Caller.Call machine.LocalEndPoint
            let rudeAt = rude.Endpoint
            rude.Say "hello"
            rude.ReadLine() |> Expect.equal "hello"
            rude.Reset()
            let! _ = machine.HearsToClosed 2
            use partner = new LineMachine(LineMachine.once)
            let call = Dialled(partner.Endpoint, 0)
            machine.Do [ Open call; Send(call, "question") ]
            let! heard = machine.HearsToClosed 1
            heard |> List.length |> Expect.equal 3

            let refused =
                Dialled(
                    { partner.Endpoint with
                        Host = "127.0.0.9" },
                    0
                )

            machine.Do [ Open refused ]
            let! _ = machine.HearsToClosed 1
            let us = machine.Endpoint
            do! machine.End()
            recorder.Dispose()

            let segments = RecordedFile.segments path
            told polite.Endpoint us segments |> _.Replace("|", "") |> Expect.equal $"hello\n{long}\nended"
            told us polite.Endpoint segments |> _.Replace("|", "") |> Expect.equal $"hello\n{long}\nended"
            told rudeAt us segments |> Expect.equal "hello\n|torn"

            let caller =
                segments |> List.find (fun segment -> segment.Destination = partner.Endpoint)

            told caller.Source partner.Endpoint segments |> Expect.equal "question\n|ended"
            told partner.Endpoint caller.Source segments |> Expect.equal "question\n|ended"
            recorder.Skipped |> Expect.equal 0L

            for row in
                tshark
                    path
                    [ "ip.checksum.status"
                      "tcp.checksum.status"
                      "tcp.analysis.flags"
                      "_ws.malformed"
                      "tcp.stream" ] do
                row[0..3] |> Expect.equal [| "1"; "1"; ""; "" |]

            tshark path [ "tcp.stream" ] |> Array.distinct |> Array.length |> Expect.equal 4
        }
