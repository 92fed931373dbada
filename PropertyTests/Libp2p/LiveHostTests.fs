namespace PeerFunctional.Tests.Libp2p

open System
open System.IO
open System.Threading.Tasks
open Xunit
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Crypto
open PeerFunctional.Runtime.Quic
open PeerFunctional.Runtime.Storage
open PeerFunctional.Runtime.Systems.Libp2p
open PeerFunctional.Tests
open PeerFunctional.Tests.Quic
open PeerFunctional.Tests.Storage

/// Hosts of ours at both ends, on real sockets.
module LiveHostTests =

    let private greeting count =
        { Every = TimeSpan.FromMilliseconds 200.0
          Count = ValueSome count
          Text = ValueNone }

    [<Fact>]
    let ``A dialer and a listener prove their ids, tell who they are, and greet`` () : Task =
        task {
            use listener = LiveHost.listen ()
            use! dialer = LiveHost.dialAs SharedProtocol (ValueSome(greeting 3)) listener.Address

            let! caller =
                listener.Until "a dial" (function
                    | DialReceived(peer, _) -> Some peer
                    | _ -> None)

            caller |> Expect.equal dialer.Id

            let! first =
                listener.Until "a request" (function
                    | RequestReceived(_, text) -> Some text
                    | _ -> None)

            first |> Expect.equal "Hello from "

            // The first response has told where the dialer is seen.
            do!
                listener.Until "a request that names the dialer's address" (function
                    | RequestReceived(_, text) when text.StartsWith "Hello from /ip4/127.0.0.1/udp/" -> Some()
                    | _ -> None)

            let! state = dialer.Ends()
            state.Answered |> Expect.equal 3

            let! struct (gone, number) =
                listener.Until "the end of the connection" LiveHost.closed

            gone |> Expect.equal dialer.Id
            number |> Expect.equal 1
            dialer.Told |> Expect.contains (GreetingPeers 0)
            dialer.Told |> Expect.contains (SpeaksOurProtocol listener.Id)
        }

    [<Fact>]
    let ``A thousand requests on one connection get a thousand responses`` () : Task =
        task {
            use listener = LiveHost.listen ()
            use! dialer = LiveHost.dial listener.Address
            let! peer = dialer.Until "the connection" LiveHost.connected

            for turn in 1..1_000 do
                dialer.Command(UserCommand.Ask(peer, $"request {turn}"))
                let! answer = dialer.Until "a response" LiveHost.response
                answer |> Expect.stringStarts "Hello back from /ip4/127.0.0.1/udp/"

            let! state = dialer.Stop()
            state.Answered |> Expect.equal 1_000
        }

    [<Fact>]
    let ``Ten requests are open on a connection at a time, and two more are refused`` () : Task =
        task {
            use listener = LiveHost.listen ()
            use! dialer = LiveHost.dial listener.Address
            let! peer = dialer.Until "the connection" LiveHost.connected

            for turn in 1..12 do
                dialer.Command(UserCommand.Ask(peer, $"request {turn}"))

            for _ in 1..12 do
                do!
                    dialer.Until "an answer" (function
                        | ResponseReceived _
                        | RequestFailed _ -> Some()
                        | _ -> None)

            let! state = dialer.Stop()
            state.Answered + state.Failed |> Expect.equal 12
            state.Answered |> Expect.isGreaterThanOrEqual 10
        }

    [<Fact>]
    let ``A ping comes back`` () : Task =
        task {
            use listener = LiveHost.listen ()
            use! dialer = LiveHost.dial listener.Address
            let! peer = dialer.Until "the connection" LiveHost.connected
            dialer.Command(UserCommand.Ping peer)

            let! time =
                dialer.Until "a ping" (function
                    | Pinged(_, time) -> Some time
                    | _ -> None)

            time |> Expect.isGreaterThan TimeSpan.Zero
        }

    [<Fact>]
    let ``A peer that proves another id than the address names is refused`` () : Task =
        task {
            use listener = LiveHost.listen ()
            let another = Identity.Draw(Ed25519()).Peer
            use! dialer = LiveHost.dial (Multiaddr.withPeer another listener.PlainAddress)

            let! proved =
                dialer.Until "the refusal" (function
                    | WrongPeer(_, proved) -> Some proved
                    | _ -> None)

            proved |> Expect.equal listener.Id
            let! state = dialer.Ends()
            state.Connections.IsEmpty |> Expect.isTrue
        }

    [<Fact>]
    let ``A peer of another request protocol is disconnected once it was told who we are`` () : Task =
        task {
            use listener = LiveHost.listenFor "/bar/7"
            // The dialer keeps everybody, so the listener is who disconnects.
            use! dialer = LiveHost.dialAs EveryPeer ValueNone listener.Address

            let! foreign =
                listener.Until "the judgement" (function
                    | SpeaksAnother peer -> Some peer
                    | _ -> None)

            foreign |> Expect.equal dialer.Id

            do!
                listener.Until "the disconnection" (function
                    | Disconnecting _ -> Some()
                    | _ -> None)

            let! told =
                dialer.Until "identify" (function
                    | Identified(_, told) -> Some told
                    | _ -> None)

            told.Protocols |> List.map ProtocolName.text |> Expect.contains "/bar/7"
            let! _ = dialer.Until "the end" LiveHost.closed
            return ()
        }

    [<Fact>]
    let ``A listener whose certificate lacks libp2p's extension is refused, and nothing is said to it`` () : Task =
        task {
            use listener = Quic.listener (Quic.settings ())
            use! dialer = LiveHost.dial (LiveHost.at listener.LocalEndPoint)

            let! problem =
                dialer.Until "the refusal" (function
                    | CertificateRefused(_, problem) -> Some problem
                    | _ -> None)

            problem.Detail |> Expect.equal "the certificate lacks libp2p's extension"
            let! state = dialer.Ends()
            state.Connections.IsEmpty |> Expect.isTrue
        }

    [<Fact>]
    let ``A caller that connects again from its address ends its connection before`` () : Task =
        task {
            use listener = LiveHost.listen ()
            let! target = LiveHost.targetOf listener.Address
            use dialer = Quic.dialer (LiveHost.rawSettings ())
            let! first = dialer.DialAsync(LiveHost.endPoint target)
            let! _ = dialer.DialAsync(LiveHost.endPoint target)
            let! ended = Deadline.await "the end of the first" first.Closed
            ended.Kind |> Expect.equal QuicEndKind.ClosedByPeer
            let! struct (_, number) = listener.Until "the end of the first" LiveHost.closed
            number |> Expect.equal 1
        }

    [<Fact>]
    let ``A partner that does not read its pings loses their stream alone`` () : Task =
        task {
            use listener = LiveHost.listen ()
            let! target = LiveHost.targetOf listener.Address
            use raw = Quic.dialer (LiveHost.rawSettings ())
            let! connection = raw.DialAsync(LiveHost.endPoint target)
            let! pings = connection.OpenStreamAsync()
            do! pings |> Quic.write (LiveHost.lines [ "/multistream/1.0.0"; "/ipfs/ping/1.0.0" ])
            let sent = 2_097_152
            do! Deadline.await "the pings" (pings |> Quic.writeAll (Array.zeroCreate sent))
            let! came = Deadline.await "the end of the stream" (Quic.readAll pings)
            came.Length |> Expect.isLessThan sent
            // Other streams of the connection go on.
            let! asked = connection.OpenStreamAsync()
            do! asked |> Quic.writeAll (LiveHost.lines [ "/multistream/1.0.0"; "/ipfs/id/1.0.0" ])
            let! answer = Deadline.await "identify" (Quic.readAll asked)
            answer.Length |> Expect.isGreaterThan 100
        }

    [<Fact>]
    let ``A key file is made for its owner alone, gives the same id again, and is never guessed at`` () : unit =
        use scratch = new Scratch()
        let path = Path.Combine(scratch.Path, "peer.key")
        let made = Identity.Open(path, Ed25519()) |> fst
        let again = Identity.Open(path, Ed25519()) |> fst
        again.Peer |> Expect.equal made.Peer
        File.GetUnixFileMode path |> Expect.equal (UnixFileMode.UserRead ||| UnixFileMode.UserWrite)
        let bytes = File.ReadAllBytes path
        bytes[0..3] |> Expect.equal [| 8uy; 1uy; 0x12uy; 0x40uy |]
        bytes[bytes.Length - 1] <- bytes[bytes.Length - 1] ^^^ 1uy
        File.WriteAllBytes(path, bytes)

        (Assert.Throws<StoreException>(fun () -> Identity.Open(path, Ed25519()) |> ignore)).Problem
        |> Expect.equal "key-mismatch"

    [<Fact>]
    let ``A key file that others may use is refused, with its mode and the mend`` () : unit =
        use scratch = new Scratch()
        let path = Path.Combine(scratch.Path, "peer.key")
        let own = UnixFileMode.UserRead ||| UnixFileMode.UserWrite
        let made = Identity.Open(path, Ed25519()) |> fst

        for others, mode in
            [ UnixFileMode.GroupRead ||| UnixFileMode.OtherRead, "0644"
              UnixFileMode.GroupWrite, "0620" ] do
            File.SetUnixFileMode(path, own ||| others)

            let refused =
                Assert.Throws<StoreException>(fun () -> Identity.Open(path, Ed25519()) |> ignore)

            refused.Problem |> Expect.equal "key-exposed"
            refused.Message |> Expect.stringContains $"(mode {mode}); run: chmod 600 {path}"

        File.SetUnixFileMode(path, own)
        (Identity.Open(path, Ed25519()) |> fst).Peer |> Expect.equal made.Peer
