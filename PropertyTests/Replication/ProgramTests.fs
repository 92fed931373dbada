namespace PeerFunctional.Tests.Replication

open System
open System.Diagnostics
open System.IO
open System.Text.RegularExpressions
open System.Threading.Tasks
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Runtime.Storage
open PeerFunctional.SneakerNet
open PeerFunctional.Tests
open PeerFunctional.Tests.Capture
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.SneakerNet
open PeerFunctional.Tests.Storage

/// `peer replicate`, the built program, from outside.
module ProgramTests =

    /// A directory with the logs of a fixture.
    let private peerIn setup name =
        let scratch = new Scratch()
        Given.copy (Repository.fixture $"logs/{setup}/before/{name}") scratch.Path
        scratch

    let private peerOf = peerIn "sync"

    let private waits (line: string) = line.Contains "waiting"

    /// Runs the responder once with the initiator to the end of both.
    let private sync (responderArguments: string list) (initiatorArguments: string list) =
        task {
            use alice = peerOf "alice"
            use bob = peerOf "bob"
            let port = FreePort.udp ()

            use responder =
                new Program(alice, [ "--port"; string port; "--once"; "--silence"; "1s" ] @ responderArguments)

            let! _ = responder.Until waits

            use initiator =
                new Program(bob, [ $"127.0.0.1:{port}"; "--silence"; "1s" ] @ initiatorArguments)

            let! initiated = initiator.Ends()
            let! responded = responder.Ends()
            Stored.reopened bob.Path |> Expect.equal (Stored.reopened alice.Path)
            return responded, initiated, port
        }

    /// A transcript with its ports named, as they differ from run to run.
    let private withoutPorts (output: string) =
        Regex.Replace(output, @"(127\.0\.0\.1:|127\.0\.0\.1', |port |push_port is |PORT )\d+", "$1N")

    let private aliceKey, bobKey =
        let keyOf name =
            use scratch = peerOf name
            string (KeyFile.Read(scratch.Path, Given.signatures).Feed)

        keyOf "alice", keyOf "bob"

    /// What of a transcript does not stand, in its order, among a program's lines.
    let private missing (transcript: string list) (output: string) =
        (transcript, (withoutPorts output).Split('\n'))
        ||> Array.fold (fun left line ->
            match left with
            | next :: rest when next = line -> rest
            | left -> left)

    [<Fact>]
    let ``With --verbose a responder and an initiator print the original's transcript, line for line`` () : Task =
        task {
            let! responded, initiated, _ = sync [ "--verbose" ] [ "--verbose" ]
            responded.ExitCode |> Expect.equal 0
            initiated.ExitCode |> Expect.equal 0

            let lengths = [ 269; 270; 270; 270; 270; 270; 270; 271; 271 ]

            let initiating =
                [ "Welcome to SneakerNet"
                  ""
                  "** starting replication tool"
                  "** peer-to-peer initiator: connecting ..."
                  "** contacting peer 127.0.0.1:N"
                  "** talking to ('127.0.0.1', N) (responder), my UDP push_port is N"
                  "-- incoming cmd: b'PORT N'"
                  $"-- incoming cmd: b'HAVE +{bobKey}:7 +{aliceKey}:9'"
                  for seq, length in List.indexed lengths do
                      $"-- incoming push: {length} bytes"
                      $"-- ingested event {aliceKey}:{seq + 1}"
                  "** peer_loop done"
                  "" ]

            let responding =
                [ "Welcome to SneakerNet"
                  ""
                  "** starting replication tool"
                  "** peer-to-peer responder"
                  "** waiting on UDP port N"
                  "** talking to ('127.0.0.1', N) (initiator), my UDP push_port is N"
                  "-- incoming cmd: b'PORT N'"
                  $"-- incoming cmd: b'HAVE +{bobKey}:7'"
                  $"-- incoming cmd: b'WANT +{aliceKey}:1'"
                  for seq in 1..9 do
                      $"-- enqueue outgoing push for {aliceKey}:{seq}"
                  "** peer_loop done"
                  "" ]

            initiated.Output |> missing initiating |> Expect.isEmpty
            responded.Output |> missing responding |> Expect.isEmpty
        }

    [<Fact>]
    let ``A session is told by who talks, the messages that arrive, what it did, and who holds what`` () : Task =
        task {
            let! responded, initiated, _ = sync [] []

            let withoutTimes output =
                Regex.Replace(withoutPorts output, @"(?m)^\(\d{4}-[^)]+\)", "(TIME)")

            let story opening role messages summary =
                [ "Welcome to SneakerNet"
                  ""
                  "** starting replication tool"
                  yield! opening
                  $"** talking to ('127.0.0.1', N) ({role}), my UDP push_port is N"
                  for message in messages do
                      $"(TIME) Alice: {message}"
                  $"** session with 127.0.0.1:N ended: {summary}; both hold the same 16"
                  "" ]

            (withoutTimes initiated.Output).Split('\n')
            |> List.ofArray
            |> Expect.equal (
                story
                    [ "** peer-to-peer initiator: connecting ..."
                      "** contacting peer 127.0.0.1:N" ]
                    "responder"
                    [ "first hello."
                      "number three"
                      "fourth entry"
                      "fifth entry!"
                      "sixth report"
                      "seventh line"
                      "eighth entry."
                      "the last one." ]
                    "received 9, sent 0"
            )

            (withoutPorts responded.Output).Split('\n')
            |> List.ofArray
            |> Expect.equal (
                story [ "** peer-to-peer responder"; "** waiting on UDP port N" ] "initiator" [] "received 0, sent 9"
            )
        }

    [<Theory>]
    [<InlineData("sync", "published", "recovering")>]
    [<InlineData("sync", "recovering", "published")>]
    [<InlineData("both-ways", "published", "recovering")>]
    [<InlineData("both-ways", "recovering", "published")>]
    let ``A recorded situation completes with a published peer in either role``
        (setup: string)
        (responding: string)
        (initiating: string)
        : Task =
        task {
            use alice = peerIn setup "alice"
            use bob = peerIn setup "bob"
            let port = FreePort.udp ()

            let silently policy =
                [ "--silence"; "3s"; "--policy"; policy ]

            use responder =
                new Program(alice, [ "--port"; string port; "--once" ] @ silently responding)

            let! _ = responder.Until waits
            use initiator = new Program(bob, $"127.0.0.1:{port}" :: silently initiating)
            let! initiated = initiator.Ends()
            let! responded = responder.Ends()
            initiated.ExitCode |> Expect.equal 0
            responded.ExitCode |> Expect.equal 0
            Stored.reopened bob.Path |> Expect.equal (Stored.reopened alice.Path)
        }

    [<Fact>]
    let ``With --json every line is an object, and the last one sums up`` () : Task =
        task {
            let! responded, initiated, _ = sync [ "--json" ] [ "--json" ]

            for outcome, received, sent in [ responded, 0, 9; initiated, 9, 0 ] do
                outcome.ExitCode |> Expect.equal 0
                outcome.Errors |> Expect.equal ""
                let last = Array.last outcome.Objects
                let number (name: string) = last.GetProperty(name).GetInt32()
                number "received" |> Expect.equal received
                number "feeds" |> Expect.equal 2
                number "sent" |> Expect.isGreaterThanOrEqual sent
                last.GetProperty("complete").GetBoolean() |> Expect.isTrue
                last.GetProperty("refused").EnumerateObject() |> Seq.length |> Expect.equal 0
                last.GetProperty("seconds").GetDouble() |> Expect.isGreaterThanOrEqual 1.0
                last.GetProperty("seconds").GetDouble() |> Expect.isLessThanOrEqual 60.0

                for notice in outcome.Objects[.. outcome.Objects.Length - 2] do
                    notice.GetProperty("notice").GetString() |> Expect.isNonEmpty
        }

    [<Fact>]
    let ``What --record writes opens in Wireshark with right checksums, and holds the session`` () : Task =
        task {
            use scratch = new Scratch()
            let file = scratch.Below "session.pcapng"
            let! _, initiated, port = sync [] [ "--record"; file ]
            initiated.ExitCode |> Expect.equal 0

            let statuses =
                StartedProgram.tshark (
                    [ "-r"; file; "-o"; "udp.check_checksum:TRUE"; "-o"; "ip.check_checksum:TRUE" ]
                    @ [ "-T"; "fields"; "-e"; "udp.checksum.status"; "-e"; "ip.checksum.status" ]
                )

            let datagrams =
                RecordedFile.frames file
                |> List.map (fun frame ->
                    match Packet.parse frame.LinkType frame.Bytes with
                    | Ok(datagram: Datagram) -> datagram
                    | Error reason -> failwith $"%A{reason}")

            statuses |> Expect.equal (Array.replicate datagrams.Length "1\t1")

            let codec = Message.codec Given.signatures

            let kinds =
                [ for datagram in datagrams do
                      let isCommand = datagram.Source.Port = port || datagram.Destination.Port = port

                      let channel = if isCommand then Message.commandRole else Message.pushRole

                      match codec.Decode channel datagram.Payload with
                      | Ok message -> Fixtures.kind message
                      | Error malformation -> failwith $"{malformation}" ]

            kinds |> List.take 2 |> Expect.equal [ "HELO"; "HELO" ]

            for kind in [ "PORT"; "HAVE"; "WANT"; "PUSH"; "GOT"; "BYE" ] do
                Expecto.Expect.isTrue (List.contains kind kinds) kind
        }

    [<Fact>]
    let ``An initiator that nobody answers gives up after ten tries`` () : Task =
        task {
            use bob = peerOf "bob"
            use initiator = new Program(bob, [ $"127.0.0.1:{FreePort.udp ()}" ])
            let! outcome = initiator.Ends()
            outcome.ExitCode |> Expect.equal 1

            outcome.Lines[4..]
            |> List.ofArray
            |> Expect.equal ([ for number in 1..10 -> $"** request timed out ({number} of 10)" ] @ [ "** giving up" ])

            outcome.Errors |> Expect.stringStarts "peer: replicate: "
        }

    [<Fact>]
    let ``Ctrl-C ends a waiting responder at once, by the exit code of an interrupt`` () : Task =
        task {
            use alice = peerOf "alice"
            use responder = new Program(alice, [ "--port"; string (FreePort.udp ()) ])
            let! _ = responder.Until waits
            let pressed = Stopwatch.StartNew()
            responder.Interrupt()
            let! outcome = responder.Ends()
            outcome.ExitCode |> Expect.equal 130
            outcome.Errors |> Expect.equal ""
            pressed.Elapsed |> Expect.isLessThan (TimeSpan.FromSeconds 3.0)
        }

    [<Fact>]
    let ``A second peer on one directory is told that it is in use`` () : Task =
        task {
            use alice = peerOf "alice"
            let port = FreePort.udp ()
            use responder = new Program(alice, [ "--port"; string port ])
            let! _ = responder.Until waits
            use second = new Program(alice, [ "--port"; string (FreePort.udp ()) ])
            let! refused = second.Ends()
            refused.ExitCode |> Expect.equal 1
            refused.Output.Trim() |> Expect.equal ""
            refused.Errors |> Expect.isMatch @"^peer: .*in use.*\n$"
            responder.Interrupt()
            let! _ = responder.Ends()
            return ()
        }

    [<Fact>]
    let ``A responder whose port is taken says so in one line`` () : Task =
        task {
            use alice = peerOf "alice"
            use bob = peerOf "bob"
            let port = string (FreePort.udp ())
            use responder = new Program(alice, [ "--port"; port ])
            let! _ = responder.Until waits
            use second = new Program(bob, [ "--port"; port ])
            let! refused = second.Ends()
            refused.ExitCode |> Expect.equal 1
            refused.Errors |> Expect.isMatch $@"^peer: .*127\.0\.0\.1:{port}.*\n$"
            responder.Interrupt()
            let! _ = responder.Ends()
            return ()
        }
