namespace PeerFunctional.Tests.Cli

open System
open System.Net
open System.Net.Sockets
open System.Threading.Tasks
open Xunit
open PeerFunctional.Tests
open PeerFunctional.Tests.Storage

/// Addresses that a user names, and what the program says of those it cannot use.
module AddressTests =

    let private fails (arguments: string list) =
        use scratch = new Scratch()
        (Peer.runIn scratch.Path [ "feed"; "init"; "a" ]).ExitCode |> Expect.equal 0
        let outcome = Peer.runIn scratch.Path arguments
        outcome.ExitCode |> Expect.equal 1
        outcome.Errors

    [<Theory>]
    [<InlineData("192.0.2.1")>]
    [<InlineData("2001:db8::1")>]
    [<InlineData("224.0.0.251")>]
    let ``An address that this machine does not have is named, and those that it has`` (address: string) : unit =
        for arguments in
            [ [ "replicate"; "a"; "--bind"; address ]
              [ "tracker"; "serve"; "--bind"; address ]
              [ "tracker"; "join"; "localhost"; "--handle"; "ann"; "--listen"; address ] ] do
            fails arguments
            |> Expect.isMatch
                @"^peer: (replicate|tracker serve|tracker join): cannot listen on (UDP|TCP) .*: this machine does not have that address, but .*127\.0\.0\.1.*; use (--port or --bind|--listen)\n$"

    [<Fact>]
    let ``A port that is taken is named, and the options that help`` () : unit =
        use socket = new UdpClient(IPEndPoint(IPAddress.Loopback, 0))
        let port = (socket.Client.LocalEndPoint :?> IPEndPoint).Port
        use listener = new TcpListener(IPAddress.Loopback, 0)
        listener.Start()
        let taken = (listener.LocalEndpoint :?> IPEndPoint).Port

        fails [ "rpc"; "serve"; "--port"; string taken ]
        |> Expect.equal
            $"peer: rpc serve: cannot listen on TCP 127.0.0.1:{taken}: another program uses this port; use --port\n"

        fails [ "replicate"; "a"; "--port"; string port ]
        |> Expect.equal
            $"peer: replicate: cannot listen on UDP 127.0.0.1:{port}: another program uses this port; use --port or --bind\n"

    [<Theory>]
    [<InlineData("tracker status 127.0.0.1:PORT", "peer tracker serve --port PORT")>]
    [<InlineData("tracker status [::1]:PORT", "peer tracker serve --bind ::1 --port PORT")>]
    [<InlineData("tracker echo localhost:PORT --handle ann", "peer tracker serve --port PORT")>]
    [<InlineData("tracker collect 127.0.0.1:PORT", "peer tracker serve --part 1 --port PORT")>]
    [<InlineData("replicate a 127.0.0.2:PORT", "peer replicate DIR --bind 127.0.0.2 --port PORT")>]
    [<InlineData("link send 127.0.0.1:PORT item", "peer link listen 127.0.0.1:PORT")>]
    [<InlineData("rpc call http://127.0.0.1:PORT/rpc greet", "peer rpc serve --port PORT")>]
    [<InlineData("libp2p ping /ip4/127.0.0.1/udp/PORT/quic-v1", "peer libp2p listen /ip4/127.0.0.1/udp/PORT/quic-v1")>]
    let ``A call that finds no program ends with the command that starts one at this very port``
        (call: string, start: string)
        : unit =
        let at (port: int) (words: string) = words.Replace("PORT", string port)
        let port = FreePort.tcp ()
        use scratch = new Scratch()
        (Peer.runIn scratch.Path [ "feed"; "init"; "a" ]).ExitCode |> Expect.equal 0
        IO.File.WriteAllText(IO.Path.Combine(scratch.Path, "item"), "1")
        let outcome = Peer.runIn scratch.Path (Peer.words (at port call))
        outcome.ExitCode |> Expect.equal 1
        outcome.Errors.TrimEnd() |> Expect.stringEnds $"with: {at port start}"

    [<Fact>]
    let ``An address of a link needs its interface, and one that is there`` () : unit =
        fails [ "replicate"; "a"; "--bind"; "fe80::1" ]
        |> Expect.isMatch @"^peer: fe80::1 is valid on every link: name the interface, such as fe80::1%\S+\n$"

        fails [ "replicate"; "a"; "fe80::1%nowhere" ]
        |> Expect.isMatch @"^peer: this machine has no interface 'nowhere'; it has .*lo\n$"

    [<Theory>]
    [<InlineData("::1", "127.0.0.1", "an IPv6 address cannot reach an IPv4 address")>]
    [<InlineData("0.0.0.0", "::1", "an IPv4 address cannot reach an IPv6 address")>]
    [<InlineData("127.0.0.1", "192.0.2.1", "a loopback address reaches this machine only")>]
    let ``A partner that cannot be called from --bind is refused before anything is sent``
        (bind: string)
        (partner: string)
        (why: string)
        : unit =
        fails [ "replicate"; "a"; partner; "--bind"; bind ]
        |> Expect.equal $"peer: {partner} cannot be called from {bind}: {why}\n"

    [<Fact>]
    let ``A peer does not register by an address at which it does not listen`` () : unit =
        fails [ "tracker"; "join"; "::1"; "--handle"; "ann"; "--listen"; "0.0.0.0" ]
        |> Expect.equal "peer: ::1 cannot be called from 0.0.0.0: an IPv4 address cannot reach an IPv6 address\n"

    [<Fact>]
    let ``A peer that was not told where to listen does so on loopback, of the tracker's family`` () : Task =
        task {
            use scratch = new Scratch()

            for tracker, listens in [ "127.0.0.1:9", "127.0.0.1:"; "[::1]:9", "[::1]:"; "0.0.0.0:9", "127.0.0.1:" ] do
                use peer =
                    new RunningPeer(scratch.Path, [ "tracker"; "join"; tracker; "--handle"; "ann" ])

                let! line =
                    peer.Until(fun line -> line.StartsWith "Listening on").WaitAsync(TimeSpan.FromMinutes 1.0)

                line |> Expect.stringStarts $"Listening on {listens}"
        }
