namespace PeerFunctional.Tests.TwoHosts

open System
open System.Threading.Tasks
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Tests
open PeerFunctional.Tests.Capture
open PeerFunctional.Tests.Cli
open PeerFunctional.Tests.Storage

/// The built program on two machines of two networks' addresses each.
module TwoHostsTests =

    let private minute = TimeSpan.FromMinutes 1.0

    let private soon (work: Task<'result>) = work.WaitAsync minute

    let private peerOf name =
        let scratch = new Scratch()
        Given.copy (Repository.fixture $"logs/sync/before/{name}") scratch.Path
        scratch

    let private waits (line: string) = line.Contains "listening on"

    /// The address without its link, as packets have it.
    let private bare (address: string) = (address.Split '%')[0]

    /// The two ends of every datagram of a recording.
    let private ends file =
        RecordedFile.frames file
        |> List.map (fun frame ->
            match
                Link.ipPacket frame.LinkType frame.Bytes
                |> Result.bind IpPacket.parse
                |> Result.bind TransportLayer.ofIp
            with
            | Ok(Udp datagram) -> Set.ofList [ datagram.Source.Host; datagram.Destination.Host ]
            | Ok(Tcp _)
            | Error _ -> failwith "no datagram")

    [<TwoHostsTheory>]
    [<InlineData("0.0.0.0", "10.77.0.9", "10.77.0.2")>]
    [<InlineData("::", "10.77.0.9", "10.77.0.2")>]
    [<InlineData("::", "fd77::9", "fd77::2")>]
    [<InlineData("::", "fe80::a%eth0", "fe80::b")>]
    [<InlineData("fd77::1", "fd77::1", "fd77::2")>]
    let ``Two machines replicate, and both recordings have the address that Bob called alone``
        (bind: string)
        (called: string)
        (bobs: string)
        : Task =
        task {
            use hosts = TwoHosts.Join()
            use alice = peerOf "alice"
            use bob = peerOf "bob"

            let replicate (scratch: Scratch) by arguments =
                new RunningPeer(
                    scratch.Path,
                    [ "replicate"; "."; "--silence"; "1s"; "--record"; scratch.Below "all.pcapng" ] @ arguments,
                    by
                )

            use responder = replicate alice hosts.OnAlices [ "--bind"; bind; "--once" ]
            let! _ = responder.Until(fun line -> line.Contains "waiting on") |> soon
            use initiator = replicate bob hosts.OnBobs [ called ]
            let! initiated = initiator.Ends() |> soon
            let! responded = responder.Ends() |> soon
            (responded.ExitCode, initiated.ExitCode) |> Expect.equal (0, 0)
            Stored.reopened bob.Path |> Expect.equal (Stored.reopened alice.Path)

            for scratch in [ alice; bob ] do
                ends (scratch.Below "all.pcapng") |> List.distinct |> Expect.equal [ set [ bare called; bobs ] ]
        }

    [<TwoHostsTheory>]
    [<InlineData("0.0.0.0", "10.77.0.1 10.77.0.9")>]
    [<InlineData("::", "10.77.0.1 10.77.0.9 fd77::1 fd77::9 fe80::a%eth0")>]
    let ``A plain UDP client gets its answer from the address it asked`` (bind: string) (addresses: string) : Task =
        task {
            use hosts = TwoHosts.Join()
            use alice = peerOf "alice"

            use responder =
                new RunningPeer(alice.Path, [ "replicate"; "."; "--bind"; bind ], hosts.OnAlices)

            let! _ = responder.Until waits |> soon

            for address in addresses.Split ' ' do
                // A connected socket hears the address it is connected to, and no other.
                let client =
                    "exec 3<>/dev/udp/$0/4097; printf 'HELO initiator' >&3; timeout 10 head -c 14 <&3"

                let answer = Tool.run (hosts.OnBobs @ [ "bash"; "-c"; client; address ])
                answer |> Expect.equal (Ok "HELO responder")
        }

    [<TwoHostsFact>]
    let ``A wildcard binding is printed with the addresses that it covers`` () : Task =
        task {
            use hosts = TwoHosts.Join()

            for bind, words in
                [ "0.0.0.0", "** listening on 0.0.0.0:4097 (every IPv4 address of this machine)"
                  "::", "** listening on [::]:4097 (every address of this machine, IPv6 and IPv4)" ] do
                use alice = peerOf "alice"

                use responder =
                    new RunningPeer(alice.Path, [ "replicate"; "."; "--bind"; bind ], hosts.OnAlices)

                let! line = responder.Until waits |> soon
                line |> Expect.equal words
        }

    let private words = "blue skies and snowy peaks"

    let private addressIn (line: string) =
        line.Substring(line.LastIndexOf ' ' + 1)

    [<TwoHostsTheory>]
    [<InlineData("0.0.0.0", "10.77.0.9", "10.77.0.2 0.0.0.0 ::")>]
    [<InlineData("::", "10.77.0.9", "10.77.0.2 0.0.0.0 ::")>]
    [<InlineData("::", "fd77::9", "fd77::2 ::")>]
    [<InlineData("::", "fe80::a%eth0", "fe80::b%eth0 ::")>]
    let ``A ring over two machines assembles the message, and names each peer by an address that can be called``
        (bind: string)
        (called: string)
        (listening: string)
        : Task =
        task {
            use hosts = TwoHosts.Join()
            use scratch = new Scratch()

            use tracker =
                new RunningPeer(scratch.Path, [ "tracker"; "serve"; "--bind"; bind; "--phrase"; words ], hosts.OnAlices)

            let! _ = tracker.Until _.StartsWith("Listening on ") |> soon

            let join by handle listen =
                new RunningPeer(
                    scratch.Path,
                    [ "tracker"
                      "join"
                      called
                      "--handle"
                      handle
                      "--listen"
                      listen
                      "--pace"
                      "50ms"
                      "--stay" ],
                    by
                )

            let peers =
                [ join hosts.OnAlices "on-alices" called
                  for listen in listening.Split ' ' do
                      join hosts.OnBobs $"on-bobs-{listen.Length}" listen ]

            let known =
                [ called; "10.77.0.2"; "fd77::2"; "fe80::b" ] |> List.map bare |> Set.ofList

            for peer in peers do
                let! placed = peer.Until _.Contains("the neighbour is ") |> soon

                match Endpoint.parse 0 (addressIn placed) with
                | Ok neighbour -> Expecto.Expect.isTrue (known.Contains neighbour.Host) placed
                | Error problem -> failwith problem

                let! _ = peer.Until((=) words) |> soon
                ()

            for peer in peers do
                (peer :> IDisposable).Dispose()
        }

    [<TwoHostsFact>]
    let ``A peer is named by the address it listens on, though another one is nearer to the tracker`` () : Task =
        task {
            use hosts = TwoHosts.Join()
            use scratch = new Scratch()

            use tracker =
                new RunningPeer(scratch.Path, [ "tracker"; "serve"; "--bind"; "::" ], hosts.OnBobs)

            let! _ = tracker.Until _.StartsWith("Listening on ") |> soon

            for tracked, listen in [ "10.77.0.2", "10.77.0.9"; "fd77::2", "fd77::1"; "fd77::2", "fd77::9" ] do
                use peer =
                    new RunningPeer(
                        scratch.Path,
                        [ "tracker"; "join"; tracked; "--handle"; listen; "--listen"; listen; "--stay" ],
                        hosts.OnAlices
                    )

                let! _ = peer.Until _.StartsWith("Registered") |> soon
                let! line = tracker.Until _.StartsWith($"Registered {listen}") |> soon
                let host = if listen.Contains ':' then $"[{listen}]" else listen
                line |> Expect.stringStarts $"Registered {listen} {host}:"
        }
