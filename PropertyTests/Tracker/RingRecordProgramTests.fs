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

/// What `--record` writes of trackers and peers that run as programs.
module RingRecordProgramTests =

    open RingPrograms

    let private tshark (path: string) (fields: string list) =
        StartedProgram.tshark (
            [ "-r"; path; "-o"; "tcp.check_checksum:TRUE"; "-T"; "fields" ]
            @ List.collect (fun field -> [ "-e"; field ]) fields
        )
        |> List.ofArray

    [<Fact>]
    let ``The recording of --record holds every message with valid checksums, and PING gives the time as the original does``
        ()
        : Task =
        task {
            use scratch = new Scratch()

            let! tracker, address =
                serve scratch [ "--ping"; "100ms"; "--record"; "ring.pcapng" ]

            use tracker = tracker
            use ann = join scratch address "ann" [ "--stay" ]
            use bob = join scratch address "bob" [ "--stay" ]

            for peer in [ ann; bob ] do
                let! _ = peer.Until isMessage
                ()

            let! _ = tracker.Until _.Contains("Round of PING ended: 2 peers")
            let! _ = interrupted tracker
            let file = scratch.Below "ring.pcapng"

            tshark file [ "tcp.checksum.status" ] |> List.distinct |> Expect.equal [ "1" ]

            tshark file [ "tcp.analysis.flags" ]
            |> List.filter (fun line -> line.Trim() <> "")
            |> Expect.equal []

            let exchanges = Recorded.exchanges file

            let registrations =
                [ for exchange in exchanges do
                      match exchange with
                      | [ Register(handle, _) ], [ RegInit _ ] -> handle
                      | _ -> () ]

            List.sort registrations |> Expect.equal [ "ann"; "bob" ]

            let times =
                [ for exchange in exchanges do
                      match exchange with
                      | [ Ping time ], [ Ack _ ] -> time
                      | _ -> () ]

            times |> Expect.isNonEmpty

            for time in times do
                time.Length |> Expect.equal 24
                let format = "ddd MMM d HH:mm:ss yyyy"
                let culture = Globalization.CultureInfo.InvariantCulture

                Expecto.Expect.isTrue
                    (fst (
                        DateTime.TryParseExact(
                            time.Replace("  ", " "),
                            format,
                            culture,
                            Globalization.DateTimeStyles.None
                        )
                    ))
                    time
        }

    [<Theory>]
    [<InlineData("three-originals")>]
    [<InlineData("original-tracker")>]
    [<InlineData("five-of-ours")>]
    let ``Recordings of our programs with originals consist of messages that are answered`` (recording: string) : unit =
        let exchanges =
            Recorded.exchanges (Repository.trackerFixture $"ours/{recording}.pcapng")

        for requests, answers in exchanges do
            match requests, answers with
            | [ Register _ ], [ RegInit { Neighbour = ValueSome _ } ]
            | [ Query _ ], [ QueryResult _ ]
            | [ Ping _ ], [ Ack _ ]
            | [ UpdateNeighbour _ ], [] -> ()
            // A call that ended before its answer.
            | [ UpdateNeighbour _ ], [ NoData ] -> failwith "an original does not know UPDATE_NBR"
            | other -> failwith $"%A{other}"

        exchanges.Length |> Expect.isGreaterThan 5
