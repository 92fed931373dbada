namespace PeerFunctional.Tests.Quic

open System
open System.Security.Cryptography
open System.Text
open Xunit
open PeerFunctional.Capture
open PeerFunctional.Kernel
open PeerFunctional.Libp2p
open PeerFunctional.Runtime.Quic.Opening
open PeerFunctional.Verification
open PeerFunctional.Tests
open PeerFunctional.Tests.Quic.SealedPackets

/// What a capture that lacks packets hides, and what it does not.
module QuicGapTests =

    /// A connection sealed by hand; each has its own number.
    let private connection number =
        let client = Endpoint.create "127.0.0.1" (6_000 + number)
        let random = Array.init 32 (fun place -> byte (place + number))
        let clientId = [| 1uy; 2uy; 3uy; byte number |]
        let serverId = [| 5uy; 6uy; 7uy; 8uy; byte number |]
        let firstId = Array.init 8 (fun _ -> byte (10 + number))
        let clientSecret = SHA256.HashData [| byte number |]
        let serverSecret = SHA256.HashData [| byte (100 + number) |]

        let log =
            [ "CLIENT_TRAFFIC_SECRET_0", clientSecret
              "SERVER_TRAFFIC_SECRET_0", serverSecret ]
            |> List.map (fun (label, secret) -> $"{label} {Convert.ToHexString random} {Convert.ToHexString secret}\n")
            |> String.concat ""

        let send from (bytes: byte[]) =
            match from with
            | Dialer ->
                { Source = client
                  Destination = server
                  Payload = ReadOnlyMemory bytes }
            | Listener ->
                { Source = server
                  Destination = client
                  Payload = ReadOnlyMemory bytes }

        let handshake =
            [ initial (initialSecret firstId "client in") firstId clientId 0 (crypto (clientHello random))
              |> send Dialer
              initial (initialSecret firstId "server in") clientId serverId 0 (crypto serverHello)
              |> send Listener ]

        /// Each packet acknowledges all of the other side.
        let packet (sent: HostEnd list) (from, content) =
            let count side =
                sent |> List.filter (fun other -> other = side) |> List.length

            let acknowledgement =
                match count (HostEnd.other from) with
                | 0 -> [||]
                | received -> acknowledged 0L (int64 received - 1L)

            let content = Array.append acknowledgement content

            match from with
            | Dialer -> short clientSecret clientSecret false serverId (count Dialer) content
            | Listener -> short serverSecret serverSecret false clientId (count Listener) content
            |> send from

        let packets script =
            script |> List.mapi (fun index said -> packet (script |> List.take index |> List.map fst) said)

        struct (log, handshake, packets)

    let private reports logs datagrams =
        let secrets = TlsSecrets()

        for log: string in logs do
            secrets.Add(ReadOnlySpan(Encoding.ASCII.GetBytes log))

        let capture = QuicCapture secrets

        datagrams
        |> List.iteri (fun index (datagram: Datagram) -> capture.Take(datagram, int64 index + 1L, int64 index))

        [ for found in capture.Connections() do
              match box found.Session with
              | :? HostSession as session -> HostReplay.report session
              | _ -> () ]

    let private verdicts reports =
        [ for report: ConversationReport in reports do
              for side in report.Verdicts do
                  let verdict =
                      match side.Conformance with
                      | Conforms _ -> "conforms"
                      | Diverges _ -> "diverges"
                      | NotJudged _ -> "not judged"
                      | TakesNoPart _
                      | Absent -> "absent"

                  side.Role, verdict ]

    let private bytes messages =
        messages |> List.map (fun message -> (Message.write message).ToArray()) |> Array.concat

    let private lines protocol =
        bytes
            [ Message.Line MultistreamLine.Header
              Message.Line(MultistreamLine.Protocol protocol) ]

    let private request = bytes [ Message.Request { Message = "Hello" } ]

    let private response =
        bytes
            [ Message.Response
                  { Message = "Hi"
                    Address = Multiaddr.empty } ]

    let private ping number =
        Array.create Message.PingBytes (byte number)

    /// A request in two pieces, with another one and two pings meanwhile.
    let private script (response0: byte[]) =
        let foo = lines ProtocolName.foo
        let pings = lines ProtocolName.ping
        let after (start: byte[]) = start.LongLength

        [ Dialer, stream 0L 0L false foo
          Listener, stream 0L 0L false foo
          Dialer, stream 4L 0L true (Array.append foo request)
          Dialer, stream 8L 0L false (Array.append pings (ping 1))
          Listener, stream 8L 0L false (Array.append pings (ping 1))
          Listener, stream 4L 0L true (Array.append foo response)
          Dialer, stream 0L (after foo) true request
          Dialer, stream 8L (after pings + 32L) true (ping 2)
          Listener, stream 8L (after pings + 32L) true (ping 2)
          Listener, stream 0L (after foo) true response0
          Dialer, stream 12L 0L true (Array.append foo request)
          Listener, stream 12L 0L true (Array.append foo response)
          Dialer, [| 1uy; 0uy; 0uy; 0uy |] ]

    let private wrong = Array.append response response

    [<Fact>]
    let ``A session without a gap conforms, and one with a wrong answer diverges`` () : unit =
        let struct (log, handshake, packets) = connection 1

        handshake @ packets (script response)
        |> reports [ log ]
        |> verdicts
        |> Expect.equal [ "dialer", "conforms"; "listener", "conforms" ]

        handshake @ packets (script wrong)
        |> reports [ log ]
        |> verdicts
        |> Expect.equal [ "dialer", "conforms"; "listener", "diverges" ]

    [<Fact>]
    let ``A wrong answer shows though packets are missing while its stream is open`` () : unit =
        let struct (log, handshake, packets) = connection 1

        // What the capture lacks belongs to the request of stream 4, or to the pings of stream 8.
        for lacking in [ 2; 3; 4; 5; 7; 8 ] do
            handshake @ List.removeAt lacking (packets (script wrong))
            |> reports [ log ]
            |> verdicts
            |> Expect.equal [ "dialer", "not judged"; "listener", "diverges" ]

    [<Fact>]
    let ``A wrong answer is not judged where its own stream lacks a packet before it`` () : unit =
        let struct (log, handshake, packets) = connection 1

        for lacking in [ 0; 6 ] do
            handshake @ List.removeAt lacking (packets (script wrong))
            |> reports [ log ]
            |> verdicts
            |> Expect.equal [ "dialer", "not judged"; "listener", "not judged" ]

    [<Fact>]
    let ``A wrong answer shows though another connection lacks a packet`` () : unit =
        let struct (log, handshake, packets) = connection 1
        let struct (otherLog, otherHandshake, otherPackets) = connection 2

        handshake
        @ otherHandshake
        @ List.removeAt 2 (packets (script response))
        @ otherPackets (script wrong)
        |> reports [ log; otherLog ]
        |> verdicts
        |> Expect.equal
            [ "dialer", "not judged"
              "listener", "not judged"
              "dialer", "conforms"
              "listener", "diverges" ]

    [<Fact>]
    let ``A capture that lacks any of its packets, or any two, accuses nobody`` () : unit =
        let struct (log, handshake, packets) = connection 1
        let all = packets (script response)

        for first in 0 .. all.Length - 1 do
            for second in first .. all.Length - 1 do
                let left =
                    all |> List.indexed |> List.filter (fun (index, _) -> index <> first && index <> second)

                handshake @ List.map snd left
                |> reports [ log ]
                |> verdicts
                |> List.filter (fun (_, verdict) -> verdict = "diverges")
                |> fun accused -> (first, second, accused)
                |> Expect.equal (first, second, [])
