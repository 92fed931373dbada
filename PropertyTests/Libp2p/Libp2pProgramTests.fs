namespace PeerFunctional.Tests.Libp2p

open System
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Architecture
open PeerFunctional.Tests.Storage

/// `peer libp2p` from outside.
module Libp2pProgramTests =

    let private after (beginning: string) (line: string) = line.Substring beginning.Length

    let private listening = "Local peer is listening on "

    /// A listening peer, its id, and where it listens.
    let private listen folder (arguments: string list) =
        task {
            let peer = new RunningPeer(folder, [ "libp2p"; "listen" ] @ arguments)
            let! id = peer.Until _.StartsWith("local peer id: ")
            let! line = peer.Until _.StartsWith(listening)
            return struct (peer, after "local peer id: " id, after listening line)
        }

    [<Fact>]
    let ``Two terminals tell the original's story, line for line`` () : Task =
        task {
            use scratch = new Scratch()
            let! struct (peer, listener, address) = listen scratch.Path []
            use peer = peer
            let dialed = $"{address}/p2p/{listener}"

            let outcome =
                // The rounds are far enough apart for a handshake on a loaded machine.
                Peer.runIn scratch.Path [ "libp2p"; "dial"; dialed; "--every"; "3s"; "--count"; "2" ]

            outcome.Errors |> Expect.equal ""
            outcome.ExitCode |> Expect.equal 0
            let dialer = outcome.Lines[0] |> after "local peer id: "

            let own =
                outcome.Lines |> Array.find _.StartsWith("External") |> after "External address confirmed as "

            outcome.Lines
            |> List.ofArray
            |> Expect.equal
                [ $"local peer id: {dialer}"
                  $"Dialing {listener}"
                  $"Dialed {dialed}"
                  "Greeting 0 Peers!"
                  $"Successfully dialt to {listener}:{dialed}"
                  $"Peer {listener} speaks our protocol"
                  "Greeting 1 Peers!"
                  $"Greeting: {listener}"
                  $"received response: Hello back from {address}"
                  $"External address confirmed as {own}"
                  "Greeting 1 Peers!"
                  $"Greeting: {listener}"
                  $"received response: Hello back from {address}"
                  "2 of 2 requests were answered"
                  $"Connection to {listener}:1 closed" ]

            let! _ =
                peer.Until(fun line -> line = $"Successfully received dial from {dialer}:{own}")

            let! _ = peer.Until(fun line -> line = $"Peer {dialer} speaks our protocol")
            let! _ = peer.Until(fun line -> line = "received request Hello from ")
            let! _ = peer.Until(fun line -> line = $"received request Hello from {own}")
            let! _ = peer.Until(fun line -> line = $"Connection to {dialer}:1 closed")
            peer.Interrupt()
            let! ended = peer.Ends()
            ended.ExitCode |> Expect.equal 130
            ended.Errors |> Expect.equal ""
        }

    [<Fact>]
    let ``The README's section works word for word`` () : Task =
        task {
            use scratch = new Scratch()

            let readme =
                Page.create "README.md" (File.ReadAllText(Path.Combine(Repository.root, "README.md")))

            match
                readme.Code
                |> List.choose Page.arguments
                |> List.filter (fun arguments -> arguments.Head = "libp2p")
            with
            | listening :: others ->
                use peer = new RunningPeer(scratch.Path, listening)

                let! _ =
                    peer.Until _.StartsWith("Local peer is listening on /ip4/127.0.0.1/udp/4001/")

                others.Length |> Expect.equal 2

                for arguments in others do
                    (Peer.runIn scratch.Path arguments).ExitCode |> Expect.equal 0
            | [] -> failwith "the README shows no libp2p"
        }

    [<Fact>]
    let ``A peer that speaks another protocol says who it is, and one of ours is pinged`` () : Task =
        task {
            use scratch = new Scratch()

            let! struct (peer, listener, address) =
                listen scratch.Path [ "--protocol"; "/bar/7"; "--agent"; "other/1" ]

            use _ = peer
            let! struct (ours, _, near) = listen scratch.Path []
            use _ = ours
            let identified = Peer.runIn scratch.Path [ "libp2p"; "identify"; address ]
            identified.ExitCode |> Expect.equal 0
            identified.Lines |> Expect.contains $"peer id: {listener}"
            identified.Lines |> Expect.contains "agent: other/1"
            identified.Lines |> Expect.contains "protocol: /bar/7"
            identified.Lines |> Expect.contains $"listens on: {address}"

            let pinged =
                Peer.runIn scratch.Path [ "libp2p"; "ping"; near; "--count"; "3"; "--every"; "50ms"; "--json" ]

            pinged.ExitCode |> Expect.equal 0

            let answers =
                pinged.Objects |> Array.filter (fun one -> one.TryGetProperty "milliseconds" |> fst)

            answers.Length |> Expect.equal 3
        }

    [<Fact>]
    let ``A dial fails with one line where no peer answers, or one of another id or protocol does`` () : Task =
        task {
            use scratch = new Scratch()
            let! struct (peer, _, address) = listen scratch.Path []
            use _ = peer
            let another = (Peer.runIn scratch.Path [ "libp2p"; "id" ]).Lines[0]

            for arguments in
                [ [ $"{address}/p2p/{another}"; "--count"; "1" ]
                  [ "/ip4/127.0.0.1/udp/9/quic-v1"; "--count"; "1" ]
                  [ address; "--protocol"; "/bar/7" ] ] do
                let outcome = Peer.runIn scratch.Path ([ "libp2p"; "dial" ] @ arguments)
                outcome.ExitCode |> Expect.equal 1
                outcome.Errors |> Expect.stringStarts "peer: libp2p dial: "
                outcome.Errors.Split('\n').Length |> Expect.equal 2
                // The reason is told once.
                outcome.Lines |> Array.filter (fun line -> outcome.Errors.Contains line) |> Expect.isEmpty
        }

    [<Fact>]
    let ``A dial that a full listener refuses says why and what to do, and the listener tells it`` () : Task =
        task {
            use scratch = new Scratch()

            let! struct (peer, listener, address) =
                listen scratch.Path [ "--max-connections"; "1" ]

            use peer = peer

            use first =
                new RunningPeer(scratch.Path, [ "libp2p"; "dial"; address; "--every"; "40s" ])

            let! _ = first.Until(fun line -> line = $"Peer {listener} speaks our protocol")

            for command in
                [ [ "dial"; address; "--count"; "1" ]
                  [ "identify"; address ]
                  [ "ping"; address ] ] do
                let outcome = Peer.runIn scratch.Path ("libp2p" :: command)
                outcome.ExitCode |> Expect.equal 1

                outcome.Errors
                |> Expect.equal
                    $"peer: libp2p {command.Head}: Refused by {address}: the listener is full: 1 connection; try again later, or raise \
                      the limits of the listener (--max-connections, --max-connections-per-address)\n"

            for _ in 1..3 do
                let! refused = peer.Until _.StartsWith("Refused the caller 127.0.0.1:")
                refused |> Expect.stringEnds ": the listener is full: 1 connection"
        }

    [<Fact>]
    let ``A listener takes so many callers of one address, and the next one says so`` () : Task =
        task {
            use scratch = new Scratch()

            let! struct (peer, listener, address) =
                listen scratch.Path [ "--max-connections-per-address"; "1" ]

            use peer = peer

            use first =
                new RunningPeer(scratch.Path, [ "libp2p"; "dial"; address; "--every"; "40s" ])

            let! _ = first.Until(fun line -> line = $"Peer {listener} speaks our protocol")
            let outcome = Peer.runIn scratch.Path [ "libp2p"; "dial"; address; "--count"; "1" ]
            outcome.ExitCode |> Expect.equal 1
            let words = "the listener takes at most 1 connection from one address"
            outcome.Errors |> Expect.stringContains $"Refused by {address}: {words}"
            let! refused = peer.Until _.StartsWith("Refused the caller 127.0.0.1:")
            refused |> Expect.stringEnds words
        }

    [<Fact>]
    let ``Ctrl-C ends a dial with how many requests were answered`` () : Task =
        task {
            use scratch = new Scratch()
            let! struct (peer, listener, address) = listen scratch.Path []
            use peer = peer

            use dialer =
                new RunningPeer(scratch.Path, [ "libp2p"; "dial"; address; "--every"; "50ms" ])

            let! _ = dialer.Until _.StartsWith("received response: ")
            let! _ = dialer.Until _.StartsWith("received response: ")
            dialer.Interrupt()
            let! summary = dialer.Until _.EndsWith(" requests were answered")
            summary |> Expect.isMatch "^[0-9]+ of [0-9]+ requests were answered$"
            let! ended = dialer.Ends()
            ended.ExitCode |> Expect.equal 130
            ended.Errors |> Expect.equal ""
            let! _ = peer.Until _.EndsWith(":1 closed")
            listener |> Expect.stringStarts "12D3"
        }

    [<Fact>]
    let ``TLS secrets go into a file for its owner alone, even one that others could read before`` () : Task =
        task {
            use scratch = new Scratch()

            for name in [ "secrets"; "capture.pcapng" ] do
                let path = Path.Combine(scratch.Path, name)
                File.WriteAllText(path, "something")
                File.SetUnixFileMode(path, UnixFileMode.UserRead ||| UnixFileMode.OtherRead ||| UnixFileMode.UserWrite)

            let! struct (peer, _, _) =
                listen scratch.Path [ "--keylog"; "secrets"; "--record"; "capture.pcapng" ]

            use _ = peer

            for name in [ "secrets"; "capture.pcapng" ] do
                File.GetUnixFileMode(Path.Combine(scratch.Path, name))
                |> Expect.equal (UnixFileMode.UserRead ||| UnixFileMode.UserWrite)
        }

    [<Fact>]
    let ``A listener that is killed is noticed, and the dialer ends`` () : Task =
        task {
            use scratch = new Scratch()
            let! struct (peer, listener, address) = listen scratch.Path []
            use peer = peer

            use dialer =
                new RunningPeer(scratch.Path, [ "libp2p"; "dial"; address; "--every"; "40s" ])

            let! _ = dialer.Until(fun line -> line = $"Peer {listener} speaks our protocol")
            peer.Kill()
            let! _ = dialer.Until(fun line -> line = $"Connection to {listener}:1 closed")
            let! ended = dialer.Ends()
            ended.ExitCode |> Expect.equal 1
        }

    [<Fact>]
    let ``A recording holds the secrets that open it: tshark reads the request`` () : Task =
        task {
            use scratch = new Scratch()
            let! struct (peer, _, address) = listen scratch.Path [ "--keylog"; "secrets" ]
            use _ = peer

            let outcome =
                Peer.runIn
                    scratch.Path
                    [ "libp2p"
                      "dial"
                      address
                      "--every"
                      "200ms"
                      "--count"
                      "2"
                      "--record"
                      "dial.pcapng"
                      "--journal"
                      "dial.journal" ]

            outcome.ExitCode |> Expect.equal 0
            let capture = Path.Combine(scratch.Path, "dial.pcapng")

            let streams =
                StartedProgram.tshark [ "-r"; capture; "-T"; "fields"; "-e"; "quic.stream_data" ]
                |> Array.collect _.Split(',')
                |> Array.map (fun hex -> hex.Trim().Replace(":", ""))
                |> String.concat ""

            // {"message": "Hello from
            streams |> Expect.stringContains (Convert.ToHexStringLower "gmessage"B)
            streams |> Expect.stringContains (Convert.ToHexStringLower "Hello from "B)

            let unopened =
                StartedProgram.tshark [ "-r"; capture; "-Y"; "quic.decryption_failed" ]

            unopened |> Expect.isEmpty
            let replayed = Peer.runIn scratch.Path [ "replay"; "dial.journal" ]
            replayed.ExitCode |> Expect.equal 0
            let secrets = Path.Combine(scratch.Path, "secrets")
            File.GetUnixFileMode secrets |> Expect.equal (UnixFileMode.UserRead ||| UnixFileMode.UserWrite)
            File.ReadAllText secrets |> Expect.stringContains "CLIENT_TRAFFIC_SECRET_0 "
        }

    [<Fact>]
    let ``A key file keeps the peer id from one run to the next`` () : Task =
        task {
            use scratch = new Scratch()
            let made = Peer.runIn scratch.Path [ "libp2p"; "id"; "--key"; "peer.key" ]
            made.ExitCode |> Expect.equal 0
            let! struct (peer, listener, _) = listen scratch.Path [ "--key"; "peer.key" ]
            use _ = peer
            listener |> Expect.equal made.Lines[0]
            File.WriteAllText(Path.Combine(scratch.Path, "wrong.key"), "not a key")
            let refused = Peer.runIn scratch.Path [ "libp2p"; "id"; "--key"; "wrong.key" ]
            refused.ExitCode |> Expect.equal 1
            refused.Errors |> Expect.stringContains "wrong.key is not a private key of libp2p"
        }

    [<Fact>]
    let ``A wildcard is listened on at every interface, a line each`` () : Task =
        task {
            use scratch = new Scratch()
            let! struct (peer, _, address) = listen scratch.Path [ "/ip4/0.0.0.0/udp/0/quic-v1" ]
            use _ = peer
            address |> Expect.isMatch "^/ip4/[0-9.]+/udp/[1-9][0-9]*/quic-v1$"
            address |> Expect.stringLacks "0.0.0.0"
        }

    [<Theory>]
    [<InlineData("libp2p")>]
    [<InlineData("libp2p dial")>]
    [<InlineData("libp2p dial 127.0.0.1:4001")>]
    [<InlineData("libp2p dial /ip4/127.0.0.1/udp/0/quic-v1")>]
    [<InlineData("libp2p dial /ip4/127.0.0.1/tcp/4001")>]
    [<InlineData("libp2p dial /ip4/127.0.0.1/udp/4001/quic-v1 --count 0")>]
    [<InlineData("libp2p listen --agent ''")>]
    [<InlineData("libp2p listen --max-connections-per-address 0")>]
    [<InlineData("libp2p listen --max-connections-per-address many")>]
    [<InlineData("libp2p listen --protocol foo")>]
    [<InlineData("libp2p ping /ip4/127.0.0.1/udp/4001/quic-v1 more")>]
    let ``Wrong usage of libp2p is named`` (line: string) : unit =
        use scratch = new Scratch()
        let outcome = Peer.runIn scratch.Path (Peer.words line)
        outcome.ExitCode |> Expect.equal 2
        outcome.Errors |> Expect.stringStarts "peer libp2p"
